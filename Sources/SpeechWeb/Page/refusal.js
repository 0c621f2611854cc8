import { requestJSON, ServerError } from "./api.js";
import { t } from "./i18n.js";

/**
 * Why a server took no connection: browsers don't tell a page what was answered, so it is asked
 * for something else.
 * @returns {Promise<ServerError>}
 */
export async function whyRefused() {
    try {
        const { available, reason } = await requestJSON("/v1/audio/convert");
        if (!available) return new ServerError({ message: reason ?? t("convert.unavailable") });
        return new ServerError({ type: "server_busy", message: t("convert.refused"), status: 503 });
    } catch (error) {
        return error;
    }
}
