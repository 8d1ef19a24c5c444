/**
 * Every kind of act of every person, program and lane: on a day and in a week, against the own past and the peers of the same days. A kind that
 * is rare among peers is judged at its first act.
 */
import type { DetectionEvent } from '../events/event.ts';
import { type Entity, entityKey, type EventReference, MOST_REFERENCES } from '../rules/entity.ts';
import { actorOf, type Cell, cellsOf } from './acts.ts';
import { countTail, decades } from './distributions.ts';
import { bound, DAY_MS, dayOf, type Emit, type Incident, type Test, valueOf } from './score.ts';

/** Lanes have few such facts, so that their tests need less room. */
function testsOf(of: string, weight: number) {
  return {
    day: { id: `acts of a kind of ${of}, day`, rule: 'acts-of-kind', weight },
    week: { id: `acts of a kind of ${of}, week`, rule: 'acts-of-kind-in-week', weight, periodDays: 7 },
    rare: { id: `rare acts of ${of}`, rule: 'rare-act', weight },
  } as const satisfies { readonly [Name in 'day' | 'week' | 'rare']: Test };
}
const OF_PEOPLE = testsOf('people', 1);
const OF_OTHERS = testsOf('others', 0.3);

const PAST_DAYS = 28;
const WEEK_DAYS = 7;
/** Active days with which the own mean is shrunk to the group's. */
const PRIOR_DAYS = 4;
/** Acts that a group is taken to have done before it was seen. */
const PRIOR_ACTS = 0.5;
/** Fewer days of a group say nothing about what is rare in it. */
const LEAST_GROUP_DAYS = 20;
/** An act is rare that is expected this often on a day. */
const RARE = 0.05;
const PRIOR_DISPERSION = 0.3;
const PRIOR_PAIRS = 2;
const MOST_DISPERSION = 8;
const MOST_CELLS = 60_000;
const MOST_ENTITIES = 20_000;
const MOST_GROUPS = 10_000;

/** The acts of one kind of one entity. */
interface CellState {
  site: string;
  today: number;
  /** Days with acts, oldest first, and how many. */
  days: [number, number][];
  events: EventReference[];
}

interface ActiveDays {
  entity: Entity;
  group: string;
  /** Days on which the entity did anything, oldest first. */
  days: number[];
}

/** Acts of one kind in a group, decaying over the past: their number, and the squares of their number on a day. */
interface GroupState {
  acts: number;
  squares: number;
}

export interface StoredActs {
  readonly day: number;
  readonly cells: readonly (readonly [string, CellState])[];
  readonly active: readonly (readonly [string, ActiveDays])[];
  readonly groups: readonly (readonly [string, GroupState])[];
  /** Days of the entities of a group, decaying. */
  readonly groupDays: readonly (readonly [string, number])[];
}

const NOTHING: StoredActs = { day: -1, cells: [], active: [], groups: [], groupDays: [] };

export class ActTable {
  readonly #cells: Map<string, CellState>;
  readonly #active: Map<string, ActiveDays>;
  readonly #groups: Map<string, GroupState>;
  readonly #groupDays: Map<string, number>;
  #day: number;

  constructor(stored: StoredActs = NOTHING) {
    this.#day = stored.day;
    this.#cells = new Map(stored.cells);
    this.#active = new Map(stored.active);
    this.#groups = new Map(stored.groups);
    this.#groupDays = new Map(stored.groupDays);
  }

