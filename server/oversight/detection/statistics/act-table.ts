/**
 * Every kind of act of every person, program and lane: on a day and in a week, against its own past and peers on the same days. A kind that
 * is rare among peers is judged at its first act.
 */
import type { DetectionEvent } from '../events/event.ts';
import { type Entity, entityKey, type EventReference, MAX_REFERENCES } from '../rules/entity.ts';
import { actorOf, type Cell, cellsOf } from './acts.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { countTail, decades } from './distributions.ts';
import { bound, DAY_MS, dayOf, type Emit, type Incident, type Test, valueOf } from './score.ts';

/** Days at whose end the acts of all of them are compared. */
const WINDOWS_DAYS = [7, 14] as const;
/** Lanes have few such facts, so that their tests need less room. */
function testsOf(of: string, weight: number) {
  return {
    day: { id: `acts of a kind of ${of}, day`, rule: 'acts-of-kind', weight },
    rare: { id: `rare acts of ${of}`, rule: 'rare-act', weight },
    weeks: WINDOWS_DAYS.map((days): Test => {
      const window = days === 7 ? 'week' : `${days} days`;
      return { id: `acts of a kind of ${of}, ${window}`, rule: 'acts-of-kind-in-week', weight, periodDays: days };
    }),
  } as const satisfies { readonly day: Test; readonly rare: Test; readonly weeks: readonly Test[] };
}
const OF_PEOPLE = testsOf('people', 1);
const OF_OTHERS = testsOf('others', 0.3);
const OF_SITES = testsOf('people of a site', 0.5);

const PAST_DAYS = 28;
/** Active days with which an entity's own mean is shrunk to the group's. */
const PRIOR_DAYS = 4;
/** Acts that a group is taken to have done before it was seen. */
const PRIOR_ACTS = 0.5;
/** Fewer days of a group say nothing about what is rare in it. */
const MIN_GROUP_DAYS = 20;
const MIN_SITE_DAYS = 10;
/** An act is rare that is expected this often on a day. */
const RARE = 0.05;
const PRIOR_DISPERSION = 0.3;
const PRIOR_PAIRS = 2;
const MAX_DISPERSION = 8;
const MAX_CELLS = 60_000;
const MAX_ENTITIES = 20_000;
const MAX_GROUPS = 10_000;

