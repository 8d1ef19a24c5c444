import type { DetectionEvent, EventKind } from '../events/event.ts';
import { type Entity, entityKey } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { Amounts, type StoredAmounts } from './amounts.ts';
import { ActTable, type StoredActs } from './act-table.ts';
import { Beginnings, type StoredBeginnings } from './beginnings.ts';
import { Counts, type StoredCounts } from './counts.ts';
import { Objects, type StoredObjects } from './objects.ts';
import { Pairs, type StoredPairs } from './pairs.ts';
import { PartsOfDay, type StoredParts } from './parts-of-day.ts';
import { Presences, type StoredPresences } from './presences.ts';
import { AMOUNT_RULES, COUNT_RULES, PAIR_RULES } from './rules-of-counts.ts';
import { SHARE_RULES } from './rules-of-shares.ts';
import { DAY_MS, dayOf, type Incident, type RawScore } from './score.ts';
import { Shares, type StoredShares } from './shares.ts';
import { type StoredTails, Tails } from './tail.ts';
import { type StoredTraffic, Traffic } from './traffic.ts';

/** A raw score on the common scale. */
export interface Scored {
  readonly raw: RawScore;
  /** -log10 of the expected findings like this one per site and day. */
  readonly expected: number;
  /** The score that a finding of this test needs on the same scale. */
  readonly needed: number;
}

export interface StoredStatistics {
  readonly day: number;
  readonly shares: readonly StoredShares[];
  readonly counts: readonly StoredCounts[];
  readonly amounts: readonly StoredAmounts[];
  readonly pairs: readonly StoredPairs[];
  readonly traffic: StoredTraffic;
  readonly presences: StoredPresences;
  /** Earlier memories do not have these four. */
  readonly acts?: StoredActs;
  readonly objects?: StoredObjects;
  readonly beginnings?: StoredBeginnings;
  readonly parts?: StoredParts;
  readonly tails: StoredTails;
}

/** The stored memory of a rule of counts. */
export function countsOf(stored: StoredStatistics, name: string): StoredCounts | undefined {
  return stored.counts[COUNT_RULES.findIndex((rule) => rule.name === name)];
}

/** Counts that were stored before shared work was compared with its even share: such work learns anew. */
export function withShares(stored: readonly StoredCounts[]): readonly StoredCounts[] {
  return stored.map(({ hour, entities, groups }, at) =>
    COUNT_RULES[at]?.isShared === true
      ? { hour, entities: [], groups: [] }
      : {
          hour,
          entities: entities.map(([id, state]) => [id, { ...state, share: 0, shares: state.recent.map(() => 1) }]),
          groups,
        },
  );
}

type Take = (event: DetectionEvent) => void;

/** Findings that are expected per site and day, from all tests together, before verdicts change the scores. */
const FINDINGS_PER_SITE_AND_DAY = 0.8;

/** All statistics, on one scale. */
export class StatisticBook {
  readonly #shares: readonly Shares[];
  readonly #counts: readonly Counts[];
  readonly #amounts: readonly Amounts[];
  readonly #pairs: readonly Pairs[];
  readonly #traffic: Traffic;
  readonly #presences: Presences;
  readonly #acts: ActTable;
  readonly #objects: Objects;
  readonly #beginnings: Beginnings;
  readonly #parts: PartsOfDay;
  readonly #tails: Tails;
  readonly #byKind = new Map<EventKind, Take[]>();
  #day: number;
  #scored: Scored[] = [];

