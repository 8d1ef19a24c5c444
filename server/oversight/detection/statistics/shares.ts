/** Shares, such as failed comparisons among the travellers of a lane: cumulative sums as events come, own past and peers by day. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import { type Entity, type EventReference, MAX_REFERENCES } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
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
import {
  type DayOfTrials,
  fewHitsScore,
  ownPastScore,
  peerScores,
  PRIOR_HITS,
  PRIOR_TRIALS,
  sumOfDays,
  type WindowScore,
} from './share-windows.ts';

export interface Trial {
  readonly entity: Entity;
  readonly site: string;
  /** Entities of one group are peers. */
  readonly group: string;
  /** The case, such as the failed check of a referral. Each case of a group has a usual share of its own. */
  readonly stratum?: string;
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
  /** Windows that are compared with the entity's own past. Default: 3 and 7 days. */
  readonly ownDays?: readonly number[];
  /** Days over which hits may have become too few against its own past. Default: none. */
  readonly fewDays?: readonly number[];
  /** The share before anything was seen. */
  readonly prior: number;
  /** The group's current share moves the expected one: flights and hours are harder for all lanes of a site. */
  readonly followsGroup: boolean;
  /** Each hour is judged at its end, against the other entities in this same hour. For hits that are frequent, and that a hard flight raises. */
  readonly isByHour?: boolean;
}

const OWN_DAYS = [3, 7] as const;
/** The past forgets half of itself at this number of trials. */
const PAST_TRIALS = 4_000;
const OWN_TRIALS = 800;
/** A group's share follows the last trials; at first, all of them. */
const GROUP_TRIALS = 400;
const FIRST_GROUP_TRIALS = 40;
/** The group's share of some days, for a rule that is judged by hour. The others' share of an hour counts beside this many of its hits. */
const LONG_GROUP_TRIALS = 4_000;
const HOUR_PRIOR_HITS = 16;
/** Entities learn slowly while a sum is raised. */
const RAISED_SUM = 2.5;
const SLOW = 0.25;
const SUM_LIMIT = 25;
/** Travellers come in groups: independent trials would add this much more evidence. */
const CLUSTERING = 1.4;
const MAX_ENTITIES = 20_000;
const MAX_RECENT = 20_000;
const PAST_DAYS = 28;

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
    bound(this.#at, MAX_RECENT);
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
  /** Hits that the group's share would have given. */
  expected: number;
  /** A lane's share relative to the group's. */
  ratio: number;
  sums: number[];
  /** Since the sum was last 0. */
  from: number[];
  sumTrials: number[];
  sumHits: number[];
  /** Trials and hits of an hour that has not ended, of a rule that is judged by hour. */
  inHour: [number, number];
  today: DayOfTrials;
  days: DayOfTrials[];
  events: EventReference[];
}

export interface StoredShares {
  readonly day: number;
  /** Earlier memories do not have the hour, nor these fields of an entity. */
  readonly hour?: number;
  readonly entities: readonly (readonly [string, Omit<EntityState, 'expected' | 'inHour'> & Partial<EntityState>])[];
  /** Share, and trials so far; earlier memories have no trials. */
  readonly groups: readonly (readonly [string, number, number?])[];
  readonly recent: readonly (readonly [string, number])[];
}

export class Shares {
  readonly #rule: ShareRule;
  readonly #entities: Map<string, EntityState>;
  readonly #groups: Map<string, { share: number; trials: number }>;
  readonly #recent: Recent;
  readonly #sumTests: readonly Test[];
  readonly #ownTests: readonly Test[];
  readonly #peerTests: readonly Test[];
  readonly #fewTests: readonly Test[];
  readonly #groupTrials: number;
  #day: number;
  #hour: number;

