/** Shares, such as failed comparisons among the travellers of a lane: cumulative sums as events come, own past and peers by day. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import { type Entity, type EventReference, MOST_REFERENCES } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { countBelow, countTail, decades, shareTail } from './distributions.ts';
import {
  bound,
  DAY_MS,
  dayOf,
  daysOf,
  type Emit,
  HOUR_MS,
  type Incident,
  type Test,
  valueOf,
  WINDOWS_DAYS,
} from './score.ts';

export interface Trial {
  readonly entity: Entity;
  readonly site: string;
  /** Entities of one group are peers. */
  readonly group: string;
  readonly trials: number;
  readonly hits: number;
}

export interface ShareRule {
  readonly name: string;
  readonly kinds: readonly EventKind[];
  readonly trial: (event: DetectionEvent, recent: Recent) => Trial | undefined;
  readonly rule: StatisticId;
  /** Default: peers are not compared. */
  readonly peersRule?: StatisticId;
  /** Odds of a hit, relative to the usual ones, that the cumulative sums look for. Below 1: fewer hits. */
  readonly odds: readonly number[];
  /** Days over which hits may have become too few against the own past. Default: none. */
  readonly fewDays?: readonly number[];
  /** The share before anything was seen. */
  readonly prior: number;
  /** The group's current share moves the expected one: flights and hours are harder for all lanes of a site. */
  readonly followsGroup: boolean;
}

/** Trials with which the own past is shrunk to the group's share. */
const PRIOR_TRIALS = 20;
/** Hits with which an entity's ratio to its group is shrunk to 1. */
const PRIOR_HITS = 8;
/** Windows that are compared with the own past, and the usual scatter between them. */
const OWN_DAYS = [3, 7] as const;
const OWN_SCATTER = 0.02;
/** Fewer hits are not called fewer than usual: hits of the past, and hits that are now expected. */
const LEAST_PAST_HITS = 5;
const LEAST_FEWER = 4;
/** The past forgets half of itself at this number of trials. */
const PAST_TRIALS = 4_000;
const OWN_TRIALS = 800;
/** A group's share follows the last trials. */
const GROUP_TRIALS = 400;
/** Entities learn slowly while a sum is raised. */
const RAISED_SUM = 2.5;
const SLOW = 0.25;
const SUM_LIMIT = 25;
/** Travellers come in groups: independent trials would add this much more evidence. */
const CLUSTERING = 1.4;
const MOST_ENTITIES = 20_000;
const MOST_RECENT = 20_000;
const PAST_DAYS = 28;
const LEAST_PEERS = 5;

/** The memory of a rule between events: when a key was last noted. Bounded. */
export class Recent {
  readonly #at: Map<string, number>;

  constructor(stored: readonly (readonly [string, number])[] = []) {
    this.#at = new Map(stored);
  }

  /** Unix ms; undefined when it was not noted, or was forgotten. */
  when(key: string): number | undefined {
    return this.#at.get(key);
  }

