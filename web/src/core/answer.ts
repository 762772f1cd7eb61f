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
