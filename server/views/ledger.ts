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