  constructor(rule: ShareRule, stored: StoredShares = { day: -1, entities: [], groups: [], recent: [] }) {
    this.#rule = rule;
    this.#day = stored.day;
    this.#hour = stored.hour ?? -1;
    this.#groupTrials = rule.isByHour === true ? LONG_GROUP_TRIALS : GROUP_TRIALS;
    this.#entities = new Map(
      stored.entities.map(([id, state]) => [
        id,
        { ...state, expected: state.expected ?? state.hits, inHour: state.inHour ?? [0, 0] },
      ]),
    );
    this.#groups = new Map(stored.groups.map(([name, share, trials = GROUP_TRIALS]) => [name, { share, trials }]));
    this.#recent = new Recent(stored.recent);
    this.#sumTests = rule.odds.map((odds) => ({ id: `${rule.name} sum ${odds}`, rule: rule.rule }));
    this.#ownTests = (rule.ownDays ?? OWN_DAYS).map((days) => ({ id: `${rule.name} own ${days}`, rule: rule.rule }));
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
    if (trial.hits > 0) {
      const { at, kind, entry } = event;
      state.events.push({ at, kind, ...(entry === undefined ? {} : { entry }) });
      if (state.events.length > MAX_REFERENCES) state.events.shift();
    }
    if (this.#rule.isByHour !== true) return this.#judge(state, trial, this.#shareOf(trial), event.at, emit);
    this.#hour = Math.max(this.#hour, Math.floor(event.at / HOUR_MS));
    state.inHour[0] += trial.trials;
    state.inHour[1] += trial.hits;
  }

