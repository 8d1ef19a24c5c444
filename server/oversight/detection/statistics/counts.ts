/** Counts of acts by hour and day, against the same hour of earlier weeks, its own past and peers. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import { type Entity, MAX_REFERENCES } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { addDay, type DaySums, type EntityState, newEntity, PRIOR_DAYS, RISES, sumOf } from './count-state.ts';
import { countTail, decades } from './distributions.ts';
import { bound, DAY_MS, dayOf, daysOf, type Emit, HOUR_MS, type Incident, type Test, valueOf } from './score.ts';
import {
  type GroupState,
  HOURS_OF_DAY,
  MIN_MEAN,
  newGroup,
  teachHour,
  teachSilence,
  usualOfHour,
} from './usual-of-group.ts';

export interface Counted {
  readonly entity: Entity;
  readonly site: string;
  /** Entities of one group are peers and share the hours of their week. */
  readonly group: string;
  readonly amount: number;
}

export interface CountRule {
  readonly name: string;
  readonly kinds: readonly EventKind[];
  readonly counted: (event: DetectionEvent) => Counted | undefined;
  /**
   * Work that comes from outside and that the people of a site share, such as decisions on referrals. A person is compared with the even share
   * of the hours in which they worked: shifts and seasons cancel out. Such a rule does not judge hours.
   */
  readonly isShared?: boolean;
  /** Each is optional: a rule without it does not look there. */
  readonly hourRule?: StatisticId | undefined;
  readonly dayRule?: StatisticId | undefined;
  readonly riseRule?: StatisticId | undefined;
  readonly peersRule?: StatisticId | undefined;
}

const DAY_WEIGHT = 0.06;
/** A higher day teaches no more than this. */
const LEARNED_FACTOR = 3;
const SUM_LIMIT = 40;
const PAST_DAYS = 28;
const MAX_ENTITIES = 20_000;
const MAX_GROUPS = 2_000;
const MIN_PEERS = 5;
/** Up to six tests look at one count. Together they get the room of three others. */
const WEIGHT = 0.5;

export interface StoredCounts {
  readonly hour: number;
  /** Day from which acts are counted, also while none was seen. Earlier memories do not have it. */
  readonly begun?: number;
  readonly entities: readonly (readonly [string, EntityState])[];
  readonly groups: readonly (readonly [string, GroupState])[];
}

/** Whether an entity did anything on a day, and how many of a group did. A day of leave is no day without acts. */
export interface Presence {
  wasActive(entity: Entity): boolean;
  activeIn(group: string): number;
}

export class Counts {
  readonly #rule: CountRule;
  readonly #entities: Map<string, EntityState>;
  readonly #groups: Map<string, GroupState>;
  readonly #tests: { readonly [Name in 'hour' | 'day' | 'week' | 'peers']: Test | undefined };
  readonly #riseTests: readonly Test[];
  #hour: number;
  #begun: number | undefined;

