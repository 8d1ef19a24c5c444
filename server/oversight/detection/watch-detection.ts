/** Reads the stream while the server runs, and stores what the engine finds together with the position that was read. */
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { HourCounts } from './baselines/hour-counts.ts';
import { addHours, HOURS_KEPT } from './baselines/hour-table.ts';
import { caseFor } from './cases/case-table.ts';
import type { Finding } from './engine/finding.ts';
import type { DetectionEvent } from './events/event.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { exceptionsInForce, type RuleException } from './exceptions/exception-table.ts';
import { insertFinding } from './findings/finding-table.ts';
import { loadState, saveState, type StoredState } from './state-table.ts';
import { type Judged, readBatch, START } from './stream/stream.ts';

const HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 2_000;
/** Events since the last save are read again after a crash; a finding is always saved at once. */
const SAVE_EVERY_MS = 30_000;
const SAVE_EVERY_ENTRIES = 10_000;
/** The engine judges what did not happen at least as often, in the time of the events. */
const TURN_EVERY_MS = 300_000;
/** Findings about the time before detection ran are stored if they are not older. */
const PAST_MS = 7 * 86_400_000;
/** An entry without an index after this time was removed; reconciliation reports it. */
const GAP_LASTS_MS = 60_000;

/** The part of the engine that the watch uses. */
export interface Engine {
  take(event: DetectionEvent): readonly Finding[];
  turn(nowMs: number): readonly Finding[];
  /** Learns from a person's judgement. */
  dispose(judged: Judged): void;
  except(exceptions: readonly RuleException[]): void;
  /** JSON. */
  state(): unknown;
}

/** @param state the result of `state`, or `undefined` at the first start */
export type OpenEngine = (state: unknown) => Engine;

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'events'>;

interface Memory {
  readonly engine: Engine;
  /** Counts since the last save, for the plots of people. */
  readonly hours: HourCounts;
  /** The last stored state. */
  saved: StoredState;
  /** The progress since. */
  now: Omit<StoredState, 'engine' | 'save'>;
  savedAt: number;
}

/** Called in the transaction that stores a finding. */
export type OnStored = (
  transaction: Transaction,
  finding: Finding,
  place: { readonly findingId: string; readonly caseId: string; readonly at: number },
) => Promise<unknown>;

/** One reader of the stream. Findings, their cases, the position and the engine's memory are one transaction. */
export class DetectionWatch {
  readonly #parts: Parts;
  readonly #open: OpenEngine;
  readonly #onStored: OnStored | undefined;
  #memory: Memory | undefined;
  #gapSince: number | undefined;

  constructor(parts: Parts, open: OpenEngine, onStored?: OnStored) {
    this.#parts = parts;
    this.#open = open;
    this.#onStored = onStored;
  }

  /** Reads on until the end of the stream. After an error the memory is loaded again. */
  async look(): Promise<void> {
    try {
      const memory = (this.#memory ??= await this.#load());
      memory.engine.except(await exceptionsInForce(this.#parts.knex, this.#parts.clock.wallMs()));
      while (await this.#readOn(memory)) {
        // Until a batch ends before the end of its page
      }
    } catch (error) {
      this.#memory = undefined;
      throw error;
    }
  }

  /** Saves what was read, so that the next start reads little again. */
  async settle(): Promise<void> {
    const memory = this.#memory;
    if (memory !== undefined && memory.now.position.entry !== memory.saved.position.entry) await this.#save(memory, []);
  }

  async #load(): Promise<Memory> {
    const { knex, clock } = this.#parts;
    const stored = await loadState(knex);
    const saved = stored ?? { save: 0, position: START, isCurrent: false, turnedAt: 0, engine: undefined };
    const { position, isCurrent, turnedAt } = saved;
    const engine = this.#open(saved.engine);
    return { engine, hours: new HourCounts(), saved, now: { position, isCurrent, turnedAt }, savedAt: clock.wallMs() };
  }

  async #readOn(memory: Memory): Promise<boolean> {
    const { knex, clock } = this.#parts;
    const nowMs = clock.wallMs();
    const passGap = this.#gapSince !== undefined && nowMs - this.#gapSince > GAP_LASTS_MS;
    const batch = await readBatch(knex, memory.now.position, { nowMs, passGap });
    this.#gapSince = batch.hasGap ? (this.#gapSince ?? nowMs) : undefined;
    const { engine } = memory;
    let { turnedAt } = memory.now;
    const findings: Finding[] = [];
    const turn = (at: number): void => {
      if (at - turnedAt < TURN_EVERY_MS) return;
      turnedAt = at;
      findings.push(...engine.turn(at));
    };
    for (const item of batch.items) {
      if (item.kind === 'judged') {
        engine.dispose(item.judged);
        continue;
      }
      turn(item.event.at);
      findings.push(...engine.take(item.event));
      memory.hours.take(item.event);
    }
    if (!batch.hasMore && !batch.hasGap) turn(nowMs);
    const wanted = memory.now.isCurrent ? findings : findings.filter(({ at }) => at >= nowMs - PAST_MS);
    memory.now = { position: batch.position, turnedAt, isCurrent: memory.now.isCurrent || !batch.hasMore };
    if (wanted.length > 0 || this.#isDue(memory, nowMs)) await this.#save(memory, wanted);
    return batch.hasMore;
  }

  #isDue({ saved, now, savedAt }: Memory, nowMs: number): boolean {
    const read = now.position.entry - saved.position.entry;
    if (read >= SAVE_EVERY_ENTRIES || now.isCurrent !== saved.isCurrent) return true;
    return nowMs - savedAt >= SAVE_EVERY_MS && (read > 0 || now.position.latestAt !== saved.position.latestAt);
  }

  async #save(memory: Memory, findings: readonly Finding[]): Promise<void> {
    const { queue, clock, ledger } = this.#parts;
    const at = Math.round(clock.wallMs());
    const state: StoredState = { ...memory.now, save: memory.saved.save + 1, engine: memory.engine.state() };
    const hours = memory.hours.taken(Math.floor(at / HOUR_MS) - HOURS_KEPT);
    await queue.run(async (transaction) => {
      if (!(await saveState(transaction, state, at))) throw new Error('another server reads the stream');
      await addHours(transaction, hours);
      for (const finding of findings) {
        const caseId = await caseFor(transaction, finding);
        const findingId = await insertFinding(transaction, finding, { caseId, at });
        await this.#onStored?.(transaction, finding, { findingId, caseId, at });
      }
    });
    memory.saved = state;
    memory.savedAt = at;
    if (findings.length > 0) await ledger.settle();
  }
}

/** Looks now and every two seconds. @returns a function that stops and saves what was read */
export function watchDetection(parts: Parts, open: OpenEngine, onStored: OnStored): () => Promise<void> {
  const { clock, events } = parts;
  const fault = (error: unknown): void => events.emit({ event: 'fault', where: 'detection', error });
  const watch = new DetectionWatch(parts, open, onStored);
  const stop = poll(clock, LOOK_EVERY_MS, () => watch.look(), fault);
  return async () => {
    await stop();
    await watch.settle().catch(fault);
  };
}