/** The acts of one kind of one entity. */
interface CellState {
  site: string;
  today: number;
  /** Days with acts, oldest first, and how many. */
  days: [number, number][];
  /** Acts before this day are explained: they count as past, and no further as new. */
  since: number;
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
    if (event.site !== undefined) this.#seeActive({ kind: 'site', id: event.site }, 'sites');
    if (event.lane !== undefined) this.#seeActive({ kind: 'lane', id: event.lane }, `lanes ${event.site ?? ''}`);
    for (const cell of cellsOf(event)) this.#takeCell(cell, event, emit);
  }

  /** Ends days. */
  turn(now: number, emit: Emit): void {
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    const ended = (this.#day + 1) * DAY_MS - 1;
    for (const [key, state] of this.#cells)
      if (state.today > 0)
        for (const [at, days] of WINDOWS_DAYS.entries()) this.#judgeDays(key, state, ended, at, days, emit);
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

  /** A person has explained the acts of the last days. */
  restart(rule: StatisticId, entity: Entity): void {
    if (rule !== 'acts-of-kind-in-week') return;
    const its = `${entityKey(entity)} `;
    for (const [key, state] of this.#cells) if (key.startsWith(its)) state.since = this.#day;
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
    const state = valueOf(this.#cells, key, (): CellState => ({ site, today: 0, days: [], since: 0, events: [] }));
    state.today += 1;
    state.site = site;
    state.events.push({ at, kind: its, ...(entry === undefined ? {} : { entry }) });
    if (state.events.length > MAX_REFERENCES) state.events.shift();
    // Acts that people of a site share are judged by the week
    if (entity.kind === 'site') return;
    const { mean, dispersion, groupDays } = this.#usual(entity, this.#groupOf(entity, group), kind, state, 1);
    if (groupDays < MIN_GROUP_DAYS) return;
    const [observed, tests] = [state.today, testsFor(entity)];
    const found = (test: Test, score: number): void =>
      emit({ test, entity, site, at, from: this.#day * DAY_MS, score, observed, expected: mean, events: state.events });
    if (observed === 1 && mean < RARE) found(tests.rare, decades(mean));
    if (observed < 2) return;
    const score = decades(countTail(observed, mean, dispersion));
    if (score > 1) found(tests.day, score);
  }

  #judgeDays(key: string, state: CellState, at: number, window: number, length: number, emit: Emit): void {
    const { entity, kind } = this.#namedBy(key);
    const { observed, expected, score } = this.#inWindow(key, state, length);
    if (score <= 1) return;
    const from = at + 1 - length * DAY_MS;
    const test = testsFor(entity).weeks[window]!;
    const named =
      entity.kind === 'site' ? this.#mostOf(entity.id, kind, length) : [{ entity, state, observed, expected }];
    for (const one of named) {
      const { site, events } = one.state;
      emit({ test, entity: one.entity, site, at, from, score, observed: one.observed, expected: one.expected, events });
    }
  }

  #inWindow(key: string, state: CellState, length: number) {
    const { entity, group, kind } = this.#namedBy(key);
    const { mean, dispersion, groupDays } = this.#usual(entity, group, kind, state, length);
    const first = Math.max(state.since, this.#day - length + 1);
    const days = Math.max(1, this.#activeDays(entity, first).length);
    const observed = state.today + sumSince(state, first);
    const expected = mean * days;
    const isKnown = observed > 1 && groupDays >= (entity.kind === 'site' ? MIN_SITE_DAYS : MIN_GROUP_DAYS);
    return { observed, expected, score: isKnown ? decades(countTail(observed, expected, dispersion / days)) : 0 };
  }

  /** The person of a site who did most of a kind beyond what is usual for them. */
  #mostOf(site: string, kind: string, length: number) {
    const first = this.#day - length + 1;
    return [...this.#cells]
      .filter(([key, state]) => state.site === site && key.startsWith('person ') && key.endsWith(` ${kind}`))
      .filter(([, state]) => state.today + sumSince(state, first) > 1)
      .map(([key, state]) => ({ entity: this.#namedBy(key).entity, state, ...this.#inWindow(key, state, length) }))
      .filter(({ observed, expected }) => observed > expected)
      .sort((one, other) => other.observed - other.expected - (one.observed - one.expected))
      .slice(0, 1);
  }

  /** Expected acts of an active day, from its own past before a window of days and from the group. */
  #usual(entity: Entity, group: string, kind: string, state: CellState, window: number) {
    const before = Math.max(state.since, this.#day - window + 1);
    const groupDays = this.#groupDays.get(group) ?? 0;
    const { acts, squares } = this.#groups.get(`${group}|${kind}`) ?? { acts: 0, squares: 0 };
    const all = this.#activeDays(entity, 0);
    const ownDays = all.filter((day) => day < before).length;
    const own = state.days.reduce((sum, [day, count]) => (day < before ? sum + count : sum), 0);
    // The acts that are judged are no part of what is usual in the group
    const others = Math.max(0, acts - sumSince(state, before));
    const ofGroup = (others + PRIOR_ACTS) / Math.max(1, groupDays + 1 - (all.length - ownDays));
    // Some weeks without an act say little about a kind that each person does once in months
    const prior = Math.max(PRIOR_DAYS, 1 / ofGroup);
    const mean = (own + prior * ofGroup) / (ownDays + prior);
    // Pairs of acts of one kind on one day, against their number without clusters; a few acts say little about how they cluster
    const pairs =
      (squares - acts + PRIOR_PAIRS * (1 + PRIOR_DISPERSION)) / (acts ** 2 / Math.max(1, groupDays) + PRIOR_PAIRS);
    const dispersion = Math.min(MAX_DISPERSION, Math.max(0, pairs - 1));
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
    bound(this.#cells, MAX_CELLS);
    bound(this.#active, MAX_ENTITIES);
    bound(this.#groups, MAX_GROUPS);
    bound(this.#groupDays, MAX_GROUPS);
  }
}

function testsFor({ kind }: Entity) {
  if (kind === 'site') return OF_SITES;
  return kind === 'person' ? OF_PEOPLE : OF_OTHERS;
}

function sumSince({ days }: CellState, from: number): number {
  return days.reduce((sum, [day, count]) => (day >= from ? sum + count : sum), 0);
}
