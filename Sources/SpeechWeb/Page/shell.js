import { announce } from "./announcer.js";
import { setKeyAsker } from "./api.js";
import { connection } from "./connection.js";
import { byId, element } from "./dom.js";
import { chooseLanguage, language, languages, onLanguage, t, translatePage } from "./i18n.js";
import { drawIcons, icon } from "./icons.js";
import { askUnlessDeclined } from "./key-dialog.js";
import { chooseTheme, chosenTheme } from "./theme.js";

const pages = [
    { name: "speak", address: "/" },
    { name: "convert", address: "/convert" },
    { name: "compare", address: "/compare" },
    { name: "stats", address: "/stats" },
];

const themes = ["system", "light", "dark"];

/** Fills in what all pages share: header, translation, connection, key. */
export function startShell() {
    setKeyAsker(askUnlessDeclined);
    const { name: page } = pages.find(({ name }) => name === document.body.dataset.page);
    const links = pages.map(({ name, address }) =>
        element("a", {
            href: address,
            data: { t: `nav.${name}` },
            "aria-current": name === page ? "page" : null,
        }),
    );
    byId("top").append(
        element(
            "div",
            { class: "top-bar" },
            element(
                "a",
                { class: "brand", href: "/" },
                element("img", { src: "/app/icon.svg", alt: "", width: 32, height: 32 }),
                element("span", { text: "Syrinx" }),
            ),
            element("nav", { class: "pages", data: { tLabel: "nav.label" } }, ...links),
            element("span", { class: "grow" }),
            connectionState(),
            element("div", { class: "switches" }, languageSwitch(), themeSwitch()),
        ),
    );
    drawIcons();
    translatePage();
    onLanguage(() => {
        document.title = page === "speak" ? t("title") : `${t(`nav.${page}`)} – ${t("title")}`;
    });
    connection.watch();
}

function connectionState() {
    const node = element("p", { class: "state", id: "connection" });
    const show = () => {
        const { up } = connection;
        node.className = `state ${up === null ? "" : up ? "up" : "down"}`;
        node.textContent = t(
            up === null ? "connection.asking" : up ? "connection.up" : "connection.down",
        );
    };
    let was = null;
    connection.addEventListener("change", () => {
        show();
        if (was !== null || !connection.up) announce(node.textContent);
        was = connection.up;
    });
    onLanguage(show);
    return node;
}

function languageSwitch() {
    const options = Object.entries(languages).map(([tag, name]) =>
        element("option", { value: tag, lang: tag, text: name }),
    );
    const select = element(
        "select",
        {
            id: "interface-language",
            data: { tLabel: "language.label" },
            on: { change: () => chooseLanguage(select.value) },
        },
        ...options,
    );
    select.value = language();
    return select;
}

function themeSwitch() {
    const button = element("button", {
        type: "button",
        class: "round quiet",
        id: "theme",
        on: {
            click: () => {
                const next = (themes.indexOf(chosenTheme()) + 1) % themes.length;
                chooseTheme(themes[next]);
                show();
                announce(button.getAttribute("aria-label"));
            },
        },
    });
    const show = () => {
        const theme = chosenTheme();
        button.replaceChildren(icon(theme));
        button.setAttribute("aria-label", t(`theme.${theme}`));
        button.title = t(`theme.${theme}`);
    };
    onLanguage(show);
    return button;
}
