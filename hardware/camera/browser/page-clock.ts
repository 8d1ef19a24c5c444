/** The page's clock on the lane's: from questions that the page answers with its own time. Pure. */

export interface PageClock {
  /** A question sent and answered, both in ms of the lane's clock, and the page's time in between. */
  note(sentMs: number, answeredMs: number, pageMs: number): void;
  /** `undefined` before the first answer. */
  toLaneMs(pageMs: number): number | undefined;
  /** Half the shortest round trip: the offset is at most this wrong, ms. Infinity before the first answer. */
  uncertaintyMs(): number;
}

/** Old answers are forgotten, so that a drift between the clocks is followed. */
const ANSWERS_KEPT = 16;

export function pageClock(): PageClock {
  const answers: { readonly roundTripMs: number; readonly offsetMs: number }[] = [];
  const best = () =>
    answers.reduce<(typeof answers)[number] | undefined>(
      (least, answer) => (least === undefined || answer.roundTripMs <= least.roundTripMs ? answer : least),
      undefined,
    );
  return {
    note(sentMs, answeredMs, pageMs) {
      const roundTripMs = answeredMs - sentMs;
      if (roundTripMs < 0) return;
      answers.push({ roundTripMs, offsetMs: (sentMs + answeredMs) / 2 - pageMs });
      if (answers.length > ANSWERS_KEPT) answers.shift();
    },
    toLaneMs(pageMs) {
      const answer = best();
      return answer && pageMs + answer.offsetMs;
    },
    uncertaintyMs: () => (best()?.roundTripMs ?? Number.POSITIVE_INFINITY) / 2,
  };
}
