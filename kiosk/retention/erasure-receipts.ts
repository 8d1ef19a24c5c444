/**
 * Every erasure becomes a signed report of its own: which class, why, how many, when, which keys; never whose. What travellers who went
 * through leave is counted together for a while, so that no report can be laid beside one passage.
 */
import { MOST_RECEIPT_TAGS } from '../../server/contract/report.ts';
import type { ErasureCause, RetentionClass } from '../../server/contract/retention.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { ErasureNotes } from '../store/erasure-notes.ts';
import type { ErasureReceipt } from '../uplink/reporter.ts';
import type { KeyClass } from '../vault/keys/key-class.ts';

export interface ErasureReceiptsOptions {
  readonly notes: ErasureNotes;
  readonly nowMs: () => number;
  /** Of the policy in force. */
  readonly retentionDigest: () => string;
  /** How many there are of what an erasure of this kind, announced at this time, erases: all of them, whenever it is asked, or none. */
  readonly due: (kind: ErasureKind, atMs: number) => Promise<number>;
  /** Epoch keys that were destroyed since it was last asked. */
  readonly keysDestroyed: () => readonly (readonly [KeyClass, string])[];
  /** Resolves once the report is on the disk. */
  readonly report: (receipt: ErasureReceipt) => Promise<unknown>;
}

export interface ErasureReceipts {
  /**
   * Captures of a traveller who went through are gone: their keys were in memory alone.
   *
   * @param captures 0 where they were counted before the receipt was taken
   * @param tag of the receipt that they took
   */
  countCleared(captures: number, tag?: string): void;
  /**
   * Notes what will be erased, has it erased, and reports it. Erases nothing, and says 0, when nothing of the class is due.
   *
   * @param erase erases all that was due at this time, ms, or nothing
   */
  erase(kind: ErasureKind, erase: (atMs: number) => Promise<unknown>): Promise<number>;
  /** Reports what a stop kept from being reported. */
  recover(): Promise<void>;
  /** Reports keys, and what was counted for long enough. @param now at once, before the kiosk stops */
  flush(now?: boolean): Promise<void>;
}

/** Travellers who went through, counted together. */
interface Counted {
  readonly captures: number;
  readonly from: number;
  readonly to: number;
  /** Of the receipts among them; sorted in the report, so that their order tells nobody who came first. */
  readonly tags: readonly string[];
}

export interface ErasureKind {
  readonly retentionClass: RetentionClass;
  readonly cause: ErasureCause;
  /** Where it is about one traveller. Noted until the erasure is reported; no report has a place for it. */
  readonly transactionId?: TransactionId | undefined;
}

/** How long travellers are counted together, ms. */
const COUNTED_TOGETHER_MS = 600_000;
/** A report holds no more key ids. */
const MOST_KEY_IDS = 100;
/** What the keys of a class wrapped. */
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

  /** Reports; key ids that could not be reported wait for the next time. */
  const send = async (
    { retentionClass, cause }: ErasureKind,
    erased: number,
    from: number,
    to: number,
    tags: readonly string[] = [],
  ): Promise<void> => {
    collectKeys();
    const waiting = keys.get(retentionClass) ?? [];
    const keyIds = waiting.slice(0, MOST_KEY_IDS);
    const when = { from: Math.round(from), to: Math.round(to) };
    const receiptTags = tags.length === 0 ? {} : { receiptTags: [...tags].sort() };
    const kind = { retentionClass, cause };
    await report({ ...kind, erased, keyIds, ...when, retentionDigest: retentionDigest(), ...receiptTags });
    keys.set(retentionClass, waiting.slice(keyIds.length));
  };

  async function reportLeft(): Promise<void> {
    for (const { id, erased, at, retentionClass, cause, transactionId } of await notes.left()) {
      const kind = { retentionClass, cause, ...(transactionId !== undefined && { transactionId }) };
      // All of it or none was erased: where something of it is still there, it comes again with a note of its own
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
      // Meanwhile there may be others
      const { captures = 0, to = counted.to, tags = [] } = (cleared as Counted | undefined) ?? {};
      cleared = {
        captures: counted.captures + captures,
        from: counted.from,
        to,
        tags: [...counted.tags, ...tags].slice(0, MOST_RECEIPT_TAGS),
      };
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
      const isFull = cleared !== undefined && cleared.tags.length >= MOST_RECEIPT_TAGS;
      const isLongEnough = cleared !== undefined && nowMs() - cleared.from >= COUNTED_TOGETHER_MS;
      if (now || isFull || isLongEnough) await reportCleared();
    },
  };
}
