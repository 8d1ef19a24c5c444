/** Converts the page's clock to the lane's, from clock queries that the page answers with its time. Pure. */

export interface PageClock {
  /** Records a query: when it was sent and answered (ms of the lane's clock) and the page's time in the answer. */
  note(sentMs: number, answeredMs: number, pageMs: number): void;
  /** `undefined` before the first answer. */
  toLaneMs(pageMs: number): number | undefined;
  /** Largest error of the offset, ms: half the shortest round trip. Infinity before the first answer. */
  uncertaintyMs(): number;
}

/** Only the latest answers count, so that the offset follows the drift between the clocks. */
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
