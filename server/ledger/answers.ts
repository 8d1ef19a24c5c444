import type { EntryType } from './entry/entry.ts';

/** A head of the log, for auditors. */
export interface HeadView {
  readonly size: number;
  /** Standard base64, as in the checkpoint. */
  readonly root: string;
  /** The signed note, with which a reader can verify the head. */
  readonly checkpoint: string;
}

export interface LedgerHeads {
  readonly serverTime: number;
  /** The durable head. */
  readonly integrated: HeadView;
  /** The head that a quorum of witnesses has cosigned; `null` before the first. */
  readonly published: HeadView | null;
}

/** An entry in a list: its kind and time only. */
export interface LedgerEntryView {
  readonly index: number;
  readonly type: EntryType;
  /** Wall ms; `null` once the entry's content was erased. */
  readonly at: number | null;
}

export interface LedgerEntryPage {
  readonly serverTime: number;
  /** Latest first. */
  readonly entries: readonly LedgerEntryView[];
}

/** The proof of one entry, for `judgeProofFile`. */
export interface LedgerEntryProof {
  readonly file: string;
  /** The entry's bytes in the log, standard base64: a commitment, which does not reveal the content. */
  readonly entry: string;
}