  constructor(stored?: StoredStatistics) {
    this.#day = stored?.day ?? -1;
    this.#tails = new Tails(stored?.tails);
    this.#presences = new Presences(stored?.presences);
    this.#acts = new ActTable(stored?.acts);
    this.#objects = new Objects(stored?.objects);
    this.#beginnings = new Beginnings(stored?.beginnings);
    this.#parts = new PartsOfDay(stored?.parts);
    this.#traffic = new Traffic(stored?.traffic);
    this.#shares = SHARE_RULES.map((rule, at) => new Shares(rule, stored?.shares[at]));
    this.#counts = COUNT_RULES.map((rule, at) => new Counts(rule, stored?.counts[at]));
    this.#amounts = AMOUNT_RULES.map((rule, at) => new Amounts(rule, stored?.amounts[at]));
    this.#pairs = PAIR_RULES.map((rule, at) => new Pairs(rule, stored?.pairs[at]));
    for (const [at, one] of this.#shares.entries())
      this.#follow(SHARE_RULES[at]!.kinds, (event) => one.take(event, this.#emit));
    for (const [at, one] of this.#counts.entries())
      this.#follow(COUNT_RULES[at]!.kinds, (event) => one.take(event, this.#emit));
    for (const [at, one] of this.#amounts.entries()) this.#follow(AMOUNT_RULES[at]!.kinds, (event) => one.take(event));
    for (const [at, one] of this.#pairs.entries()) this.#follow(PAIR_RULES[at]!.kinds, (event) => one.take(event));
    this.#follow(this.#traffic.kinds, (event) => this.#traffic.take(event));
    this.#follow(this.#parts.kinds, (event) => this.#parts.take(event));
  }

  take(event: DetectionEvent): readonly Scored[] {
    if (this.#day < 0) this.#day = dayOf(event.at);
    this.#presences.take(event);
    this.#acts.take(event, this.#emit);
    this.#objects.take(event);
    this.#beginnings.take(event, this.#emit);
    if (event.site !== undefined) this.#tails.seeSite(event.site, this.#day);
    for (const take of this.#byKind.get(event.kind) ?? []) take(event);
    return this.#taken();
  }

  /** Closes hours and days that have ended. */
  turn(now: number, isIncident: (entity: string, from: number, until: number) => boolean): readonly Scored[] {
    for (const one of this.#counts) one.turn(now, this.#presences, this.#emit);
    for (const one of this.#shares) one.turn(now, this.#emit);
    const day = dayOf(now);
    if (this.#day >= 0 && day > this.#day) {
      for (const one of this.#amounts) one.turn(now, this.#emit);
      for (const one of this.#pairs) one.turn(now, this.#emit);
      this.#traffic.turn(now, this.#emit);
      this.#acts.turn(now, this.#emit);
      this.#objects.turn(now, this.#emit);
      this.#beginnings.turn(now);
      this.#parts.turn(now, this.#emit);
      this.#tails.endDay(this.#day, (entity, past) => isIncident(entity, past * DAY_MS, (past + 1) * DAY_MS));
      this.#presences.endDay();
      this.#day = day;
    }
    return this.#taken();
  }

  /** A confirmed incident needs no second finding: its evidence is taken out of sums and windows. */
  leaveOut(incident: Incident): void {
    for (const one of [...this.#shares, ...this.#counts, ...this.#amounts, ...this.#pairs]) one.leaveOut(incident);
    for (const one of [this.#acts, this.#objects, this.#beginnings, this.#parts]) one.leaveOut(incident);
  }

  /** After a dismissal, only new evidence counts for the rule about this entity. */
  restart(rule: StatisticId, entity: Entity, at: number): void {
    for (const one of [...this.#shares, ...this.#counts, ...this.#amounts]) one.restart(rule, entity, at);
    this.#acts.restart(rule, entity);
  }

  stored(): StoredStatistics {
    return {
      day: this.#day,
      shares: this.#shares.map((one) => one.stored()),
      counts: this.#counts.map((one) => one.stored()),
      amounts: this.#amounts.map((one) => one.stored()),
      pairs: this.#pairs.map((one) => one.stored()),
      traffic: this.#traffic.stored(),
      presences: this.#presences.stored(),
      acts: this.#acts.stored(),
      objects: this.#objects.stored(),
      beginnings: this.#beginnings.stored(),
      parts: this.#parts.stored(),
      tails: this.#tails.stored(),
    };
  }

  #follow(kinds: readonly EventKind[], take: Take): void {
    for (const kind of kinds) {
      const takes = this.#byKind.get(kind);
      if (takes === undefined) this.#byKind.set(kind, [take]);
      else takes.push(take);
    }
  }

  readonly #emit = (raw: RawScore): void => {
    const tail = this.#tails.of(raw.test, this.#day);
    if (!tail.raise(entityKey(raw.entity), raw.score)) return;
    const expected = tail.expected(raw.score, this.#day);
    if (expected === undefined || expected < 0) return;
    const needed = -Math.log10((FINDINGS_PER_SITE_AND_DAY * tail.weight) / this.#tails.weight);
    this.#scored.push({ raw, expected, needed });
  };

  #taken(): readonly Scored[] {
    if (this.#scored.length === 0) return NOTHING;
    const scored = this.#scored;
    this.#scored = [];
    return scored;
  }
}

const NOTHING: readonly Scored[] = [];
