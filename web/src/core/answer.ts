/** The answer to a question about a picture, as `GET /questions/{id}` gives it. */

export interface Row {
    keyword: string;
    group: string;
    similarity: number;
    /** Null for a single keyword, which has nothing to be compared with. */
    share: number | null;
    rank: number;
    /** Tokens beyond the encoder's context. */
    truncated: number;
}

export interface Part {
    keyword: string;
    share: number;
    similarity?: number;
}

export interface Round {
    round: number;
    winner: string;
    share: number;
    above: Part[];
}

export interface Group {
    name: string;
    keywords: Part[];
}

/** When a phrase is read: shares of the sampling steps, numbers of steps, and turns, each from 1. */
export interface Steps {
    from: number | null;
    until: number | null;
    from_step: number | null;
    until_step: number | null;
    turns: { turn: number; of: number }[];
}

export interface Phrase {
    phrase: string;
    weight: number;
    similarity: number;
    effect: number;
    verdict: string;
    /** The phrase's place in the prompt, in characters; null for words that the prompt does not have. */
    start?: number | null;
    end?: number | null;
    /** The part of the prompt between `AND`, from 1, and its weight. */
    part?: number;
    part_weight?: number;
    /** The chunk of the part in which the host reads the phrase, from 1; 0 for none. */
    chunk?: number;
    /** The sampling steps in which the host reads the phrase; null for all. */
    steps?: Steps | null;
}

/** An extra network, such as `<lora:name:0.8>`, with its place in the prompt. */
export interface Network {
    start: number;
    end: number;
}

export interface Audit {
    prompt: string;
    similarity: number;
    truncated: number;
    phrases: Phrase[];
    networks?: Network[];
}

/** What an answer says about the heat maps of its words; the numbers of the maps are a file of their own. */
export interface Where {
    rows: number;
    columns: number;
    /** The similarity of 1 in the file. */
    scale: number;
    /** The similarity that glows fully, the same for all words of the list; 0 is always dark. */
    brightest: number;
    /** Left, top, right and bottom of what the encoder read, in pixels of the picture. */
    box: readonly [number, number, number, number];
    /** What was read of the box: all of it, or squares side by side or one above another, with gaps between them. */
    boxes: readonly (readonly [number, number, number, number])[];
    /** Width and height of the picture. */
    size: readonly [number, number];
    /** Whether the maps are the encoder's own sum; else parts of the picture were hidden in turn. */
    exact: boolean;
    words: readonly Placed[];
}

/** A word of the list, in the list's order, as its map is. */
export interface Placed {
    word: string;
    /** The part of the word's score that has a place; 0 for a word that is not seen. */
    placed: number;
    /** The part of the picture that the word is spread over. */
    spread: number;
    /** The part of the picture where the word is strongest, "everywhere" or "nowhere". */
    where: string;
    /** Why there is no mask of the word; empty if there is one. */
    trouble: string;
}

/** How much a rater would like the picture. */
export interface Liking {
    rater: string;
    /** How many per cent of the pictures that the rater has seen are liked less; null if that is not known. */
    percentile: number | null;
    /** Why nothing is known, or only little. */
    not_yet: string;
}

export interface Answer {
    picture: string;
    encoder: string;
    keywords: Row[];
    rounds: Round[];
    /** Every group compared only with itself, if there are several. */
    groups?: Group[];
    contrasts?: Part[][];
    audit?: Audit;
    notes: string[];
    /** Keywords that the encoder has never learned. */
    unknown?: string[];
    /** Where the words are, if that was asked, too. */
    where?: Where;
    /** What a rater would think of the picture, if one was named. */
    taste?: Liking;
}

export interface Status {
    id: string;
    state: "waiting" | "running" | "done" | "failed" | "interrupted";
    message: string;
    done: number;
    total: number;
    doing: string;
    answer: Answer | null;
}

export const isOver = (status: Status): boolean => !["waiting", "running"].includes(status.state);
