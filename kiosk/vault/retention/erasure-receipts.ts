/**
 * Reports each erasure in a signed report: class, cause, number, time and keys, without identities. Erasures of cleared
 * travellers are counted together for some time, so that no report can be linked to a passage.
 */
import { MAX_RECEIPT_TAGS } from '../../../server/contract/report.ts';
import type { ErasureCause, RetentionClass } from '../../../server/contract/retention.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { ErasureNotes } from './erasure-notes.ts';
import type { ErasureReceipt } from '../../fleet/uplink/reporter.ts';
import type { KeyClass } from '../captures/keys/key-class.ts';

export interface ErasureReceiptsOptions {
  readonly notes: ErasureNotes;
  readonly nowMs: () => number;
  /** Digest of the policy in force. */
  readonly retentionDigest: () => string;
  /** Number of records that an erasure of this kind, noted at this time, still has to erase: all or none. */
  readonly due: (kind: ErasureKind, atMs: number) => Promise<number>;
  /** Epoch keys destroyed since the last call. */
  readonly keysDestroyed: () => readonly (readonly [KeyClass, string])[];
  /** Resolves once the report is on the disk. */
  readonly report: (receipt: ErasureReceipt) => Promise<unknown>;
}

export interface ErasureReceipts {
  /**
   * Counts the destroyed captures of a cleared traveller, whose keys were in memory only.
   *
   * @param captures 0 if they were counted before the receipt was taken
   * @param tag tag of the traveller's receipt, if taken
   */
  countCleared(captures: number, tag?: string): void;
  /**
   * Notes, executes and reports an erasure. Resolves to 0 when nothing of the class is due.
   *
   * @param erase erases all records due at this time, ms, or none
   */
  erase(kind: ErasureKind, erase: (atMs: number) => Promise<unknown>): Promise<number>;
  /** Reports erasures that an interrupted run did not report. */
  recover(): Promise<void>;
  /** Reports destroyed keys, and counts whose period has ended. @param now report everything, before the kiosk stops */
  flush(now?: boolean): Promise<void>;
}

/** Erasures of cleared travellers, counted together. */
interface Counted {
  readonly captures: number;
  readonly from: number;
  readonly to: number;
  /** Tags of their receipts; sorted in the report, to hide the order of the travellers. */
  readonly tags: readonly string[];
}

export interface ErasureKind {
  readonly retentionClass: RetentionClass;
  readonly cause: ErasureCause;
  /** Set when the erasure concerns one traveller. Stored until the erasure is reported, and never in the report. */
  readonly transactionId?: TransactionId | undefined;
}

/** How long travellers are counted together, ms. */
const COUNTED_TOGETHER_MS = 600_000;
/** Largest number of key ids in a report. */
const MAX_KEY_IDS = 100;
/** The retention class for each key class. */
const CLASS_OF_KEYS: Readonly<Record<Exclude<KeyClass, 'lane'>, RetentionClass>> = {
  referred: 'referred',
  resolved: 'resolved',
  'after-doubt': 'after-doubt',
  'legal-hold': 'legal-hold',
  registered: 'registered-traveller',
  'registered-face': 'registered-traveller',
};

export function createErasureReceipts(options: ErasureReceiptsOptions): ErasureReceipts {
  const { notes, nowMs, retentionDigest, due, keysDestroyed, report } = options;
  let cleared: Counted | undefined;
  const keys = new Map<RetentionClass, string[]>();
  let unreported = false;

  const collectKeys = (): void => {
    for (const [keyClass, keyId] of keysDestroyed()) {
      if (keyClass === 'lane') continue;
      const wrapped = CLASS_OF_KEYS[keyClass];
      keys.set(wrapped, [...(keys.get(wrapped) ?? []), keyId]);
    }
  };

  /** Makes a report; key ids that could not be reported are kept for the next one. */
  const send = async (
    { retentionClass, cause }: ErasureKind,
    erased: number,
    from: number,
    to: number,
    tags: readonly string[] = [],
  ): Promise<void> => {
    collectKeys();
    const waiting = keys.get(retentionClass) ?? [];
    const keyIds = waiting.slice(0, MAX_KEY_IDS);
    const when = { from: Math.round(from), to: Math.round(to) };
    const receiptTags = tags.length === 0 ? {} : { receiptTags: [...tags].sort() };
    const kind = { retentionClass, cause };
    await report({ ...kind, erased, keyIds, ...when, retentionDigest: retentionDigest(), ...receiptTags });
    keys.set(retentionClass, waiting.slice(keyIds.length));
  };

  async function reportLeft(): Promise<void> {
    for (const { id, erased, at, retentionClass, cause, transactionId } of await notes.left()) {
      const kind = { retentionClass, cause, ...(transactionId !== undefined && { transactionId }) };
      // All or nothing was erased: if records remain, they are erased later with another note
      if ((await due(kind, at)) === 0) await send(kind, erased, at, at);
      await notes.drop(id);
    }
    unreported = false;
  }

  async function reportKeys(): Promise<void> {
    collectKeys();
    for (const retentionClass of keys.keys()) {
      while ((keys.get(retentionClass) ?? []).length > 0) {
        await send({ retentionClass, cause: 'due' }, 0, nowMs(), nowMs());
      }
    }
  }

  async function reportCleared(): Promise<void> {
    const counted = cleared;
    if (counted === undefined) return;
    cleared = undefined;
    try {
      const kind = { retentionClass: 'cleared', cause: 'passage-ended' } as const;
      await send(kind, counted.captures, counted.from, counted.to, counted.tags);
    } catch (error) {
      // Other travellers may have been counted in the meantime
      cleared = together(counted, cleared);
      throw error;
    }
  }

  return {
    countCleared(captures, tag) {
      if (captures === 0 && tag === undefined) return;
      const at = nowMs();
      const tags = [...(cleared?.tags ?? []), ...(tag === undefined ? [] : [tag])];
      cleared = { captures: (cleared?.captures ?? 0) + captures, from: cleared?.from ?? at, to: at, tags };
    },
    async erase(kind, erase) {
      const at = Math.round(nowMs());
      const count = await due(kind, at);
      if (count === 0) return 0;
      const id = await notes.intend({ ...kind, erased: count, at });
      const before = unreported;
      unreported = true;
      await erase(at);
      await send(kind, count, at, nowMs());
      await notes.drop(id);
      unreported = before;
      return count;
    },
    recover: reportLeft,
    async flush(now = false) {
      if (unreported) await reportLeft();
      await reportKeys();
      const isFull = cleared !== undefined && cleared.tags.length >= MAX_RECEIPT_TAGS;
      const isLongEnough = cleared !== undefined && nowMs() - cleared.from >= COUNTED_TOGETHER_MS;
      if (now || isFull || isLongEnough) await reportCleared();
    },
  };
}

function together(first: Counted, later: Counted | undefined): Counted {
  if (later === undefined) return { ...first, tags: first.tags.slice(0, MAX_RECEIPT_TAGS) };
  return {
    captures: first.captures + later.captures,
    from: first.from,
    to: later.to,
    tags: [...first.tags, ...later.tags].slice(0, MAX_RECEIPT_TAGS),
  };
}
