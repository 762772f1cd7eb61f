/** A question that is answered before anything is deleted. */

import { t } from "./words";

/**
 * Ask the user, and return whether the answer is yes.
 *
 * @param root where the dialog is shown; it has the style sheets of that element.
 */
export function ask(root: ShadowRoot | HTMLElement, question: string, yes: string): Promise<boolean> {
    const dialog = document.createElement("dialog");
    dialog.className = "card";
    dialog.style.cssText = "color: inherit; max-width: min(440px, 92vw); padding: 18px";
    const text = document.createElement("p");
    text.textContent = question;
    text.style.cssText = "margin: 0 0 14px; overflow-wrap: anywhere";
    text.id = "question";
    dialog.setAttribute("aria-labelledby", "question");
    const form = document.createElement("form");
    form.method = "dialog";
    form.style.cssText = "display: flex; gap: 8px; justify-content: end";
    for (const [value, label] of [
        ["no", t("Cancel")],
        ["yes", yes],
    ] as const) {
        const button = document.createElement("button");
        button.value = value;
        button.textContent = label;
        form.append(button);
    }
    dialog.append(text, form);
    root.append(dialog);
    dialog.showModal();
    return new Promise((resolve) => {
        dialog.addEventListener("close", () => {
            resolve(dialog.returnValue === "yes");
            dialog.remove();
        });
    });
}
