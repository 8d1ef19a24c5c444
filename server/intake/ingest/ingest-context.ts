import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { ReceiptSigner } from './receipt-signer.ts';

/** A lane makes two reports per traveller and, after hours offline, delivers those that it stored. */
const REPORT_RATE = { perSecond: 100, burst: 500 };
const STATUS_RATE = { perSecond: 5, burst: 30 };
/** A lane compares a few times a minute and, after hours offline, reports the attempts that it made. */
const ATTEMPT_RATE = { perSecond: 5, burst: 60 };

/** Dependencies of receiving reports and statuses, besides the common context. */
export interface IngestContext extends RoomContext {
  readonly receipts: ReceiptSigner;
  readonly reportRateLimit: TokenBuckets;
  readonly statusRateLimit: TokenBuckets;
  readonly attemptRateLimit: TokenBuckets;
}

export function openIngest(context: RoomContext): IngestContext {
  return {
    ...context,
    receipts: new ReceiptSigner(context.signer),
    reportRateLimit: new TokenBuckets(REPORT_RATE, context.clock),
    statusRateLimit: new TokenBuckets(STATUS_RATE, context.clock),
    attemptRateLimit: new TokenBuckets(ATTEMPT_RATE, context.clock),
  };
}