  #shareOf(trial: Pick<Trial, 'group' | 'stratum'>): number {
    return this.#groups.get(groupKey(trial))?.share ?? this.#rule.prior;
  }

  #judge(state: EntityState, trial: Trial, group: number, at: number, emit: Emit): void {
    const usual = this.#usualOf(state, group);
    const { trials, hits } = trial;
    state.today[0] += trials;
    state.today[1] += hits;
    state.today[2] += trials * group;
    let highest = 0;
    for (let sum = 0; sum < this.#rule.odds.length; sum += 1) {
      highest = Math.max(highest, this.#step(state, sum, usual, trial, at, emit));
    }
    this.#learn(state, trial, group, highest);
  }

  /** An hour that has ended. The share among the others in this hour shows how hard it was. */
  #endHour(emit: Emit): void {
    const at = (this.#hour + 1) * HOUR_MS - 1;
    const sums = new Map<string, [number, number]>();
    const active = [...this.#entities].filter(([, { inHour }]) => inHour[0] > 0 || inHour[1] > 0);
    for (const [, { group, inHour }] of active) {
      const sum = valueOf(sums, group, (): [number, number] => [0, 0]);
      sum[0] += inHour[0];
      sum[1] += inHour[1];
    }
    const shares = new Map([...sums.keys()].map((group) => [group, this.#shareOf({ group })]));
    for (const [id, state] of active) {
      const { kind, site, group, inHour } = state;
      const [[trials, hits], [allTrials, allHits], long] = [inHour, sums.get(group)!, shares.get(group)!];
      const share = (allHits - hits + HOUR_PRIOR_HITS) / (allTrials - trials + HOUR_PRIOR_HITS / long);
      state.inHour = [0, 0];
      this.#judge(state, { entity: { kind, id }, site, group, trials, hits }, Math.min(0.97, share), at, emit);
    }
  }

  /** Ends hours and days. */
  turn(now: number, emit: Emit): void {
    if (this.#hour >= 0 && Math.floor(now / HOUR_MS) > this.#hour) {
      this.#endHour(emit);
      this.#hour = -1;
    }
    const day = dayOf(now);
    if (this.#day < 0 || day <= this.#day) return;
    const ended = (this.#day + 1) * DAY_MS - 1;
    for (const state of this.#entities.values()) {
      state.days.push(state.today);
      if (state.days.length > PAST_DAYS) state.days.shift();
      state.today = [0, 0, 0];
    }
    if (this.#rule.odds.some((odds) => odds > 1)) {
      for (const [at, test] of this.#ownTests.entries()) {
        const days = (this.#rule.ownDays ?? OWN_DAYS)[at]!;
        this.#ofDays(
          test,
          days,
          ended,
          this.#each((state) => ownPastScore(state.days, days)),
          emit,
        );
      }
      for (const [at, test] of this.#peerTests.entries())
        this.#ofDays(test, WINDOWS_DAYS[at]!, ended, peerScores(this.#entities, WINDOWS_DAYS[at]!), emit);
    }
    for (const [at, test] of this.#fewTests.entries()) {
      const days = this.#rule.fewDays![at]!;
      this.#ofDays(
        test,
        days,
        ended,
        this.#each((state) => fewHitsScore(state.days, days)),
        emit,
      );
    }
    this.#day = day;
    bound(this.#entities, MAX_ENTITIES);
  }

  /** Evidence of a confirmed incident counts no further, neither for another finding nor as usual. */
  leaveOut(incident: Incident): void {
    const state = this.#entities.get(incident.entity.id);
    if (state === undefined || state.kind !== incident.entity.kind) return;
    for (const at of state.sums.keys()) this.#clear(state, at, incident.until);
    state.inHour = [0, 0];
    state.today = [0, 0, 0];
    for (let left = Math.min(daysOf(incident, this.#day), state.days.length); left > 0; left -= 1)
      state.days[state.days.length - left] = [0, 0, 0];
    const { trials, hits, expected } = sumOfDays(state.days);
    if (trials === 0) return;
    state.ratio = (hits + PRIOR_HITS) / (expected + PRIOR_HITS);
    if (this.#rule.followsGroup) return;
    state.trials = trials;
    state.hits = hits;
    state.expected = expected;
  }

  /** Restarts the sums of a rule about an entity after a person has explained their content. */
  restart(rule: StatisticId, { kind, id }: Entity, at: number): void {
    const state = rule === this.#rule.rule ? this.#entities.get(id) : undefined;
    if (state === undefined || state.kind !== kind) return;
    for (const sum of state.sums.keys()) this.#clear(state, sum, at);
  }

  stored(): StoredShares {
    return {
      day: this.#day,
      hour: this.#hour,
      entities: [...this.#entities],
      groups: [...this.#groups].map(([name, { share, trials }]) => [name, share, trials]),
      recent: this.#recent.stored(),
    };
  }

  #stateOf({ entity, site, group }: Trial, at: number): EntityState {
    const none = (value: number): number[] => this.#rule.odds.map(() => value);
    const state = valueOf<string, EntityState>(this.#entities, entity.id, () => ({
      kind: entity.kind,
      site,
      group,
      trials: 0,
      hits: 0,
      expected: 0,
      ratio: 1,
      sums: none(0),
      from: none(at),
      sumTrials: none(0),
      sumHits: none(0),
      inHour: [0, 0],
      today: [0, 0, 0],
      days: [],
      events: [],
    }));
    state.site = site;
    return state;
  }

  /** The entity's own odds relative to the group's, for cases of all kinds together, applied to the group's share of this case. */
  #usualOf(state: EntityState, group: number): number {
    if (this.#rule.followsGroup) return within(group * Math.min(3, Math.max(0.4, state.ratio)));
    if (state.trials === 0) return within(group);
    const ofGroup = within(state.expected / state.trials);
    const own = within((state.hits + PRIOR_TRIALS * ofGroup) / (state.trials + PRIOR_TRIALS));
    const odds = ((group / (1 - group)) * own * (1 - ofGroup)) / ((1 - own) * ofGroup);
    return within(odds / (1 + odds));
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

  #learn(state: EntityState, trial: Trial, share: number, highest: number): void {
    const { trials, hits } = trial;
    const group = valueOf(this.#groups, groupKey(trial), () => ({ share, trials: 0 }));
    const rate = trials === 0 ? hits : hits - trials * group.share;
    const weight = Math.min(this.#groupTrials, FIRST_GROUP_TRIALS + group.trials);
    group.share = Math.min(0.97, Math.max(0.0005, group.share + rate / weight));
    group.trials = Math.min(this.#groupTrials, group.trials + trials);
    const slow = highest > RAISED_SUM ? SLOW : 1;
    if (this.#rule.followsGroup) {
      const past = Math.min(PAST_TRIALS, state.trials + 200);
      state.ratio += (-state.ratio * slow * trials) / past + (slow * hits) / past / share;
      state.trials += trials;
      return;
    }
    state.trials += trials * slow;
    state.hits += hits * slow;
    state.expected += trials * share * slow;
    if (state.trials > OWN_TRIALS) {
      state.trials /= 2;
      state.hits /= 2;
      state.expected /= 2;
    }
  }

  #each(score: (state: EntityState) => WindowScore | undefined): (readonly [string, WindowScore])[] {
    return [...this.#entities].flatMap(([id, state]) => {
      const its = score(state);
      return its === undefined ? [] : [[id, its] as const];
    });
  }

  #ofDays(test: Test, days: number, at: number, scores: Iterable<readonly [string, WindowScore]>, emit: Emit): void {
    for (const [id, score] of scores) {
      const { kind, site, events } = this.#entities.get(id)!;
      emit({ test, entity: { kind, id }, site, at, from: at + 1 - days * DAY_MS, ...score, events });
    }
  }
}

function groupKey({ group, stratum }: Pick<Trial, 'group' | 'stratum'>): string {
  return stratum === undefined ? group : `${group}, ${stratum}`;
}

function within(share: number): number {
  return Math.min(0.985, Math.max(0.002, share));
}
