/** The pictures that a user has collected for a concept: the same for all windows, until they are taken away. */

import { createStore, get, update } from "idb-keyval";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Picture } from "../core/picture";
import { newId } from "../taste/records";

/** A collected picture; its group is what it shows: the whole, a part, or others of its kind. */
export interface Collected extends Picture {
    id: string;
    group: string;
}

/** The groups that are always there. */
export const WHOLE = "whole";
export const OTHERS = "others";
const KEY = "pictures";
const NEWS = "clip-critic-concepts";

/** Return pictures with more of them in a group; a file that is there already is not added again. */
export function joined(pictures: readonly Collected[], added: readonly Collected[]): Collected[] {
    const same = (one: Collected, other: Collected): boolean =>
        one.group === other.group && one.name === other.name && one.blob.size === other.blob.size;
    return added.reduce<Collected[]>((all, picture) => (all.some((one) => same(one, picture)) ? all : [...all, picture]), [
        ...pictures,
    ]);
}

/** Return the picture files among those of a drop or a choice. */
export function picturesIn(files: Iterable<File> | null | undefined): File[] {
    return [...(files ?? [])].filter(({ type, name }) => type.startsWith("image/") || /\.(png|jpe?g|webp|avif|gif|bmp|tiff?)$/i.test(name));
}

export class Collection implements ReactiveController {
    pictures: readonly Collected[] = [];
    /** Whether the browser keeps nothing, as in some private windows: the pictures are gone when the page is loaded again. */
    isLost = false;
    private readonly store = lazily(() => createStore("clip-critic-concepts", "pictures"));
    private readonly addresses = new Map<string, string>();
    private news: BroadcastChannel | null = null;

    constructor(private readonly host: ReactiveControllerHost) {
        host.addController(this);
    }

    hostConnected(): void {
        if (typeof BroadcastChannel === "function") {
            this.news = new BroadcastChannel(NEWS);
            this.news.onmessage = () => void this.read();
        }
        void this.read();
    }

    hostDisconnected(): void {
        this.news?.close();
        this.show([]);
    }

    of(group: string): Collected[] {
        return this.pictures.filter((picture) => picture.group === group);
    }

    /** Return the address of a picture, to show it. */
    address(picture: Collected): string {
        const known = this.addresses.get(picture.id);
        if (known) return known;
        const made = URL.createObjectURL(picture.blob);
        this.addresses.set(picture.id, made);
        return made;
    }

    /** Add pictures to a group; their files may change or vanish afterwards. Those that cannot be read are left out. */
    async add(group: string, pictures: readonly Picture[]): Promise<void> {
        const read = await Promise.allSettled(
            pictures.map(async ({ blob, name }) => ({ id: newId(), group, blob: new Blob([await blob.arrayBuffer()], { type: blob.type }), name })),
        );
        const added = read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
        await this.change((known) => joined(known, added));
    }

    remove(id: string): Promise<void> {
        return this.change((known) => known.filter((picture) => picture.id !== id));
    }

    /** Take all pictures of some groups away; of all groups by default. */
    clear(...groups: string[]): Promise<void> {
        return this.change((known) => (groups.length ? known.filter(({ group }) => !groups.includes(group)) : []));
    }

    /** Change what is stored at once for all windows, whoever else changes it now. */
    private async change(how: (known: readonly Collected[]) => Collected[]): Promise<void> {
        let found = how(this.pictures);
        try {
            await update<readonly Collected[]>(KEY, (known) => (found = how(known ?? [])), this.store());
            this.isLost = false;
        } catch {
            this.isLost = true;
        }
        this.show(found);
        this.news?.postMessage("changed");
    }

    private async read(): Promise<void> {
        try {
            this.show((await get<readonly Collected[]>(KEY, this.store())) ?? []);
        } catch {
            this.isLost = true;
        }
    }

    private show(pictures: readonly Collected[]): void {
        this.pictures = pictures;
        for (const [id, address] of this.addresses) {
            if (pictures.some((picture) => picture.id === id)) continue;
            URL.revokeObjectURL(address);
            this.addresses.delete(id);
        }
        this.host.requestUpdate();
    }
}

function lazily<Value>(make: () => Value): () => Value {
    let made: { value: Value } | null = null;
    return () => (made ??= { value: make() }).value;
}
