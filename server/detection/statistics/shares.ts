/** Shares, such as failed comparisons among the travellers of a lane: cumulative sums as events come, own past and peers by day. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import { type Entity, type EventReference, MOST_REFERENCES } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { decades, shareTail } from './distributions.ts';
import { bound, DAY_MS, dayOf, type Emit, HOUR_MS, type Test, valueOf, WINDOWS_DAYS } from './score.ts';

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
  /** The share before anything was seen. */
  readonly prior: number;
  /** The group's current share moves the expected one: flights and hours are harder for all lanes of a site. */
  readonly followsGroup: boolean;
}

/** Trials with which the own past is shrunk to the group's share. */
const PRIOR_TRIALS = 20;
/** The past forgets half of itself at this number of trials. */
const PAST_TRIALS = 4_000;
/** A group's share follows the last trials. */
const GROUP_TRIALS = 400;
/** Entities learn slowly while a sum is raised. */
const RAISED_SUM = 2.5;
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
  today: [number, number];
  days: [number, number][];
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
  readonly #ownTest: Test;
  readonly #peerTests: readonly Test[];
  #day: number;

  constructor(rule: ShareRule, stored: StoredShares = { day: -1, entities: [], groups: [], recent: [] }) {
    this.#rule = rule;
    this.#day = stored.day;
    this.#entities = new Map(stored.entities);
    this.#groups = new Map(stored.groups);
    this.#recent = new Recent(stored.recent);
    this.#sumTests = rule.odds.map((odds) => ({ id: `${rule.name} sum ${odds}`, rule: rule.rule }));
    this.#ownTest = { id: `${rule.name} own`, rule: rule.rule };
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
      state.today = [0, 0];
    }
    if (this.#rule.odds.some((odds) => odds > 1)) {
      this.#ownPast(ended, emit);
      for (const [at, test] of this.#peerTests.entries()) this.#peers(WINDOWS_DAYS[at]!, test, ended, emit);
    }
    this.#day = day;
    bound(this.#entities, MOST_ENTITIES);
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
      today: [0, 0],
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
    return Math.min(0.97, Math.max(0.002, usual));
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
      state.from[at] = now;
      state.sumTrials[at] = 0;
      state.sumHits[at] = 0;
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

  #learn(state: EntityState, { group: name, trials, hits }: Trial, group: number, highest: number): void {
    const rate = trials === 0 ? hits : hits - trials * group;
    this.#groups.set(name, Math.min(0.97, Math.max(0.0005, group + rate / GROUP_TRIALS)));
    const slow = highest > RAISED_SUM ? 0.1 : 1;
    if (this.#rule.followsGroup) {
      const weight = (slow * trials) / Math.min(PAST_TRIALS, state.trials + 200);
      state.ratio += -state.ratio * weight + (slow * hits) / Math.min(PAST_TRIALS, state.trials + 200) / group;
      state.trials += trials;
      return;
    }
    state.trials += trials * slow;
    state.hits += hits * slow;
    if (state.trials > 300) {
      state.trials /= 2;
      state.hits /= 2;
    }
  }

  /** The last seven days against the entity's own three weeks before, shrunk to the group's share. */
  #ownPast(ended: number, emit: Emit): void {
    for (const [id, state] of this.#entities) {
      const [recent, before] = [sumOf(state.days.slice(-7)), sumOf(state.days.slice(0, -7))];
      if (before.trials < 20 || recent.hits < 3) continue;
      const group = this.#groups.get(state.group) ?? this.#rule.prior;
      const usual = (before.hits + PRIOR_TRIALS * group) / (before.trials + PRIOR_TRIALS);
      // The own past is uncertain too
      const spread = 1 + recent.trials / (before.trials + PRIOR_TRIALS);
      const score = decades(shareTail(recent.hits, recent.trials, usual)) / spread;
      if (score > 0.5)
        this.#ofDays(this.#ownTest, id, state, 7, ended, score, recent.hits, recent.trials * usual, emit);
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
      const all = sumOf(members.map(({ trials, hits }): [number, number] => [trials, hits]));
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

function sumOf(days: readonly (readonly [number, number])[]): { readonly trials: number; readonly hits: number } {
  let [trials, hits] = [0, 0];
  for (const [ofDay, hit] of days) {
    trials += ofDay;
    hits += hit;
  }
  return { trials, hits };
}