  take(event: DetectionEvent, emit: Emit): void {
    const entity = actorOf(event);
    if (entity === undefined && event.lane === undefined) return;
    if (this.#day < 0) this.#day = dayOf(event.at);
    if (entity !== undefined) this.#seeActive(entity, event.role ?? '');
    if (event.lane !== undefined) this.#seeActive({ kind: 'lane', id: event.lane }, `lanes ${event.site ?? ''}`);
    for (const cell of cellsOf(event)) this.#takeCell(cell, event, emit);
  }

  /** Ends days. */
  turn(now: number, emit: Emit): void {
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    const ended = (this.#day + 1) * DAY_MS - 1;
    for (const [key, state] of this.#cells) if (state.today > 0) this.#judgeWeek(key, state, ended, emit);
    this.#learn();
    this.#day = day;
    this.#forget();
  }

  /** Evidence of a confirmed incident counts no further. */
  leaveOut({ entity, from, until }: Incident): void {
    const [first, last, its] = [dayOf(from), dayOf(until), `${entityKey(entity)} `];
    for (const [key, state] of this.#cells) {
      if (!key.startsWith(its)) continue;
      if (last >= this.#day) state.today = 0;
      state.days = state.days.filter(([day]) => day < first || day > last);
    }
  }

  stored(): StoredActs {
    return {
      day: this.#day,
      cells: [...this.#cells],
      active: [...this.#active],
      groups: [...this.#groups],
      groupDays: [...this.#groupDays],
    };
  }

  #seeActive(entity: Entity, group: string): void {
    const state = valueOf(this.#active, entityKey(entity), () => ({ entity, group, days: [] }));
    if (state.days.at(-1) !== this.#day) state.days.push(this.#day);
    // The events of a viewing have no role
    if (group !== '') state.group = group;
  }

  #takeCell({ entity, site, group, kind }: Cell, { at, kind: its, entry }: DetectionEvent, emit: Emit): void {
    const key = `${entityKey(entity)} ${kind}`;
    const state = valueOf(this.#cells, key, (): CellState => ({ site, today: 0, days: [], events: [] }));
    state.today += 1;
    state.site = site;
    state.events.push({ at, kind: its, ...(entry === undefined ? {} : { entry }) });
    if (state.events.length > MOST_REFERENCES) state.events.shift();
    const { mean, dispersion, groupDays } = this.#usual(entity, this.#groupOf(entity, group), kind, state, 1);
    if (groupDays < LEAST_GROUP_DAYS) return;
    const [observed, tests] = [state.today, testsFor(entity)];
    const found = (test: Test, score: number): void =>
      emit({ test, entity, site, at, from: this.#day * DAY_MS, score, observed, expected: mean, events: state.events });
    if (observed === 1 && mean < RARE) found(tests.rare, decades(mean));
    if (observed < 2) return;
    const score = decades(countTail(observed, mean, dispersion));
    if (score > 1) found(tests.day, score);
  }

  #judgeWeek(key: string, state: CellState, at: number, emit: Emit): void {
    const { entity, group, kind } = this.#namedBy(key);
    const { mean, dispersion, groupDays } = this.#usual(entity, group, kind, state, WEEK_DAYS);
    if (groupDays < LEAST_GROUP_DAYS) return;
    const days = this.#activeDays(entity, this.#day - WEEK_DAYS + 1).length;
    const observed = state.today + sumSince(state, this.#day - WEEK_DAYS + 1);
    const expected = mean * days;
    if (observed < 2) return;
    const score = decades(countTail(observed, expected, dispersion / days));
    const from = at + 1 - WEEK_DAYS * DAY_MS;
    if (score > 1)
      emit({
        test: testsFor(entity).week,
        entity,
        site: state.site,
        at,
        from,
        score,
        observed,
        expected,
        events: state.events,
      });
  }

  /** Expected acts of an active day, from the own past before a window of days and from the group. */
  #usual(entity: Entity, group: string, kind: string, state: CellState, window: number) {
    const before = this.#day - window + 1;
    const groupDays = this.#groupDays.get(group) ?? 0;
    const { acts, squares } = this.#groups.get(`${group}|${kind}`) ?? { acts: 0, squares: 0 };
    const ofGroup = (acts + PRIOR_ACTS) / (groupDays + 1);
    const own = state.days.reduce((sum, [day, count]) => (day < before ? sum + count : sum), 0);
    const ownDays = this.#activeDays(entity, 0).filter((day) => day < before).length;
    // Some weeks without an act say little about a kind that each person does once in months
    const prior = Math.max(PRIOR_DAYS, 1 / ofGroup);
    const mean = (own + prior * ofGroup) / (ownDays + prior);
    // Pairs of acts of one kind on one day, against their number without clusters; a few acts say little about how they cluster
    const pairs =
      (squares - acts + PRIOR_PAIRS * (1 + PRIOR_DISPERSION)) / (acts ** 2 / Math.max(1, groupDays) + PRIOR_PAIRS);
    const dispersion = Math.min(MOST_DISPERSION, Math.max(0, pairs - 1));
    return { mean, dispersion, groupDays };
  }

  #activeDays(entity: Entity, from: number): readonly number[] {
    return (this.#active.get(entityKey(entity))?.days ?? []).filter((day) => day >= from);
  }

  #groupOf(entity: Entity, group: string): string {
    return group === '' ? (this.#active.get(entityKey(entity))?.group ?? '') : group;
  }

  /** The kind of an entity and its id have no space. */
  #namedBy(key: string): { readonly entity: Entity; readonly group: string; readonly kind: string } {
    const [entityKind, id, ...kind] = key.split(' ');
    const entity: Entity = { kind: entityKind as Entity['kind'], id: id! };
    return { entity, group: this.#groupOf(entity, ''), kind: kind.join(' ') };
  }

  /** The ended day becomes past. */
  #learn(): void {
    const keep = 1 - 1 / PAST_DAYS;
    for (const group of this.#groups.values()) {
      group.acts *= keep;
      group.squares *= keep;
    }
    for (const [group, days] of this.#groupDays) this.#groupDays.set(group, days * keep);
    for (const { group, days } of this.#active.values())
      if (days.at(-1) === this.#day) this.#groupDays.set(group, (this.#groupDays.get(group) ?? 0) + 1);
    for (const [key, state] of this.#cells) {
      if (state.today === 0) continue;
      const { group, kind } = this.#namedBy(key);
      const of = valueOf(this.#groups, `${group}|${kind}`, () => ({ acts: 0, squares: 0 }));
      of.acts += state.today;
      of.squares += state.today ** 2;
      state.days.push([this.#day, state.today]);
      state.today = 0;
    }
  }

  #forget(): void {
    const oldest = this.#day - PAST_DAYS;
    for (const [key, state] of this.#cells) {
      while (state.days[0] !== undefined && state.days[0][0] < oldest) state.days.shift();
      if (state.days.length === 0) this.#cells.delete(key);
    }
    for (const [key, { days }] of this.#active) {
      while (days[0] !== undefined && days[0] < oldest) days.shift();
      if (days.length === 0) this.#active.delete(key);
    }
    for (const [key, { acts }] of this.#groups) if (acts < 0.01) this.#groups.delete(key);
    bound(this.#cells, MOST_CELLS);
    bound(this.#active, MOST_ENTITIES);
    bound(this.#groups, MOST_GROUPS);
    bound(this.#groupDays, MOST_GROUPS);
  }
}

function testsFor({ kind }: Entity) {
  return kind === 'person' ? OF_PEOPLE : OF_OTHERS;
}

function sumSince({ days }: CellState, from: number): number {
  return days.reduce((sum, [day, count]) => (day >= from ? sum + count : sum), 0);
}
