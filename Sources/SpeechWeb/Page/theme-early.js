// A classic script, so that it runs before the first paint: a page that is asked to be dark
// must not flash white.
(() => {
    try {
        const theme = JSON.parse(localStorage.getItem("syrinx.theme"));
        if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    } catch {
        // The system's theme, then.
    }
})();
