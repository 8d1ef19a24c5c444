/** The common scale: how many findings like this one are expected per site and day without an attack. */
import { bound, type Test } from './score.ts';

/** Days that a fit looks back. */
const FIT_DAYS = 35;
const REFIT_EVERY_DAYS = 3;
/** Before, a test is not judged. */
const LEARNING_DAYS = 7;
/** Highest daily maxima that are kept of a day. */
const MAX_OF_A_DAY = 32;
/** The fit uses this share of the daily maxima, and at most as many. */
const TAIL_SHARE = 0.15;
const MAX_IN_TAIL = 60;
const MIN_SCALE = 0.04;
/** A true -log10 p has this scale. It counts as much as some maxima. */
const NOMINAL_SCALE = 1 / Math.LN10;
const NOMINAL_WEIGHT = 4;

interface Fit {
  /** Where the tail begins, its scale, and the expected maxima above its beginning per site and day. */
  readonly begins: number;
  readonly scale: number;
  readonly rate: number;
}

export interface StoredTail {
  /** Earlier memories do not have these two. */
  readonly weight?: number;
  readonly periodDays?: number;
  readonly first: number;
  readonly today: readonly (readonly [string, number])[];
  readonly days: readonly (readonly [number, readonly (readonly [string, number])[]])[];
  readonly fitted: number;
  readonly fit: Fit | null;
}

/** The exponential tail of a test's daily maximum per entity. */
export class Tail {
  /** The test's part of the findings that are expected without an attack, relative to other tests. */
  weight: number;
  /** Days that the same evidence is seen: of an entity's daily maxima in this time, the highest counts. */
  periodDays: number;
  readonly #first: number;
  #today: Map<string, number>;
  #days: (readonly [number, readonly (readonly [string, number])[]])[];
  #fitted: number;
  #fit: Fit | null;

  constructor(day: number, stored?: StoredTail) {
    this.weight = stored?.weight ?? 1;
    this.periodDays = stored?.periodDays ?? 1;
    this.#first = stored?.first ?? day;
    this.#today = new Map(stored?.today);
    this.#days = [...(stored?.days ?? [])];
    this.#fitted = stored?.fitted ?? -1;
    this.#fit = stored?.fit ?? null;
  }

  /** Whether the score is the highest of the entity on this day. */
  raise(entity: string, score: number): boolean {
    if ((this.#today.get(entity) ?? 0) >= score) return false;
    this.#today.set(entity, score);
    return true;
  }

  /** -log10 of the expected findings with at least this score, per site and day; undefined while the test learns. */
  expected(score: number, day: number): number | undefined {
    if (day - this.#first < LEARNING_DAYS) return undefined;
    const fit = this.#fit;
    if (fit === null) return score >= 4 ? Math.max(2, score - 2) : score - 1.2;
    const base = -Math.log10(fit.rate);
    if (score <= fit.begins) return base - 0.5 * (fit.begins - score) - 0.01;
    return base + (score - fit.begins) / fit.scale / Math.LN10;
  }

  /** Ends a day. Every few days the tail is fitted again, without the entities and days of confirmed incidents. */
  endDay(day: number, sites: number, isIncident: (entity: string, day: number) => boolean): void {
    const highest = [...this.#today].sort(([, one], [, other]) => other - one).slice(0, MAX_OF_A_DAY);
    this.#today = new Map();
    if (highest.length > 0) this.#days.push([day, highest]);
    this.#days = this.#days.filter(([past]) => day - past < FIT_DAYS);
    if (this.#fit !== null && day - this.#fitted < REFIT_EVERY_DAYS) return;
    this.#fitted = day;
    const highestOf = new Map<string, number>();
    for (const [past, ofDay] of this.#days)
      for (const [entity, score] of ofDay) {
        if (isIncident(entity, past)) continue;
        const key = `${entity} ${Math.floor((day - past) / this.periodDays)}`;
        highestOf.set(key, Math.max(score, highestOf.get(key) ?? 0));
      }
    const maxima = [...highestOf.values()].sort((one, other) => other - one);
    const days = Math.min(FIT_DAYS, day - this.#first + 1);
    this.#fit = fitOf(maxima, days * Math.max(1, sites));
  }

  stored(): StoredTail {
    return {
      weight: this.weight,
      periodDays: this.periodDays,
      first: this.#first,
      today: [...this.#today],
      days: this.#days,
      fitted: this.#fitted,
      fit: this.#fit,
    };
  }
}

/** @param maxima highest first */
function fitOf(maxima: readonly number[], siteDays: number): Fit | null {
  const count = Math.max(1, Math.min(maxima.length - 1, Math.ceil(maxima.length * TAIL_SHARE), MAX_IN_TAIL));
  const begins = maxima[count];
  if (begins === undefined) return null;
  const excess = maxima.slice(0, count).reduce((sum, one) => sum + one - begins, 0);
  const scale = Math.max(MIN_SCALE, (excess + NOMINAL_WEIGHT * NOMINAL_SCALE) / (count + NOMINAL_WEIGHT));
  return { begins, scale, rate: count / siteDays };
}

/** Tails by test. */
export class Tails {
  readonly #tails: Map<string, Tail>;
  readonly #sites: Map<string, number>;
  #weight = 0;
  /** The day of the first score. A test that is silent until a rare act has learned as long as the others. */
  #first = Number.POSITIVE_INFINITY;

  constructor(stored: StoredTails = { tails: [], sites: [] }) {
    for (const [, { first }] of stored.tails) this.#first = Math.min(this.#first, first);
    this.#tails = new Map(stored.tails.map(([id, tail]) => [id, new Tail(0, tail)]));
    this.#sites = new Map(stored.sites);
    for (const { weight } of this.#tails.values()) this.#weight += weight;
  }

  /** The sum of the weights of all tests so far. */
  get weight(): number {
    return this.#weight;
  }

  of({ id, weight = 1, periodDays = 1 }: Test, day: number): Tail {
    this.#first = Math.min(this.#first, day);
    let tail = this.#tails.get(id);
    if (tail === undefined) {
      tail = new Tail(this.#first);
      this.#tails.set(id, tail);
      this.#weight += tail.weight;
    }
    this.#weight += weight - tail.weight;
    tail.weight = weight;
    tail.periodDays = periodDays;
    return tail;
  }

  seeSite(site: string, day: number): void {
    this.#sites.set(site, day);
  }

  endDay(day: number, isIncident: (entity: string, day: number) => boolean): void {
    for (const [site, seen] of this.#sites) if (day - seen > FIT_DAYS) this.#sites.delete(site);
    bound(this.#sites, 10_000);
    for (const tail of this.#tails.values()) tail.endDay(day, this.#sites.size, isIncident);
  }

  stored(): StoredTails {
    return { tails: [...this.#tails].map(([id, tail]) => [id, tail.stored()]), sites: [...this.#sites] };
  }
}

export interface StoredTails {
  readonly tails: readonly (readonly [string, StoredTail])[];
  readonly sites: readonly (readonly [string, number])[];
}
