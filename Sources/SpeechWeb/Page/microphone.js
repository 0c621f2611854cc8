/** A microphone that isn't given; `reason` is a key of the strings. */
export class MicrophoneError extends Error {
    constructor(reason) {
        super(reason);
        this.reason = reason;
    }
}

/** What a browser's refusal means, as a key of the strings. */
export function reasonOf(name) {
    const reasons = {
        NotAllowedError: "mic.denied",
        SecurityError: "mic.denied",
        NotFoundError: "mic.missing",
        OverconstrainedError: "mic.missing",
        NotReadableError: "mic.busy",
        AbortError: "mic.busy",
    };
    return reasons[name] ?? "mic.unknown";
}

/**
 * Opens a microphone.
 * @param {{device?: string, echo?: boolean, noise?: boolean, gain?: boolean}} wishes the device's
 *   identifier, and what the browser shall do to its sound
 * @returns {Promise<MediaStream>}
 * @throws {MicrophoneError}
 */
export async function openMicrophone({ device = "", echo = false, noise = false, gain = false }) {
    // Browsers hide microphones from pages that somebody may have changed on their way.
    if (!navigator.mediaDevices?.getUserMedia) {
        throw new MicrophoneError(isSecureContext ? "mic.unknown" : "mic.insecure");
    }
    const audio = {
        channelCount: { ideal: 1 },
        echoCancellation: echo,
        noiseSuppression: noise,
        autoGainControl: gain,
    };
    const ask = (more) => navigator.mediaDevices.getUserMedia({ audio: { ...audio, ...more } });
    try {
        return await ask(device ? { deviceId: { exact: device } } : {});
    } catch (error) {
        const gone = device && ["OverconstrainedError", "NotFoundError"].includes(error.name);
        // One that was chosen last week may not be plugged in today.
        if (gone) return openMicrophone({ echo, noise, gain });
        throw new MicrophoneError(reasonOf(error.name));
    }
}

/** The microphones: `{id, label}`. Before the first permission they have neither. */
export async function microphones() {
    try {
        const devices = await navigator.mediaDevices.enumerateDevices();
        return devices
            .filter(({ kind, deviceId }) => kind === "audioinput" && deviceId !== "")
            .map(({ deviceId, label }) => ({ id: deviceId, label }));
    } catch {
        return [];
    }
}
