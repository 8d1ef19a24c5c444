import type { TokenBuckets } from '../../hardware/host/token-bucket.ts';
import type { RoomContext } from '../context/room-context.ts';
import type { ReceiptSigner } from './receipt-signer.ts';

/** What the room that takes reports and statuses uses beside the context of every room. */
export interface IngestContext extends RoomContext {
  readonly receipts: ReceiptSigner;
  readonly reportPace: TokenBuckets;
  readonly statusPace: TokenBuckets;
}
