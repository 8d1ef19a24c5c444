import type { AlarmKind } from '../base/alarm-kinds.ts';

export interface Alarm {
  readonly id: number;
  readonly kind: AlarmKind;
  /** `null` for an unknown kiosk: what a stranger calls itself is not kept. */
  readonly kioskId: string | null;
  /** The sequences concerned, both ends included; `null` where none are. */
  readonly fromSequence: number | null;
  readonly toSequence: number | null;
  readonly firstAt: number;
  readonly lastAt: number;
  /** How often it happened, at least. */
  readonly count: number;
  /** When a gap was filled. */
  readonly filledAt: number | null;
  /** Of `tables-differ`: what differs, of which kind, and the index in the ledger: `row-altered/duties/17`. */
  readonly about?: string;
}
