/** Reads the history of the ledger with two engines: one with the change that a person considers, and one without. Changes nothing. */
import { randomBytes } from 'node:crypto';
import type { Refused } from '../../../platform/http/route.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { DetectionEngine, type RuleException } from '../engine/detection-engine.ts';
import type { Finding } from '../engine/finding.ts';
import { listExceptions } from '../exceptions/exception-table.ts';
import { findingsOfRule } from '../findings/finding-table.ts';
import { INVARIANTS } from '../invariants/invariants.ts';
import type { Entity } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { countOpenings } from '../../../records/ledger/entry/openings.ts';
import { readBatch, START, type StreamItem } from '../stream/stream.ts';
import { type Comparison, compareHistories } from './compare.ts';
import { TRIAL_DAYS, TRIAL_LIMITS, type TrialLimit, type TrialState } from './vocabulary.ts';

const DAY_MS = 86_400_000;
/** The engine judges what did not happen at least as often, as when it reads live. */
const TURN_EVERY_MS = 300_000;
/** Between two pages, so that requests of people are answered. */
const PAUSE_MS = 20;
const KEPT = 5;

export type TrialChange =
  | { readonly kind: 'limit'; readonly limit: TrialLimit }
  | { readonly kind: 'exception'; readonly entity: Entity };

export interface Trial {
  readonly id: string;
  readonly rule: StatisticId;
  readonly change: TrialChange;
  readonly by: string;
  readonly startedAt: number;
  readonly state: TrialState;
  /** Entries of the ledger that were read, and that there are. */
  readonly read: number;
  readonly of: number;
  readonly result: Comparison | null;
}

type Parts = Pick<RoomContext, 'knex' | 'clock' | 'events'>;
type Asked = Pick<Trial, 'rule' | 'change' | 'by'>;

/** Trials in the memory of the server: one runs at a time, and the latest few are kept. */
export class DetectionTrials {
  readonly #parts: Parts;
  #trials: readonly Trial[] = [];
  #running: { readonly id: string; readonly done: Promise<void> } | undefined;
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The latest first. */
  list(): readonly Trial[] {
    return this.#trials;
  }

  /** Refused while another one runs. */
  async begin(asked: Asked): Promise<Trial | Refused> {
    const { knex, clock } = this.#parts;
    const of = await countOpenings(knex, 0, Number.MAX_SAFE_INTEGER);
    if (this.#running !== undefined || this.#isClosed) return { kind: 'refused', code: 'trial-running' };
    const id = randomBytes(16).toString('hex');
    const startedAt = Math.round(clock.wallMs());
    const trial: Trial = { id, ...asked, startedAt, state: 'running', read: 0, of, result: null };
    this.#trials = [trial, ...this.#trials].slice(0, KEPT);
    this.#running = { id, done: this.#run(trial) };
    return trial;
  }

  /** `false`: it does not run. */
  async cancel(id: string): Promise<boolean> {
    if (this.#running?.id !== id) return false;
    const { done } = this.#running;
    this.#change(id, { state: 'cancelled' });
    await done;
    return true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#running !== undefined) await this.cancel(this.#running.id);
  }

  async #run(trial: Trial): Promise<void> {
    const { id } = trial;
    try {
      const result = await this.#compare(trial);
      if (result !== undefined) this.#change(id, { state: 'done', result });
    } catch (error) {
      this.#change(id, { state: 'failed' });
      this.#parts.events.emit({ event: 'fault', where: 'detection', error });
    } finally {
      this.#running = undefined;
    }
  }

  /** `undefined`: cancelled. */
  async #compare({ id, rule, change, startedAt }: Trial): Promise<Comparison | undefined> {
    const { knex, clock } = this.#parts;
    const exceptions = (await listExceptions(knex)).map(
      ({ endedAt, approvedAt, until, ...one }): RuleException => ({
        rule: one.rule,
        entity: one.entity,
        from: approvedAt,
        until: endedAt ?? until,
      }),
    );
    const before = new History(exceptions);
    const after =
      change.kind === 'limit'
        ? new History(exceptions, { rule, decades: TRIAL_LIMITS[change.limit] })
        : new History([...exceptions, { rule, entity: change.entity, from: 0, until: Infinity }]);
    for (let [position, hasMore] = [START, true]; hasMore; ) {
      const batch = await readBatch(knex, position, { nowMs: startedAt, passGap: true });
      for (const one of [before, after]) one.read(batch.items);
      ({ position, hasMore } = batch);
      if (this.#trials.find((one) => one.id === id)?.state !== 'running') return undefined;
      this.#change(id, { read: position.entry });
      await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
    }
    const since = startedAt - TRIAL_DAYS * DAY_MS;
    const judged = (await findingsOfRule(knex, rule, since)).filter(({ disposition }) => disposition === 'true');
    return compareHistories(rule, { before: before.findings, after: after.findings }, judged, startedAt);
  }

  #change(id: string, changed: Partial<Trial>): void {
    this.#trials = this.#trials.map((one) => (one.id === id && one.state === 'running' ? { ...one, ...changed } : one));
  }
}

/** One engine on its way through the history. */
class History {
  readonly findings: Finding[] = [];
  readonly #engine: DetectionEngine;
  #turnedAt = 0;

  constructor(
    exceptions: readonly RuleException[],
    further?: { readonly rule: StatisticId; readonly decades: number },
  ) {
    this.#engine = new DetectionEngine({ invariants: INVARIANTS, exceptions, further });
  }

  read(items: readonly StreamItem[]): void {
    for (const item of items) {
      if (item.kind === 'judged') {
        this.#engine.dispose(item.judged);
        continue;
      }
      const { at } = item.event;
      if (at - this.#turnedAt >= TURN_EVERY_MS) {
        this.#turnedAt = at;
        this.findings.push(...this.#engine.turn(at));
      }
      this.findings.push(...this.#engine.take(item.event));
    }
  }
}
