/**
 * Failed checks of a lane in each quarter of the day, against the past of the lane in this quarter, both relative to the site: what happens in
 * the evening only is little among the travellers of the whole day.
 */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import { type EventReference, MAX_REFERENCES } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { bound, DAY_MS, dayOf, type Emit, HOUR_MS, type Incident, type Test, valueOf } from './score.ts';
import { type DayOfTrials, ownPastScore } from './share-windows.ts';

const HITS: readonly (readonly [EventKind, StatisticId])[] = [
  ['comparison-failed', 'comparisons-fail'],
  ['presentation-refused', 'presentations-refused'],
  ['document-refused', 'documents-refused'],
];
const TRIALS: readonly EventKind[] = ['traveller-cleared', 'traveller-referred', 'traveller-abandoned'];
const QUARTER_HOURS = 6;
const OWN_DAYS = [3, 7] as const;
const PAST_DAYS = 28;
const MAX_LANES = 20_000;
const WEIGHT = 0.5;
/** Hits with which the share of the other lanes is shrunk to that of all. */
const PRIOR_HITS = 4;

const TESTS = HITS.map(([kind, rule]) =>
  OWN_DAYS.map(
    (days): Test => ({ id: `${kind} by part of the day, own ${days}`, rule, weight: WEIGHT, periodDays: days }),
  ),
);

interface PartState {
  site: string;
  lane: string;
  trials: number;
  hits: number[];
  /** For each kind of hit: trials, hits and the hits that the site's share would give, by day. */
  days: DayOfTrials[][];
  events: EventReference[];
}

export interface StoredParts {
  readonly day: number;
  /** By lane and quarter of the day. */
  readonly parts: readonly (readonly [string, PartState])[];
}

export class PartsOfDay {
  readonly kinds = [...TRIALS, ...HITS.map(([kind]) => kind)];
  readonly #parts: Map<string, PartState>;
  #day: number;

  constructor(stored: StoredParts = { day: -1, parts: [] }) {
    this.#day = stored.day;
    this.#parts = new Map(stored.parts);
  }

  take({ at, kind, lane, site = '', entry }: DetectionEvent): void {
    if (lane === undefined) return;
    if (this.#day < 0) this.#day = dayOf(at);
    const quarter = Math.floor(((at / HOUR_MS) % 24) / QUARTER_HOURS);
    const state = valueOf(
      this.#parts,
      `${lane} ${quarter}`,
      (): PartState => ({
        site,
        lane,
        trials: 0,
        hits: HITS.map(() => 0),
        days: HITS.map(() => []),
        events: [],
      }),
    );
    const hit = HITS.findIndex(([its]) => its === kind);
    if (hit < 0) {
      state.trials += 1;
      return;
    }
    state.hits[hit]! += 1;
    state.events.push({ at, kind, ...(entry === undefined ? {} : { entry }) });
    if (state.events.length > MAX_REFERENCES) state.events.shift();
  }

  /** Ends days. */
  turn(now: number, emit: Emit): void {
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    const at = (this.#day + 1) * DAY_MS - 1;
    for (const hit of HITS.keys()) this.#endDay(hit, at, emit);
    for (const state of this.#parts.values()) {
      state.trials = 0;
      state.hits = HITS.map(() => 0);
    }
    this.#day = day;
    bound(this.#parts, MAX_LANES);
  }

  /** Evidence of a confirmed incident counts no further. */
  leaveOut({ entity, from, until }: Incident): void {
    if (entity.kind !== 'lane') return;
    const [first, last] = [this.#day - dayOf(from), this.#day - dayOf(until)];
    for (const state of this.#parts.values()) {
      if (state.lane !== entity.id) continue;
      if (last <= 0) [state.trials, state.hits] = [0, HITS.map(() => 0)];
      for (const days of state.days)
        for (let ago = Math.max(1, last); ago <= Math.min(first, days.length); ago += 1)
          days[days.length - ago] = [0, 0, 0];
    }
  }

  stored(): StoredParts {
    return { day: this.#day, parts: [...this.#parts] };
  }

  #endDay(hit: number, at: number, emit: Emit): void {
    const sums = new Map<string, [trials: number, hits: number]>();
    const groupOf = (key: string, { site }: PartState): string => `${site}${key.slice(key.lastIndexOf(' '))}`;
    for (const [key, state] of this.#parts) {
      const sum = valueOf(sums, groupOf(key, state), (): [number, number] => [0, 0]);
      sum[0] += state.trials;
      sum[1] += state.hits[hit]!;
    }
    for (const [key, state] of this.#parts) {
      const [allTrials, allHits] = sums.get(groupOf(key, state))!;
      const hits = state.hits[hit]!;
      const all = (allHits + 0.5) / (allTrials + 1);
      const share = (allHits - hits + PRIOR_HITS) / (allTrials - state.trials + PRIOR_HITS / all);
      const days = state.days[hit]!;
      days.push([state.trials, hits, state.trials * share]);
      if (days.length > PAST_DAYS) days.shift();
      if (hits === 0) continue;
      for (const [window, length] of OWN_DAYS.entries()) {
        const found = ownPastScore(days, length);
        const test = TESTS[hit]![window]!;
        const entity = { kind: 'lane', id: state.lane } as const;
        const from = at + 1 - length * DAY_MS;
        if (found !== undefined) emit({ test, entity, site: state.site, at, from, ...found, events: state.events });
      }
    }
  }
}
