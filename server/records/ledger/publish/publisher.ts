/**
 * The published head: the last one that a quorum of witnesses cosigned. Officers' acts wait for the integrated head only; published tiles,
 * checkpoint and proofs refer to the published head.
 */
import type { Clock } from '../../../../hardware/host/clock.ts';
import type { LedgerDatabase } from '../../../platform/database/ledger-database.ts';
import { findHead, putHead, type LogHead } from '../log/log-tables.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { nodeReader } from '../log/log-reader.ts';
import { formatNote, parseNote, type NoteSignature } from '../../../platform/transparency/note/note.ts';
import type { VerifierKey } from '../../../platform/transparency/note/vkey.ts';
import type { Policy } from '../../../platform/transparency/proof/policy.ts';
import { trustCheckpoint } from '../../../platform/transparency/proof/trust-checkpoint.ts';
import { askWitness } from './ask-witness.ts';

/** The growth between two checkpoints reveals how much happens. The interval limits the resolution. */
export const PUBLISH_EVERY_MS = 10_000;
/** Entries without a quorum's cosignatures for this long raise an alarm. */
export const WITNESS_LAG_MS = 300_000;

export type WitnessTrouble = 'witness-lag' | 'witness-ahead';

/** Why a witness does not cosign; `undefined`: it does. */
export interface WitnessState {
  /** Its names in the policy. */
  readonly witness: string;
  readonly reason: string | undefined;
}

export interface PublisherParts {
  readonly database: LedgerDatabase;
  /** The present integrated head. */
  readonly integrated: () => LogHead;
  /** Names this log, its witnesses and the quorum. */
  readonly policy: Policy;
  readonly clock: Clock;
  /** Time between two publications, ms. */
  readonly everyMs: number;
  readonly onTrouble: (trouble: WitnessTrouble) => void;
  /** Called when a witness fails, fails for another reason, or cosigns again. */
  readonly onWitness: (state: WitnessState) => void;
  readonly onFault: (error: unknown) => void;
}

export type Publication = 'published' | 'unchanged' | 'quorum-not-met';

export class Publisher {
  readonly #parts: PublisherParts;
  /** Size of the last cosigned head, by the witness's address. A witness corrects a wrong value. */
  readonly #seen = new Map<string, number>();
  /** The witnesses that do not cosign, and why. */
  readonly #failing = new Map<string, string>();
  #behindSinceMs: number | undefined;
  #cancel: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  /** The witnesses that did not cosign when they were last asked, and why. */
  get failing(): readonly WitnessState[] {
    return [...this.#failing].map(([witness, reason]) => ({ witness, reason }));
  }

  /** Publishes now and at each interval. */
  start(): void {
    this.#running = this.publish()
      .then(() => undefined, this.#parts.onFault)
      .then(() => {
        if (!this.#closed) this.#cancel = this.#parts.clock.after(this.#parts.everyMs, () => this.start());
      });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#running;
  }

  /** Requests cosignatures for the integrated head if it is not published, and publishes it when they form a quorum. */
  async publish(): Promise<Publication> {
    const { database, integrated, policy } = this.#parts;
    const head = integrated();
    const published = await findHead(database.reader, 'published');
    if (head.size === (published?.size ?? 0) && isTrusted(policy, published)) return this.#caughtUp('unchanged');
    const note = parseNote(head.checkpoint);
    const cosignatures = await this.#cosign(head, note.text);
    const checkpoint = formatNote({ text: note.text, signatures: [...note.signatures, ...cosignatures] });
    try {
      trustCheckpoint(policy, checkpoint);
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== 'quorum-not-met') throw error;
      this.#fellBehind();
      return 'quorum-not-met';
    }
    await putHead(database.writer, 'published', { ...head, checkpoint });
    return this.#caughtUp('published');
  }

  async #cosign(head: LogHead, noteText: string): Promise<NoteSignature[]> {
    const { database, policy, clock, onTrouble } = this.#parts;
    const byUrl = new Map<string, VerifierKey[]>();
    for (const { url, key } of policy.witnesses) {
      if (url !== undefined) byUrl.set(url, [...(byUrl.get(url) ?? []), key]);
    }
    const asked = [...byUrl].map(async ([url, keys]) => {
      try {
        const signatures = await askWitness({
          url,
          keys,
          checkpoint: head.checkpoint,
          noteText,
          size: head.size,
          read: nodeReader(database.reader, head.size),
          seen: this.#seen.get(url) ?? 0,
          nowS: Math.floor(clock.wallMs() / 1_000),
        });
        this.#seen.set(url, head.size);
        this.#note(keys, undefined);
        return signatures;
      } catch (error) {
        if (!(error instanceof LedgerError)) throw error;
        this.#note(keys, error.message);
        if (error.code === 'witness-ahead') onTrouble('witness-ahead');
        return [];
      }
    });
    return (await Promise.all(asked)).flat();
  }

  #note(keys: readonly VerifierKey[], reason: string | undefined): void {
    const witness = [...new Set(keys.map(({ name }) => name))].join(', ');
    if (this.#failing.get(witness) === reason) return;
    if (reason === undefined) this.#failing.delete(witness);
    else this.#failing.set(witness, reason);
    this.#parts.onWitness({ witness, reason });
  }

  #caughtUp(publication: Publication): Publication {
    this.#behindSinceMs = undefined;
    return publication;
  }

  #fellBehind(): void {
    const now = this.#parts.clock.monotonicMs();
    this.#behindSinceMs ??= now;
    if (now - this.#behindSinceMs >= WITNESS_LAG_MS) this.#parts.onTrouble('witness-lag');
  }
}

/** Whether the published head has the cosignatures that the policy demands now. An empty log needs none. */
function isTrusted(policy: Policy, published: LogHead | undefined): boolean {
  if (published === undefined) return true;
  try {
    trustCheckpoint(policy, published.checkpoint);
    return true;
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'quorum-not-met') return false;
    throw error;
  }
}
