/** When, how much and in which chunk the host reads a phrase, in the user's language. */

import type { Phrase, Steps } from "../core/answer";
import { t } from "../core/words";

const share = (value: number): string => `${Number((100 * value).toPrecision(4))} %`;

function whenRead(steps: Steps): string[] {
    const { from, until, from_step: fromStep, until_step: untilStep } = steps;
    return [
        ...(from === null ? [] : [t("from {when}", { when: share(from) })]),
        ...(fromStep === null ? [] : [t("from step {when}", { when: fromStep })]),
        ...(until === null ? [] : [t("until {when}", { when: share(until) })]),
        ...(untilStep === null ? [] : [t("until step {when}", { when: untilStep })]),
        ...steps.turns.map(({ turn, of }) => t("in turns {turn}/{of}", { turn, of })),
    ];
}

/** Say when and how much the host reads a phrase, where that is not always and wholly, in the first chunk. */
export function circumstances(phrase: Phrase): string[] {
    const { steps, part, part_weight: weight = 1, chunk = 1 } = phrase;
    return [
        ...(steps ? whenRead(steps) : []),
        ...(weight === 1 ? [] : [t("AND part {part}: × {weight}", { part: part ?? 1, weight })]),
        ...(chunk > 1 ? [t("chunk {chunk}", { chunk })] : []),
    ];
}
