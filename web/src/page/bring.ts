/** Bringing pictures from the page around us into our panels. */

import { fetchPicture, type PictureEvent } from "../core/picture";
import { batchOf, find, showTab } from "./host";
import { addMenu } from "./menu";

/** What `<clip-critic>` offers to the page. */
interface Desk extends HTMLElement {
    show(detail: { panel: string } & Partial<PictureEvent["detail"]>): Promise<void>;
    has(panel: string): boolean;
    report(message: string): void;
}

declare global {
    interface Window {
        clipCritic?: typeof functions;
    }
}

const desk = (): Desk | null => find<Desk>("clip-critic");

async function bring(panel: string, source: string, name: string): Promise<void> {
    try {
        const picture = await fetchPicture(source, name);
        showTab();
        await desk()?.show({ panel, picture, extra: {} });
    } catch (error) {
        console.error(error);
        showTab();
        desk()?.report((error as Error).message);
    }
}

const functions = {
    /** Rank the keywords for the picture at an address. */
    rankPicture: (source: string, name = ""): Promise<void> => bring("rank", source, name),
    /** Open *Feedback loop* with the picture at an address; the user still has to say what is wanted. */
    loopPicture: (source: string, name = ""): Promise<void> => bring("feedback", source, name),
    /** Collect the picture at an address for a concept. */
    conceptPicture: (source: string, name = ""): Promise<void> => bring("concepts", source, name),
    /** Open *Dreams* with the picture at an address as its start; the user still has to say what is to be seen. */
    dreamPicture: (source: string, name = ""): Promise<void> => bring("dream", source, name),
    /** Open *Taste* with the pictures at these addresses, and keep those that the rater would like. */
    keepPictures: async (shown: readonly string[]): Promise<void> => {
        showTab();
        await desk()?.show({ panel: "taste", extra: { shown } });
    },
};

/** Offer our functions to the page, and add them to the menu of its pictures; once a page. */
export function joinPage(): void {
    if (window.clipCritic) return;
    window.clipCritic = functions;
    addMenu([
        { label: "Rank keywords", isOffered: () => desk() !== null, act: (source) => functions.rankPicture(source) },
        {
            label: "Start feedback loop",
            isOffered: () => desk()?.has("feedback") ?? false,
            act: (source) => functions.loopPicture(source),
        },
        {
            label: "Add to a concept",
            isOffered: () => desk()?.has("concepts") ?? false,
            act: (source) => functions.conceptPicture(source),
        },
        {
            label: "Dream from here",
            isOffered: () => desk()?.has("dream") ?? false,
            act: (source) => functions.dreamPicture(source),
        },
        {
            label: "Keep those I would like",
            isOffered: (source) => (desk()?.has("taste") ?? false) && batchOf(source).length > 0,
            act: (source) => functions.keepPictures(batchOf(source)),
        },
    ]);
}
