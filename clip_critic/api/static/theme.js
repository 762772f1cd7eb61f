// The class "dark" on the body, as the WebUI has it: from the address (?__theme=dark) or from the system.
"use strict";
(() => {
    const asked = new URLSearchParams(location.search).get("__theme");
    const system = matchMedia("(prefers-color-scheme: dark)");
    const apply = () => document.body.classList.toggle("dark", asked ? asked === "dark" : system.matches);
    apply();
    system.addEventListener("change", apply);
})();
