import type { EntryType } from './entry/entry.ts';

/** A head of the log, as those who audit it see it. */
export interface HeadView {
  readonly size: number;
  /** Standard base64, as in the checkpoint. */
  readonly root: string;
  /** The signed note: by it a reader judges the head for themselves. */
  readonly checkpoint: string;
}

export interface LedgerHeads {
  readonly serverTime: number;
  /** All that is durable. */
  readonly integrated: HeadView;
  /** What a quorum of witnesses has cosigned; `null` before the first. */
  readonly published: HeadView | null;
}

/** An entry as whoever browses the log sees it: nothing of what it says but its kind and its time. */
export interface LedgerEntryView {
  readonly index: number;
  readonly type: EntryType;
  /** Wall ms; `null` once what the entry said was erased. */
  readonly at: number | null;
}

export interface LedgerEntryPage {
  readonly serverTime: number;
  /** The latest first. */
  readonly entries: readonly LedgerEntryView[];
}

/** The proof of one entry, as `judgeProofFile` takes it. */
export interface LedgerEntryProof {
  readonly file: string;
  /** The entry's bytes in the log, standard base64: a commitment, from which nobody learns what it says. */
  readonly entry: string;
}
