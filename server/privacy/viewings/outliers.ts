/**
 * Marks unusual viewings and explains each mark. A mark asks for a review; it is not a finding against the officer. The statistics are
 * robust, so that one busy officer does not distort the comparison, and need a minimum of events. Pure.
 */
import type { GrantRefusal, GrantRelation, ViewingPurpose } from '../../contract/evidence-vocabulary.ts';
import type { ViewingMark } from '../answers/privacy.ts';

export interface ViewingFacts {
  readonly at: number;
  readonly transactionId: string;
  readonly refusal: GrantRefusal | null;
  /** `undefined` when the server has no record of the grant. */
  readonly grant:
    | { readonly officer: string; readonly purpose: ViewingPurpose; readonly relation: GrantRelation }
    | undefined;
}

/** With fewer viewings of an officer for a purpose, the rate is not judged. */
const MIN_VIEWINGS = 10;
/** With fewer colleagues a median is meaningless; the tail of a Poisson distribution is used instead. */
const MIN_FOR_MEDIAN = 4;
/** Robust deviations from the median: about one in 4,000 normal values (Iglewicz and Hoaglin 1993 suggest 3.5). */
const ROBUST_DEVIATIONS = 3.5;
/** Factor from MAD to standard deviation for a normal distribution. */
const MAD_SCALE = 1.4826;
/** Minimum spread: a tenth of the median, and half a viewing a day. */
const RELATIVE_FLOOR = 0.1;
const ABSOLUTE_FLOOR_PER_DAY = 0.5;
/** Under the colleagues' rate, this many viewings or more must be less likely than this. */
const POISSON_TAIL = 1e-4;
/** Hours are judged only with this many viewings by other officers. */
const MIN_FOR_HOURS = 100;
/** An hour is unusual when fewer than this many per thousand of the others' viewings lie within an hour of it. */
const UNUSUAL_HOUR_PERMILLE = 5;
/** An officer's viewings of one traveller above this number are marked. */
const MAX_OF_ONE_TRAVELLER = 3;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Marks of each viewing, in the given order.
 * @param all all viewings of the judged period
 */
export function markViewings(all: readonly ViewingFacts[]): ViewingMark[][] {
  const rates = new Rates(all);
  const hours = new Hours(all);
  const travellers = countBy(all, ({ grant, transactionId }) => `${grant?.officer ?? ''} ${transactionId}`);
  return all.map((viewing) => {
    const { grant, refusal, at, transactionId } = viewing;
    const marks: ViewingMark[] = [];
    if (refusal !== null) marks.push({ kind: 'refused', code: refusal });
    if (grant === undefined) {
      marks.push({ kind: 'no-grant' });
      return marks;
    }
    if (grant.relation === 'none') marks.push({ kind: 'no-relation' });
    const times = travellers.get(`${grant.officer} ${transactionId}`) ?? 0;
    if (times > MAX_OF_ONE_TRAVELLER) marks.push({ kind: 'same-traveller', times });
    const often = rates.judge(grant.officer, grant.purpose);
    if (often !== undefined) marks.push(often);
    const unusual = hours.judge(grant.officer, at);
    if (unusual !== undefined) marks.push(unusual);
    return marks;
  });
}

/** Viewings per officer and purpose on days with viewings, so that part-time work does not lower the rate. */
class Rates {
  readonly #counts = new Map<string, number>();
  readonly #days = new Map<string, Set<number>>();
  readonly #judged = new Map<string, ViewingMark | undefined>();

  constructor(all: readonly ViewingFacts[]) {
    for (const { grant, at } of all) {
      if (grant === undefined) continue;
      const key = keyOf(grant.officer, grant.purpose);
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
      const days = this.#days.get(grant.officer) ?? new Set();
      this.#days.set(grant.officer, days.add(Math.floor(at / DAY_MS)));
    }
  }

