/** Daily amounts of programs on a logarithmic scale: rows, calls, rows of a call. Sudden steps and slow rises. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import { type Entity, type EventReference, MAX_REFERENCES } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { bound, DAY_MS, dayOf, type Emit, type Incident, type Test, valueOf } from './score.ts';

export interface AmountRule {
  readonly name: string;
  readonly kinds: readonly EventKind[];
  readonly entity: (event: DetectionEvent) => Entity | undefined;
  readonly stepRule: StatisticId;
  readonly riseRule: StatisticId;
}

const SERIES = ['amount', 'calls', 'amount of a call'] as const;
/** Days before a series is judged: each day of the week was seen. */
const LEARNED_DAYS = 7;
/** A day of the week differs as much as it did this often, and less before. */
const WEEKDAY_PRIOR = 0.5;
const WEEKDAY_LEARN = 0.15;
const LEARN = 0.06;
/** A cumulative sum forgives this many standard deviations a day. */
const ALLOWANCE = 0.5;
const MAX_DEVIATIONS = 4;
const SUM_LIMIT = 30;
/** Least variance of a logarithm, so that a very even program is not judged by nothing. */
const MIN_VARIANCE = 0.005;
const RAISED_SUM = 2;
const FIRST_VARIANCE = 0.2;
const MAX_ENTITIES = 5_000;

interface Series {
  mean: number;
  variance: number;
  /** By day of the week: the difference of its logarithm, and how often it was seen. */
  weekdays: [number, number][];
  days: number;
  sum: number;
  from: number;
}

interface EntityState {
  kind: Entity['kind'];
  site: string;
  amount: number;
  calls: number;
  series: Series[];
  events: EventReference[];
}

export interface StoredAmounts {
  readonly day: number;
  readonly entities: readonly (readonly [string, EntityState])[];
}

export class Amounts {
  readonly #rule: AmountRule;
  readonly #entities: Map<string, EntityState>;
  readonly #stepTests: readonly Test[];
  readonly #riseTests: readonly Test[];
  #day: number;

  constructor(rule: AmountRule, stored: StoredAmounts = { day: -1, entities: [] }) {
    this.#rule = rule;
    this.#day = stored.day;
    this.#entities = new Map(stored.entities);
    this.#stepTests = SERIES.map((series) => ({ id: `${rule.name} ${series} step`, rule: rule.stepRule }));
    this.#riseTests = SERIES.map((series) => ({ id: `${rule.name} ${series} rise`, rule: rule.riseRule }));
  }

  take(event: DetectionEvent): void {
    const entity = this.#rule.entity(event);
    if (entity === undefined) return;
    if (this.#day < 0) this.#day = dayOf(event.at);
    const state = valueOf(this.#entities, entity.id, () => ({
      kind: entity.kind,
      site: event.site ?? '',
      amount: 0,
      calls: 0,
      series: SERIES.map(() => newSeries(event.at)),
      events: [],
    }));
    state.amount += event.count ?? 1;
    state.calls += 1;
    state.events.push({ at: event.at, kind: event.kind, ...(event.entry === undefined ? {} : { entry: event.entry }) });
    if (state.events.length > MAX_REFERENCES) state.events.shift();
  }

  turn(now: number, emit: Emit): void {
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    const ended = (this.#day + 1) * DAY_MS - 1;
    for (const [id, state] of this.#entities) {
      if (state.calls > 0) {
        const values = [state.amount, state.calls, state.amount / state.calls];
        for (const [at, value] of values.entries()) this.#judge(id, state, at, value, ended, emit);
      }
      state.amount = 0;
      state.calls = 0;
    }
    this.#day = day;
    bound(this.#entities, MAX_ENTITIES);
  }

  /** Evidence of a confirmed incident counts no further. */
  leaveOut({ entity, until }: Incident): void {
    this.restart(this.#rule.riseRule, entity, until);
  }

  /** Restarts the sums of a rule about an entity after a person has explained their content. */
  restart(rule: StatisticId, { kind, id }: Entity, at: number): void {
    const state = rule === this.#rule.riseRule ? this.#entities.get(id) : undefined;
    if (state === undefined || state.kind !== kind) return;
    for (const series of state.series) {
      series.sum = 0;
      series.from = at;
    }
  }

  stored(): StoredAmounts {
    return { day: this.#day, entities: [...this.#entities] };
  }

  #judge(id: string, state: EntityState, at: number, value: number, ended: number, emit: Emit): void {
    const series = state.series[at]!;
    const weekday = series.weekdays[dayOf(ended) % 7]!;
    const difference = (weekday[0] * weekday[1]) / (weekday[1] + WEEKDAY_PRIOR);
    const log = Math.log(value + 0.5);
    const change = log - difference - series.mean;
    if (series.days > LEARNED_DAYS) {
      const deviations = change / Math.sqrt(series.variance + MIN_VARIANCE);
      series.sum = Math.min(SUM_LIMIT, Math.max(0, series.sum + Math.min(MAX_DEVIATIONS, deviations) - ALLOWANCE));
      if (series.sum === 0) series.from = ended;
      const found = {
        entity: { kind: state.kind, id },
        site: state.site,
        at: ended,
        observed: Math.round(value * 100) / 100,
        expected: Math.round(Math.exp(series.mean + difference) * 100) / 100,
        events: state.events,
      };
      if (deviations > 1)
        emit({
          ...found,
          test: this.#stepTests[at]!,
          from: ended + 1 - DAY_MS,
          score: deviations ** 2 / (2 * Math.LN10),
        });
      if (deviations > 0 && series.sum > 0.5)
        emit({ ...found, test: this.#riseTests[at]!, from: series.from, score: series.sum / 2 });
    }
    if (series.sum < RAISED_SUM) learn(series, weekday, log, change);
  }
}

function newSeries(from: number): Series {
  const weekdays = Array.from({ length: 7 }, (): [number, number] => [0, 0]);
  return { mean: 0, variance: FIRST_VARIANCE, weekdays, days: 0, sum: 0, from };
}

/** Programs of some trading partners rest on other days than Saturday and Sunday: the week is learned. */
function learn(series: Series, weekday: [number, number], log: number, change: number): void {
  series.days += 1;
  series.mean += series.days === 1 ? log : Math.max(LEARN, 1 / series.days) * change;
  weekday[1] += 1;
  weekday[0] += Math.max(WEEKDAY_LEARN, 1 / weekday[1]) * (log - series.mean - weekday[0]);
  if (series.days <= LEARNED_DAYS) return;
  const weight = Math.max(LEARN, 1 / (series.days - LEARNED_DAYS + 2));
  series.variance += weight * (Math.min(change ** 2, 9 * series.variance) - series.variance);
}
