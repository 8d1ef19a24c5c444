/** Counts of some weeks as working lanes would produce them: a rush in the morning, and an unusual last hour. Independent of the test runner. */
import type { WriteQueue } from '../../../../server/platform/database/write-queue.ts';
import type { Count, Figure } from '../../../../server/border/figures/count.ts';
import { binOf } from '../../../../server/border/figures/duration-bins.ts';
import { addCounts } from '../../../../server/border/figures/figure-table.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
const HOURS = 30 * 24;
/** About a day. */
const COUNTS_AT_ONCE = 5_000;
/** Quarters of an hour are counted for this long, and whole hours before. */
const QUARTERS_FOR_MS = 8 * 24 * HOUR_MS;
/** Travellers of a lane, by hour of the day in UTC: at night too, enough for a usual range, because tests run at every hour. */
const BY_HOUR = [12, 12, 12, 12, 14, 30, 44, 40, 31, 24, 22, 25, 27, 26, 24, 28, 34, 38, 33, 26, 20, 14, 12, 12];
/** Mean and spread, ms. */
const STEPS = {
  notice: [1_600, 900],
  document: [1_900, 700],
  face: [3_900, 1_800],
  declaration: [2_100, 800],
} as const;

export async function inventFigures(queue: WriteQueue, kioskIds: readonly string[], now: number): Promise<void> {
  const draw = drawing(7);
  const around = (mean: number, spread: number) => Math.max(0, Math.round(mean + spread * (draw() + draw() - 1)));
  const countsOf = (kioskId: string, at: number, travellers: number, isLast: boolean): Count[] => {
    const referred = Math.min(travellers, isLast ? Math.ceil(travellers * 0.7) : around(travellers * 0.06, 1));
    const durations = Array.from({ length: travellers }, () => {
      const steps = Object.entries(STEPS).map(([step, [mean, spread]]) => [step, around(mean, spread)] as const);
      const total = steps.reduce((sum, [, ms]) => sum + ms, 0);
      return [...steps, ['total', total] as const].map(([step, ms]) => ['step', `${step}/${binOf(ms)}`, 1] as const);
    });
    const waits = Array.from({ length: referred }, () => ['wait', String(binOf(around(70_000, 60_000))), 1] as const);
    const faults =
      draw() < 0.004
        ? ([
            ['device-fault', 'camera', 1],
            ['lane-seconds', 'out-of-service', 420],
          ] as const)
        : [];
    const all = [
      ['outcome', 'referred', referred],
      ['outcome', 'cleared', travellers - referred],
      ['reason', isLast ? 'below-threshold' : 'movement-undecidable', referred],
      ['referral', 'arisen', referred],
      ['referral', 'decided', referred],
      ...durations.flat(),
      ...waits,
      ...faults,
    ] as const;
    return [...tally(all).values()].flatMap(([figure, value, count]) =>
      count === 0 ? [] : [{ kioskId, at, figure, value, count }],
    );
  };
  let waiting: Count[] = [];
  for (let hour = now - HOURS * HOUR_MS; hour < now; hour += HOUR_MS) {
    const parts = now - hour <= QUARTERS_FOR_MS ? 4 : 1;
    const counts = kioskIds.flatMap((kioskId, lane) =>
      Array.from({ length: parts }, (_value, part) => {
        const at = hour + (part + 1) * (parts === 4 ? QUARTER_MS : 0);
        const mean = (BY_HOUR[new Date(at).getUTCHours()] ?? 0) / parts;
        const isLast = lane === 0 && now - at < HOUR_MS;
        return countsOf(kioskId, at, Math.max(isLast ? 3 : 0, around(mean, Math.sqrt(mean))), isLast);
      }).flat(),
    );
    waiting.push(...counts);
    if (waiting.length < COUNTS_AT_ONCE && hour + HOUR_MS < now) continue;
    const together = waiting;
    waiting = [];
    await queue.run((transaction) => addCounts(transaction, together));
  }
}

/** The same values of one lane and time as one count. */
function tally(values: Iterable<readonly [Figure, string, number]>): Map<string, readonly [Figure, string, number]> {
  const sums = new Map<string, readonly [Figure, string, number]>();
  for (const [figure, value, count] of values) {
    const key = `${figure} ${value}`;
    sums.set(key, [figure, value, count + (sums.get(key)?.[2] ?? 0)]);
  }
  return sums;
}

/** Numbers from 0 to 1, the same in every run. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