  judge(officer: string, purpose: ViewingPurpose): ViewingMark | undefined {
    const key = keyOf(officer, purpose);
    if (!this.#judged.has(key)) this.#judged.set(key, this.#judge(officer, purpose));
    return this.#judged.get(key);
  }

  #judge(officer: string, purpose: ViewingPurpose): ViewingMark | undefined {
    const count = this.#counts.get(keyOf(officer, purpose)) ?? 0;
    const colleagues = [...this.#days.keys()].filter((one) => one !== officer);
    if (count < MIN_VIEWINGS || colleagues.length === 0) return undefined;
    const perDay = count / this.#daysOf(officer);
    const others = colleagues.map((one) => (this.#counts.get(keyOf(one, purpose)) ?? 0) / this.#daysOf(one));
    const usualPerDay = median(others);
    const stands =
      colleagues.length >= MIN_FOR_MEDIAN
        ? perDay > usualPerDay + ROBUST_DEVIATIONS * spreadOf(others, usualPerDay)
        : poissonTail(count, this.#expected(colleagues, purpose) * this.#daysOf(officer)) < POISSON_TAIL;
    return stands
      ? {
          kind: 'more-than-colleagues',
          perDay: round(perDay),
          usualPerDay: round(usualPerDay),
          colleagues: colleagues.length,
        }
      : undefined;
  }

  /** The pooled rate of the colleagues, at least one viewing a day, so that no count is infinitely unlikely. */
  #expected(colleagues: readonly string[], purpose: ViewingPurpose): number {
    const count = colleagues.reduce((sum, one) => sum + (this.#counts.get(keyOf(one, purpose)) ?? 0), 0);
    const days = colleagues.reduce((sum, one) => sum + this.#daysOf(one), 0);
    return Math.max(1, count) / days;
  }

  #daysOf(officer: string): number {
    return Math.max(1, this.#days.get(officer)?.size ?? 1);
  }
}

/** Distribution of viewings over the hours of the UTC day. */
class Hours {
  readonly #all = new Float64Array(24);
  readonly #own = new Map<string, Float64Array>();

  constructor(all: readonly ViewingFacts[]) {
    for (const { grant, at } of all) {
      if (grant === undefined) continue;
      const hour = hourOf(at);
      this.#all[hour]! += 1;
      const own = this.#own.get(grant.officer) ?? new Float64Array(24);
      own[hour]! += 1;
      this.#own.set(grant.officer, own);
    }
  }

  judge(officer: string, at: number): ViewingMark | undefined {
    const own = this.#own.get(officer) ?? new Float64Array(24);
    const others = this.#all.map((count, hour) => count - (own[hour] ?? 0));
    const total = others.reduce((sum, count) => sum + count, 0);
    if (total < MIN_FOR_HOURS) return undefined;
    const hour = hourOf(at);
    const near = [hour + 23, hour, hour + 1].reduce((sum, one) => sum + (others[one % 24] ?? 0), 0);
    const permille = (1_000 * near) / total;
    return permille < UNUSUAL_HOUR_PERMILLE
      ? { kind: 'unusual-hour', hour, sharePermille: Math.round(permille) }
      : undefined;
  }
}

/** P(X ≥ `count`) for X Poisson with this mean, by summing the lower terms. */
export function poissonTail(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let at = 0; at < count; at++) {
    below += term;
    term *= mean / (at + 1);
  }
  return Math.max(0, 1 - below);
}

/** Median absolute deviation, scaled to a standard deviation, with a minimum. */
function spreadOf(values: readonly number[], middle: number): number {
  const deviation = MAD_SCALE * median(values.map((value) => Math.abs(value - middle)));
  return Math.max(deviation, RELATIVE_FLOOR * middle, ABSOLUTE_FLOOR_PER_DAY);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

function countBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

const keyOf = (officer: string, purpose: ViewingPurpose): string => `${officer} ${purpose}`;
const hourOf = (at: number): number => Math.floor(at / HOUR_MS) % 24;
const round = (value: number): number => Math.round(value * 10) / 10;
