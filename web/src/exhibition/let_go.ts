/** Pictures that are scrolled out of sight before they have come are not waited for: others may be loaded instead. */

import { noChange } from "lit";
import { AsyncDirective } from "lit/async-directive.js";
import { directive, type ElementPart } from "lit/directive.js";

class LetGo extends AsyncDirective {
    private image: HTMLImageElement | null = null;
    private source: string | null = null;

    override render(): typeof noChange {
        return noChange;
    }

    override update({ element }: ElementPart): typeof noChange {
        this.image = element as HTMLImageElement;
        return noChange;
    }

    /** End the request of a picture that is taken out of the page. */
    protected override disconnected(): void {
        if (!this.image || this.image.complete) return;
        this.source = this.image.getAttribute("src");
        this.image.removeAttribute("src");
    }

    protected override reconnected(): void {
        if (this.source) this.image?.setAttribute("src", this.source);
        this.source = null;
    }
}

/** Mark an image whose request ends when it is taken out of the page. */
export const letGo = directive(LetGo);