  constructor(rule: CountRule, stored: StoredCounts = { hour: -1, entities: [], groups: [] }) {
    this.#rule = rule;
    this.#hour = stored.hour;
    this.#begun = stored.begun;
    this.#entities = new Map(stored.entities);
    this.#groups = new Map(stored.groups);
    const test = (name: string, id: StatisticId | undefined) =>
      id === undefined ? undefined : { id: `${rule.name} ${name}`, rule: id, weight: WEIGHT };
    this.#tests = {
      hour: test('hour', rule.hourRule),
      day: test('day', rule.dayRule),
      week: test('week', rule.riseRule),
      peers: test('peers', rule.peersRule),
    };
    const { riseRule } = rule;
    this.#riseTests =
      riseRule === undefined
        ? []
        : RISES.map((rise) => ({ id: `${rule.name} rise ${rise}`, rule: riseRule, weight: WEIGHT }));
  }

  take(event: DetectionEvent, emit: Emit): void {
    const counted = this.#rule.counted(event);
    if (counted === undefined) return;
    const hour = Math.floor(event.at / HOUR_MS);
    if (this.#hour < 0) this.#hour = hour;
    const { entity, site, group, amount } = counted;
    const state = valueOf(this.#entities, entity.id, () =>
      newEntity(entity, site, group, event.at, {
        mean: this.#groups.get(group)?.dayMean ?? 0,
        daysSeen: this.#groups.get(group)?.daysSeen ?? this.#daysSince(event.at),
      }),
    );
    if (state.hour !== hour) [state.hour, state.inHour] = [hour, 0];
    state.inHour += amount;
    state.today += amount;
    state.site = site;
    state.events.push({ at: event.at, kind: event.kind, ...(event.entry === undefined ? {} : { entry: event.entry }) });
    if (state.events.length > MAX_REFERENCES) state.events.shift();
    this.#judgeNow(entity, state, event.at, emit);
  }

  /** Ends hours and days. */
  turn(now: number, presence: Presence, emit: Emit): void {
    const hour = Math.floor(now / HOUR_MS);
    this.#begun ??= dayOf(now);
    if (this.#hour < 0 || hour <= this.#hour) return;
    this.#endHours(hour);
    const [before, day] = [Math.floor(this.#hour / HOURS_OF_DAY), dayOf(now)];
    this.#hour = hour;
    if (day > before) this.#endDay(day * DAY_MS - 1, presence, emit);
  }

  /** Evidence of a confirmed incident counts no further, neither for another finding nor as usual. */
  leaveOut(incident: Incident): void {
    const state = this.#entities.get(incident.entity.id);
    if (state === undefined || state.kind !== incident.entity.kind) return;
    state.sums = RISES.map(() => 0);
    state.from = incident.until;
    state.today = 0;
    state.inHour = 0;
    state.share = 0;
    const days = daysOf(incident, Math.floor(this.#hour / HOURS_OF_DAY));
    state.recent.length = Math.max(0, state.recent.length - days);
    state.shares.length = state.recent.length;
    if (state.recent.length < PRIOR_DAYS) return;
    state.mean = sumOf(state.recent) / sumOf(state.shares);
  }

  /** Restarts the sums of a rule about an entity after a person has explained their content. */
  restart(rule: StatisticId, { kind, id }: Entity, at: number): void {
    const state = rule === this.#rule.riseRule ? this.#entities.get(id) : undefined;
    if (state === undefined || state.kind !== kind) return;
    state.sums = RISES.map(() => 0);
    state.from = at;
  }

  stored(): StoredCounts {
    const begun = this.#begun === undefined ? {} : { begun: this.#begun };
    return { hour: this.#hour, ...begun, entities: [...this.#entities], groups: [...this.#groups] };
  }

  #daysSince(at: number): number {
    return Math.min(PAST_DAYS, Math.max(0, dayOf(at) - (this.#begun ?? dayOf(at))));
  }

  /** A group whose first act comes late has done nothing of the kind before. */
  #groupOf(name: string, at: number): GroupState {
    return valueOf(this.#groups, name, () => newGroup(this.#daysSince(at)));
  }

  #judgeNow(entity: Entity, state: EntityState, at: number, emit: Emit): void {
    const group = this.#groupOf(state.group, at);
    const { hour, day } = this.#tests;
    if (this.#rule.isShared === true) return;
    const found = (test: Test, from: number, observed: number, expected: number, dispersion: number) => {
      const score = decades(countTail(observed, expected, dispersion));
      if (score > 1)
        emit({ test, entity, site: state.site, at, from, score, observed, expected, events: state.events });
    };
    if (hour !== undefined && group.daysSeen > 2) {
      const expected = usualOfHour(group, Math.floor(at / HOUR_MS));
      if (state.inHour > expected + 1) found(hour, state.hour * HOUR_MS, state.inHour, expected, group.hourDispersion);
    }
    if (day !== undefined && group.daysSeen > 4) {
      const expected = usualOfDay(state, group);
      if (state.today > expected + 1) found(day, dayOf(at) * DAY_MS, state.today, expected, group.dayDispersion);
    }
  }

  #endHours(hour: number): void {
    if (this.#rule.isShared === true) this.#shareHour();
    if (this.#tests.hour === undefined) return;
    const groups = new Map<string, { sum: number; squares: number; entities: number }>();
    for (const state of this.#entities.values()) {
      const of = valueOf(groups, state.group, () => ({ sum: 0, squares: 0, entities: 0 }));
      of.entities += 1;
      if (state.hour !== this.#hour) continue;
      of.sum += state.inHour;
      of.squares += state.inHour ** 2;
    }
    for (const [name, { sum, squares, entities }] of groups) {
      const group = this.#groupOf(name, this.#hour * HOUR_MS);
      const mean = sum / entities;
      teachHour(group, this.#hour, mean);
      const usual = group.ofDay[this.#hour % HOURS_OF_DAY]!;
      const variance = squares / entities - mean ** 2;
      const dispersion = Math.max(0, variance - usual) / Math.max(usual ** 2, 0.01);
      group.hourDispersion = Math.min(3, group.hourDispersion + 0.02 * (dispersion - group.hourDispersion));
      teachSilence(group, this.#hour + 1, hour);
    }
  }

  /** The even share of an hour's work, for each person of a site who did any of it. */
  #shareHour(): void {
    const sites = new Map<string, { sum: number; people: EntityState[] }>();
    for (const state of this.#entities.values()) {
      if (state.hour !== this.#hour || state.inHour === 0) continue;
      const of = valueOf(sites, state.site, () => ({ sum: 0, people: [] }));
      of.sum += state.inHour;
      of.people.push(state);
    }
    for (const { sum, people } of sites.values()) for (const state of people) state.share += sum / people.length;
  }

  #endDay(ended: number, presence: Presence, emit: Emit): void {
    const sums = new Map<string, DaySums>();
    for (const [id, state] of this.#entities) {
      const isActive =
        this.#rule.isShared === true
          ? state.share > 0
          : state.today > 0 || presence.wasActive({ kind: state.kind, id });
      if (isActive) this.#endEntityDay(id, state, ended, emit, sums);
      state.today = 0;
      state.share = 0;
    }
    for (const [name, { sum, squares, entities, shares, excess, shareSquares }] of sums) {
      const group = this.#groupOf(name, ended);
      const active = Math.max(entities, presence.activeIn(name));
      const isShared = this.#rule.isShared === true;
      const mean = sum / (isShared ? shares : active);
      group.daysSeen += 1;
      const weight = Math.max(DAY_WEIGHT, 1 / group.daysSeen);
      group.dayMean += weight * (mean - group.dayMean);
      const variance = squares / active - mean ** 2;
      const dispersion = isShared
        ? Math.max(0, excess) / shareSquares
        : Math.max(0, variance - mean) / Math.max(mean ** 2, 0.05);
      group.dayDispersion = Math.min(2, group.dayDispersion + weight * (dispersion - group.dayDispersion));
    }
    this.#peers(ended, emit);
    bound(this.#entities, MAX_ENTITIES);
    bound(this.#groups, MAX_GROUPS);
  }

  #endEntityDay(id: string, state: EntityState, ended: number, emit: Emit, sums: Map<string, DaySums>): void {
    const group = this.#groupOf(state.group, ended);
    const share = this.#rule.isShared === true ? state.share : 1;
    const usual = usualOfDay(state, group);
    const mean = Math.max(MIN_MEAN, usual * share);
    addDay(
      valueOf(sums, state.group, () => ({ sum: 0, squares: 0, entities: 0, shares: 0, excess: 0, shareSquares: 0 })),
      state.today,
      share,
    );
    const entity = { kind: state.kind, id };
    const widened = 1 + group.dayDispersion * mean;
    state.recent.push(state.today);
    state.shares.push(share);
    if (state.recent.length > PAST_DAYS) {
      state.recent.shift();
      state.shares.shift();
    }
    const inWeek = sumOf(state.recent.slice(-7));
    const expected = Math.max(MIN_MEAN, usual * sumOf(state.shares.slice(-7)));
    const base = { entity, site: state.site, at: ended, events: state.events };
    if (group.daysSeen > 4) {
      for (const [at, test] of this.#riseTests.entries()) {
        const rise = Math.max(RISES[at]!, 1 + RISES[at]! / 2 / mean);
        const change = (state.today * Math.log(rise) - mean * (rise - 1)) / widened;
        const sum = Math.min(SUM_LIMIT, Math.max(0, (state.sums[at] ?? 0) + change));
        state.sums[at] = sum;
        if (sum === 0 && at === 0) state.from = ended;
        if (change > 0 && sum > 0.5)
          emit({
            ...base,
            test,
            from: state.from,
            score: sum / Math.LN10,
            observed: inWeek,
            expected,
          });
      }
      const { week: test, day: dayTest } = this.#tests;
      const days = Math.min(7, state.recent.length);
      const score = decades(countTail(inWeek, expected, group.dayDispersion / days));
      if (test !== undefined && score > 0.5)
        emit({ ...base, test, from: ended + 1 - 7 * DAY_MS, score, observed: inWeek, expected });
      const ofDay = this.#rule.isShared === true ? decades(countTail(state.today, mean, group.dayDispersion)) : 0;
      if (dayTest !== undefined && ofDay > 1)
        emit({ ...base, test: dayTest, from: ended + 1 - DAY_MS, score: ofDay, observed: state.today, expected: mean });
    }
    state.days += 1;
    const learned = Math.min(state.today, LEARNED_FACTOR * mean + 2) / share;
    const slow = (state.sums[0] ?? 0) > 3 ? 0.2 : 1;
    state.mean += slow * Math.max(DAY_WEIGHT, 1 / state.days) * (learned - state.mean);
  }

  /** The last seven active days of each entity against the others of its group. */
  #peers(ended: number, emit: Emit): void {
    const { peers: test } = this.#tests;
    if (test === undefined) return;
    const groups = new Map<string, { id: string; state: EntityState; perDay: number; sum: number; days: number }[]>();
    for (const [id, state] of this.#entities) {
      const week = state.recent.slice(-7);
      if (week.length < 2) continue;
      const [sum, days] = [sumOf(week), sumOf(state.shares.slice(-7))];
      if (days > 0) valueOf(groups, state.group, () => []).push({ id, state, perDay: sum / days, sum, days });
    }
    for (const members of groups.values()) {
      if (members.length < MIN_PEERS) continue;
      const total = members.reduce((sum, one) => sum + one.perDay, 0);
      for (const { id, state, perDay, sum, days } of members) {
        if (sum < 3) continue;
        const others = members.filter((one) => one.id !== id);
        const mean = Math.max(MIN_MEAN, (total - perDay) / others.length);
        const variance = others.reduce((all, one) => all + (one.perDay - mean) ** 2, 0) / others.length;
        const dispersion = Math.min(3, Math.max(0.05, (variance - mean / days) / mean ** 2));
        const score = decades(countTail(sum, mean * days, dispersion));
        if (score > 0.5)
          emit({
            test,
            entity: { kind: state.kind, id },
            site: state.site,
            at: ended,
            from: ended + 1 - 7 * DAY_MS,
            score,
            observed: sum,
            expected: mean * days,
            events: state.events,
          });
      }
    }
  }
}

/** Mean and dispersion of an hour of one subject, as a stored memory has learned them; `undefined` before its group is known. Pure. */
export function usualIn(
  { entities, groups }: StoredCounts,
  { kind, id }: Entity,
): ((hour: number) => { readonly mean: number; readonly dispersion: number }) | undefined {
  const state = entities.find(([its, one]) => its === id && one.kind === kind)?.[1];
  const group = groups.find(([name]) => name === state?.group)?.[1];
  if (group === undefined) return undefined;
  return (hour) => ({ mean: usualOfHour(group, hour), dispersion: group.hourDispersion });
}

function usualOfDay(state: EntityState, group: GroupState): number {
  const usual = (state.days * state.mean + PRIOR_DAYS * group.dayMean) / (state.days + PRIOR_DAYS);
  return Math.max(MIN_MEAN, usual);
}
