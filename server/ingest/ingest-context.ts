import type { TokenBuckets } from '../../hardware/host/token-bucket.ts';
import type { RoomContext } from '../context/room-context.ts';
import type { ReceiptSigner } from './receipt-signer.ts';

/** Dependencies of receiving reports and statuses, besides the common context. */
export interface IngestContext extends RoomContext {
  readonly receipts: ReceiptSigner;
  readonly reportRateLimit: TokenBuckets;
  readonly statusRateLimit: TokenBuckets;
}
