/* CLIP Critic: ticked words, the right-click menu of generated pictures, and the feedback loop. */
window.clipCritic = window.clipCritic || (() => {
    const RANK_ENTRY = "Rank keywords", LOOP_ENTRY = "Start feedback loop";
    const MENU_WIDTH = 210; // pixels with border, as set by the host's style sheet
    const PICTURES = ["#txt2img_gallery img", "#img2img_gallery img", "#extras_gallery img", "#lightboxModal"].join(", ");

    const root = () => (typeof gradioApp === "function" ? gradioApp() : document);
    const find = (selector) => root().querySelector(selector) || document.querySelector(selector);

    // Ticked words

    function tickedWords() {
        const boxes = [...root().querySelectorAll("#clip_critic_result .clip-critic-tick:checked")];
        const words = new Map(); // by what makes them the same, each as it is written first
        for (const {dataset} of boxes) if (!words.has(dataset.key)) words.set(dataset.key, dataset.word);
        return [...words.values()];
    }

    document.addEventListener("change", (event) => {
        const box = event.target;
        if (!box.matches || !box.matches("#clip_critic_result .clip-critic-tick")) return;
        // The same word can appear in the ranking, in a round and in a group.
        for (const other of root().querySelectorAll("#clip_critic_result .clip-critic-tick")) {
            if (other.dataset.key === box.dataset.key) other.checked = box.checked;
        }
    });

    // Newer versions of gradio reuse the elements of the previous result, whose ticks would then apply to other words.
    let shown = "";
    new MutationObserver(() => {
        const result = find("#clip_critic_result .clip-critic-result");
        if (!result || result.dataset.ranking === shown) return;
        shown = result.dataset.ranking;
        for (const box of result.querySelectorAll(".clip-critic-tick")) box.checked = false;
    }).observe(document.documentElement, {attributeFilter: ["data-ranking"], childList: true, subtree: true});

    function gather(selector, mode, weight) {
        const box = find(selector);
        return [JSON.stringify(tickedWords()), box ? box.value : "", mode, weight];
    }

    function write(selector, text) {
        const box = find(selector);
        if (!box || !text) return;
        box.value = text;
        box.dispatchEvent(new Event("input", {bubbles: true})); // otherwise the server keeps the old text
    }

    // The host's progress bar

    function submit(...args) {
        const id = randomId();
        requestProgress(id, find("#clip_critic_message"), null, () => {});
        return [id, ...args.slice(1)];
    }

    // A ticket is empty if a click was refused, and "watch ..." if a session is only watched.
    function submitLoop(task, ticket, ...others) {
        if (!/^(start|step) /.test(ticket || "")) return ["", ticket, ...others];
        const id = randomId();
        requestProgress(id, find("#clip_critic_loop_status"), null, () => {});
        return [id, ticket, ...others];
    }

    // Sending a generated picture to the tab

    const until = async(condition, what, timeout = 15000) => {
        for (const end = Date.now() + timeout; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) {
            const value = condition();
            if (value) return value;
        }
        throw new Error(`CLIP Critic: timed out waiting for ${what}`);
    };

    function showTab() {
        const labelled = [...root().querySelectorAll("#tabs button")].find((tab) => tab.textContent.trim() === "CLIP Critic");
        const button = root().querySelector("#tab_clip_critic-button") || labelled;
        if (button) button.click();
    }

    // If there are several panels, they are tabs inside our tab.
    function showPanel(name) {
        showTab();
        const named = [...root().querySelectorAll(`#clip_critic_${name}_tab-button`)];
        // In gradio 3 the buttons have no ids; they are in the order of the panels.
        const buttons = root().querySelectorAll("#clip_critic_panels > .tab-nav button");
        const items = [...root().querySelectorAll("#clip_critic_panels > .tabitem")];
        const place = items.findIndex((item) => item.id === `clip_critic_${name}_tab`);
        const button = named.find((tab) => tab.offsetParent) || named[0] || buttons[place];
        if (button) button.click();
    }

    const CLEAR = ['button[aria-label="Clear"]', 'button[aria-label="Remove Image"]', ".modify-upload button:last-child"].join(", ");

    async function emptyBox(selector) {
        const box = await until(() => find(selector), "the panel");
        if (box.querySelector("img")) {
            box.querySelector(CLEAR).click();
            await until(() => !box.querySelector("img"), "the old picture to disappear");
        }
        return box;
    }

    async function putPicture(selector, file) {
        const box = await emptyBox(selector);
        const input = await until(() => box.querySelector('input[type="file"]'), "the picture box");
        const carrier = new DataTransfer();
        carrier.items.add(file);
        input.files = carrier.files;
        input.dispatchEvent(new Event("change", {bubbles: true}));
        await until(() => box.querySelector("img"), "the picture to appear");
    }

    const removeReport = () => document.querySelector("#clip_critic_report")?.remove();

    async function fetchFile(source, name) {
        const response = await fetch(source);
        if (!response.ok) throw new Error(`CLIP Critic: the picture cannot be read from the host (${response.status})`);
        const blob = await response.blob();
        const path = source.startsWith("data:") ? "" : source.split("?")[0];
        const fileName = name || decodeURIComponent(path.split("/").pop()) || "picture.png";
        return new File([blob], fileName, {type: blob.type || "image/png"});
    }

    async function rankPicture(source, name) {
        removeReport();
        const file = await fetchFile(source, name);
        showPanel("rank");
        await putPicture("#clip_critic_picture", file);
        find("#clip_critic_rank").click();
    }

    // Only adds the picture: the user still has to enter the wanted words.
    async function loopPicture(source) {
        removeReport();
        const file = await fetchFile(source);
        showPanel("loop");
        const choice = await until(() => find('#clip_critic_loop_from input[value="Picture"], #clip_critic_loop_from input'), "the panel");
        if (!choice.checked) choice.click();
        await putPicture("#clip_critic_loop_picture", file);
        find("#clip_critic_loop_want textarea")?.focus();
    }

    function toLoop() {
        const picture = find("#clip_critic_picture img");
        if (!picture) return showPanel("loop");
        loopPicture(picture.src).catch(report);
    }

    function report(error) {
        console.error(error);
        showTab();
        const note = document.createElement("div");
        note.id = "clip_critic_report";
        note.className = "clip-critic-message clip-critic-error";
        note.setAttribute("role", "alert");
        note.textContent = error.message;
        removeReport();
        const places = [...root().querySelectorAll("#clip_critic_message, #clip_critic_loop_message")];
        (places.find((place) => place.offsetParent) || places[0]).before(note); // gradio owns the elements' content
    }

    // The menu. The host shows a single menu for each selector, and the last extension to register one wins. So our
    // entries are not registered with the host: they join whatever menu is open after all other listeners.

    function pictureAt(event) {
        let target = event.composedPath()[0];
        if (!(target instanceof Element)) return null;
        // A keyboard event comes from the button around a thumbnail.
        if (target.matches("button.thumbnail-item")) target = target.querySelector("img") || target;
        const hit = target.closest(PICTURES);
        if (!hit) return null;
        const picture = hit.id === "lightboxModal" ? hit.querySelector("#modalImage") : hit;
        return picture && picture.src ? picture.src : null;
    }

    const inHost = (target) => target.closest("gradio-app"); // the full-screen view is in the body, outside it

    function ownMenu(target, point) {
        const menu = document.createElement("nav");
        menu.id = "context-menu";
        const rightmost = window.scrollX + document.documentElement.clientWidth - MENU_WIDTH;
        menu.style.cssText = `top: ${point.pageY}px; left: ${Math.max(0, Math.min(point.pageX, rightmost))}px`;
        menu.append(document.createElement("ul"));
        menu.firstChild.className = "context-menu-items";
        const style = getComputedStyle(find("#tabs") || document.body);
        menu.style.fontFamily = style.fontFamily;
        menu.style.color = style.color;
        menu.style.background = "var(--background-fill-primary, Canvas)";
        (inHost(target) || document.body).append(menu);
        return menu;
    }

    const closeMenu = () => document.querySelectorAll("#context-menu.clip-critic-menu").forEach((menu) => menu.remove());

    function addEntry(menu, label, act) {
        const entry = document.createElement("a");
        // The host translates only what is inside gradio's element; the full-screen view is outside.
        entry.textContent = (window.localization && window.localization[label]) || label;
        entry.tabIndex = 0;
        entry.addEventListener("click", (click) => {
            click.stopPropagation();
            closeMenu();
            const lightbox = document.querySelector("#lightboxModal");
            if (lightbox && typeof closeModal === "function") closeModal();
            act().catch(report);
        });
        entry.addEventListener("keydown", (event) => event.key === "Enter" && entry.click());
        menu.querySelector(".context-menu-items").append(entry);
        return entry;
    }

    function addEntries(target, point, source) {
        const menu = (inHost(target) && root().querySelector("#context-menu")) || ownMenu(target, point);
        menu.classList.add("clip-critic-menu");
        const first = addEntry(menu, RANK_ENTRY, () => rankPicture(source));
        if (root().querySelector("#clip_critic_loop_tab, #clip_critic_loop_tab-button")) {
            addEntry(menu, LOOP_ENTRY, () => loopPicture(source));
        }
        return first;
    }

    function openMenu(event, point) {
        const source = event.shiftKey ? null : pictureAt(event); // Shift opens the browser's own menu
        if (!source) return closeMenu();
        if (!root().querySelector("#context-menu:not(.clip-critic-menu)")) closeMenu();
        const entry = addEntries(event.target, point, source);
        if (event.type !== "contextmenu") return;
        event.preventDefault();
        if (event.pointerType === "") entry.focus({preventScroll: true}); // opened from the keyboard
    }

    window.addEventListener("contextmenu", (event) => openMenu(event, event));
    // As in the host, two fingers open the menu on touch screens.
    window.addEventListener("touchstart", (event) => {
        if (event.touches.length === 2) openMenu(event, event.touches[0]);
    }, {passive: true});
    window.addEventListener("click", closeMenu);
    window.addEventListener("keydown", (event) => event.key === "Escape" && closeMenu());

    // A feedback session

    document.addEventListener("click", (event) => {
        const tile = event.target.closest && event.target.closest("#clip_critic_loop_gallery [data-step]");
        if (tile) writeBox("#clip_critic_loop_picked", tile.dataset.step);
    });

    function writeBox(selector, text) {
        const box = find(`${selector} textarea, ${selector} input`);
        box.value = text;
        box.dispatchEvent(new Event("input", {bubbles: true}));
    }

    const DELETE = "Delete this session with all its pictures?";
    const confirmDelete = () => window.confirm((window.localization && window.localization[DELETE]) || DELETE);

    // The host's own "Send to" buttons of PNG Info transfer the picture with all parameters that the host knows.
    async function sendByHost(target, sent) {
        const file = await fetchFile(sent.picture, sent.name);
        const tab = await until(() => find("#tab_pnginfo"), "the tab PNG Info");
        const shownText = () => [...tab.querySelectorAll(".prose")].map((block) => block.textContent).join("").trim();
        const expected = sent.infotext.match(/(?:Seed|CLIP Critic session|CLIP Critic step): [^,]+/g) || [];
        // gradio ignores a change while it still processes the one before, so each change waits for the last.
        await emptyBox("#pnginfo_image");
        await until(() => !shownText(), "PNG Info to clear the old picture");
        await putPicture("#pnginfo_image", file);
        await until(() => expected.every((part) => shownText().includes(part)), "PNG Info to read the picture");
        tab.querySelector(`#${target}_tab`).click();
    }

    function download(sent) {
        const link = document.createElement("a");
        link.href = sent.picture;
        link.download = sent.name;
        link.click();
    }

    function send(target, json) {
        if (!json) return;
        const sent = JSON.parse(json);
        const actions = {
            file: async() => download(sent),
            rank: () => rankPicture(sent.picture, sent.name),
            prompts: async() => {
                showPanel("rank");
                await until(() => find("#clip_critic_prompt textarea"), "the prompt boxes");
                writeBox("#clip_critic_prompt", sent.prompt);
                writeBox("#clip_critic_negative_prompt", sent.negative_prompt);
            },
        };
        removeReport();
        (actions[target] || (() => sendByHost(target, sent)))().catch(report);
    }

    return {gather, write, submit, submitLoop, toLoop, send, confirmDelete};
})();