  note(key: string, at: number): void {
    this.#at.delete(key);
    this.#at.set(key, at);
    bound(this.#at, MOST_RECENT);
  }

  stored(): readonly (readonly [string, number])[] {
    return [...this.#at];
  }
}

interface EntityState {
  kind: Entity['kind'];
  site: string;
  group: string;
  /** Own past. */
  trials: number;
  hits: number;
  /** A lane's share relative to the group's. */
  ratio: number;
  sums: number[];
  /** Since the sum was last 0. */
  from: number[];
  sumTrials: number[];
  sumHits: number[];
  /** Trials, hits, and the hits that the group's share at those moments would give. */
  today: [number, number, number];
  days: [number, number, number][];
  events: EventReference[];
}

export interface StoredShares {
  readonly day: number;
  readonly entities: readonly (readonly [string, EntityState])[];
  readonly groups: readonly (readonly [string, number])[];
  readonly recent: readonly (readonly [string, number])[];
}

export class Shares {
  readonly #rule: ShareRule;
  readonly #entities: Map<string, EntityState>;
  readonly #groups: Map<string, number>;
  readonly #recent: Recent;
  readonly #sumTests: readonly Test[];
  readonly #ownTests: readonly Test[];
  readonly #peerTests: readonly Test[];
  readonly #fewTests: readonly Test[];
  #day: number;

  constructor(rule: ShareRule, stored: StoredShares = { day: -1, entities: [], groups: [], recent: [] }) {
    this.#rule = rule;
    this.#day = stored.day;
    this.#entities = new Map(stored.entities);
    this.#groups = new Map(stored.groups);
    this.#recent = new Recent(stored.recent);
    this.#sumTests = rule.odds.map((odds) => ({ id: `${rule.name} sum ${odds}`, rule: rule.rule }));
    this.#ownTests = OWN_DAYS.map((days) => ({ id: `${rule.name} own ${days}`, rule: rule.rule }));
    this.#fewTests = (rule.fewDays ?? []).map((days) => ({ id: `${rule.name} ${days}`, rule: rule.rule }));
    const { peersRule } = rule;
    this.#peerTests =
      peersRule === undefined
        ? []
        : WINDOWS_DAYS.map((days) => ({ id: `${rule.name} peers ${days}`, rule: peersRule }));
  }

  take(event: DetectionEvent, emit: Emit): void {
    if (this.#day < 0) this.#day = dayOf(event.at);
    const trial = this.#rule.trial(event, this.#recent);
    if (trial === undefined) return;
    const state = this.#stateOf(trial, event.at);
    const group = this.#groups.get(trial.group) ?? this.#rule.prior;
    const usual = this.#usualOf(state, group);
    const { trials, hits } = trial;
    state.today[0] += trials;
    state.today[1] += hits;
    state.today[2] += trials * group;
    if (hits > 0) {
      state.events.push({
        at: event.at,
        kind: event.kind,
        ...(event.entry === undefined ? {} : { entry: event.entry }),
      });
      if (state.events.length > MOST_REFERENCES) state.events.shift();
    }
    let highest = 0;
    for (let at = 0; at < this.#rule.odds.length; at += 1) {
      highest = Math.max(highest, this.#step(state, at, usual, trial, event.at, emit));
    }
    this.#learn(state, trial, group, highest);
  }

  /** The comparisons of a day that has ended. */
  turn(now: number, emit: Emit): void {
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    const ended = (this.#day + 1) * DAY_MS - 1;
    for (const state of this.#entities.values()) {
      state.days.push(state.today);
      if (state.days.length > PAST_DAYS) state.days.shift();
      state.today = [0, 0, 0];
    }
    if (this.#rule.odds.some((odds) => odds > 1)) {
      for (const [at, test] of this.#ownTests.entries()) this.#ownPast(OWN_DAYS[at]!, test, ended, emit);
      for (const [at, test] of this.#peerTests.entries()) this.#peers(WINDOWS_DAYS[at]!, test, ended, emit);
    }
    for (const [at, test] of this.#fewTests.entries()) this.#few(this.#rule.fewDays![at]!, test, ended, emit);
    this.#day = day;
    bound(this.#entities, MOST_ENTITIES);
  }

  /** Evidence of a confirmed incident counts no further, neither for another finding nor as usual. */
  leaveOut(incident: Incident): void {
    const state = this.#entities.get(incident.entity.id);
    if (state === undefined || state.kind !== incident.entity.kind) return;
    for (const at of state.sums.keys()) this.#clear(state, at, incident.until);
    state.today = [0, 0, 0];
    for (let left = Math.min(daysOf(incident, this.#day), state.days.length); left > 0; left -= 1)
      state.days[state.days.length - left] = [0, 0, 0];
    const { trials, hits, expected } = sumOf(state.days);
    if (trials === 0) return;
    state.ratio = (hits + PRIOR_HITS) / (expected + PRIOR_HITS);
    if (this.#rule.followsGroup) return;
    state.trials = trials;
    state.hits = hits;
  }

  /** The sums of a rule about an entity begin anew: a person has explained what they hold. */
  restart(rule: StatisticId, { kind, id }: Entity, at: number): void {
    const state = rule === this.#rule.rule ? this.#entities.get(id) : undefined;
    if (state === undefined || state.kind !== kind) return;
    for (const sum of state.sums.keys()) this.#clear(state, sum, at);
  }

  stored(): StoredShares {
    return { day: this.#day, entities: [...this.#entities], groups: [...this.#groups], recent: this.#recent.stored() };
  }

  #stateOf({ entity, site, group }: Trial, at: number): EntityState {
    const none = (value: number): number[] => this.#rule.odds.map(() => value);
    const state = valueOf<string, EntityState>(this.#entities, entity.id, () => ({
      kind: entity.kind,
      site,
      group,
      trials: 0,
      hits: 0,
      ratio: 1,
      sums: none(0),
      from: none(at),
      sumTrials: none(0),
      sumHits: none(0),
      today: [0, 0, 0],
      days: [],
      events: [],
    }));
    state.site = site;
    return state;
  }

  #usualOf(state: EntityState, group: number): number {
    const usual = this.#rule.followsGroup
      ? group * Math.min(3, Math.max(0.4, state.ratio))
      : (state.hits + PRIOR_TRIALS * group) / (state.trials + PRIOR_TRIALS);
    return Math.min(0.985, Math.max(0.002, usual));
  }

  /** One step of a cumulative sum of log likelihood ratios (E. S. Page, Biometrika 41, 1954). */
  #step(state: EntityState, at: number, usual: number, { entity, trials, hits }: Trial, now: number, emit: Emit) {
    const odds = (usual / (1 - usual)) * this.#rule.odds[at]!;
    const other = odds / (1 + odds);
    const miss = Math.log((1 - other) / (1 - usual));
    const change = trials * miss + hits * (Math.log(other / usual) - miss);
    const sum = Math.min(SUM_LIMIT, Math.max(0, state.sums[at]! + change / CLUSTERING));
    state.sums[at] = sum;
    if (sum === 0) {
      this.#clear(state, at, now);
      return sum;
    }
    state.sumTrials[at]! += trials;
    state.sumHits[at]! += hits;
    if (change > 0 && sum > 1)
      emit({
        test: this.#sumTests[at]!,
        entity,
        site: state.site,
        at: now,
        from: state.from[at]!,
        score: sum / Math.LN10,
        observed: state.sumHits[at]!,
        expected: state.sumTrials[at]! * usual,
        events: state.events,
      });
    return sum;
  }

  #clear(state: EntityState, at: number, now: number): void {
    state.sums[at] = 0;
    state.from[at] = now;
    state.sumTrials[at] = 0;
    state.sumHits[at] = 0;
  }

  #learn(state: EntityState, { group: name, trials, hits }: Trial, group: number, highest: number): void {
    const rate = trials === 0 ? hits : hits - trials * group;
    this.#groups.set(name, Math.min(0.97, Math.max(0.0005, group + rate / GROUP_TRIALS)));
    const slow = highest > RAISED_SUM ? SLOW : 1;
    if (this.#rule.followsGroup) {
      const weight = (slow * trials) / Math.min(PAST_TRIALS, state.trials + 200);
      state.ratio += -state.ratio * weight + (slow * hits) / Math.min(PAST_TRIALS, state.trials + 200) / group;
      state.trials += trials;
      return;
    }
    state.trials += trials * slow;
    state.hits += hits * slow;
    if (state.trials > OWN_TRIALS) {
      state.trials /= 2;
      state.hits /= 2;
    }
  }

  /**
   * The last days against the entity's own past, both relative to the group's share at those moments: hard flights and seasons cancel out.
   * The past is uncertain too, which widens what is usual.
   */
  #ownPast(days: number, test: Test, ended: number, emit: Emit): void {
    for (const [id, state] of this.#entities) {
      const [recent, before] = [sumOf(state.days.slice(-days)), sumOf(state.days.slice(0, -7))];
      if (before.trials < 20 || recent.hits < 3) continue;
      const ratio = (before.hits + PRIOR_HITS) / (before.expected + PRIOR_HITS);
      const usual = recent.expected * ratio;
      const share = Math.min(0.97, usual / Math.max(1, recent.trials));
      const isRare = share < 0.3;
      const chance = isRare
        ? countTail(recent.hits, Math.max(0.02, usual), OWN_SCATTER + 1 / (before.hits + PRIOR_HITS))
        : shareTail(recent.hits, recent.trials, share);
      const score = decades(chance) / (isRare ? 1 : 1 + recent.trials / (before.trials + PRIOR_TRIALS));
      if (score > 0.5) this.#ofDays(test, id, state, days, ended, score, recent.hits, usual, emit);
    }
  }

  /** Hits that no longer come: a check that is rare, and that a lane has stopped to make, raises no sum. */
  #few(days: number, test: Test, ended: number, emit: Emit): void {
    for (const [id, state] of this.#entities) {
      const [recent, before] = [sumOf(state.days.slice(-days)), sumOf(state.days.slice(0, -days))];
      if (before.hits < LEAST_PAST_HITS) continue;
      const usual = recent.expected * ((before.hits + 1) / (before.expected + 1));
      if (usual < LEAST_FEWER || recent.hits > usual / 2) continue;
      const score = decades(countBelow(recent.hits, usual, OWN_SCATTER + 1 / before.hits));
      if (score > 0.5) this.#ofDays(test, id, state, days, ended, score, recent.hits, usual, emit);
    }
  }

  /** Each entity against the others of its group. The scatter between entities widens what is usual. */
  #peers(days: number, test: Test, ended: number, emit: Emit): void {
    const groups = new Map<string, { id: string; state: EntityState; trials: number; hits: number }[]>();
    for (const [id, state] of this.#entities) {
      const window = sumOf(state.days.slice(-days));
      if (window.trials > 0) valueOf(groups, state.group, () => []).push({ id, state, ...window });
    }
    for (const members of groups.values()) {
      if (members.length < LEAST_PEERS) continue;
      const all = sumOf(members.map(({ trials, hits }): [number, number, number] => [trials, hits, 0]));
      const share = all.hits / all.trials;
      const scatters = members
        .filter(({ trials }) => trials >= 3)
        .map(({ trials, hits }) => Math.min(9, (hits - trials * share) ** 2 / (trials * share * (1 - share) + 1e-9)));
      const scatter = Math.max(1, scatters.reduce((sum, one) => sum + one, 0) / Math.max(1, scatters.length));
      for (const { id, state, trials, hits } of members) {
        if (trials < 3 || hits < 2) continue;
        const usual = Math.max(1e-4, (all.hits - hits + 1) / (all.trials - trials + 2 / Math.max(share, 0.01)));
        const score = decades(shareTail(hits, trials, Math.min(0.98, usual))) / scatter;
        if (score > 0.5) this.#ofDays(test, id, state, days, ended, score, hits, trials * usual, emit);
      }
    }
  }

  #ofDays(
    test: Test,
    id: string,
    state: EntityState,
    days: number,
    at: number,
    score: number,
    observed: number,
    expected: number,
    emit: Emit,
  ) {
    const entity = { kind: state.kind, id };
    emit({
      test,
      entity,
      site: state.site,
      at,
      from: at + 1 - days * 24 * HOUR_MS,
      score,
      observed,
      expected,
      events: state.events,
    });
  }
}

function sumOf(days: readonly (readonly [number, number, number])[]) {
  let [trials, hits, expected] = [0, 0, 0];
  for (const [ofDay, hit, usual] of days) {
    trials += ofDay;
    hits += hit;
    expected += usual;
  }
  return { trials, hits, expected };
}
