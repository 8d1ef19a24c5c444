/**
 * Takes sealed pseudonyms from a lane. The message tells the lane, because it must be one of the fleet; what is stored tells neither the lane
 * nor the time, and no log or ledger has them.
 */
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { decodeBase64Url } from '../../contract/base64url.ts';
import {
  boundsOfMonth,
  PSEUDONYMS_IN_MESSAGE,
  readPartnerPseudonyms,
  sealedPseudonymsIn,
} from '../../contract/partner-pseudonyms.ts';
import { authenticate, type JudgeAuthor } from '../../intake/ingest/authenticate.ts';
import type { IngestContext } from '../../intake/ingest/ingest-context.ts';
import { MAX_DOCUMENTS } from '../projection/sealed-documents.ts';
import { judgeAwaited } from './awaited.ts';
import { countPseudonyms, insertPseudonyms } from '../deliveries/tables/pseudonym-table.ts';

export type ReceivedPseudonyms = { readonly kind: 'taken' } | Refusal;

/** Rejects as `receiveReport` does. */
export async function receivePseudonyms(
  context: IngestContext,
  wire: Uint8Array,
  judgeAuthor?: JudgeAuthor,
): Promise<ReceivedPseudonyms> {
  const sender = await authenticate(context, 'partner-pseudonyms', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const read = readPartnerPseudonyms(sender.envelope);
  if (read.kind === 'refused') {
    context.alarms.raise({ kind: 'invalid-message', kioskId: sender.kiosk.id, fromSequence: null, toSequence: null });
    return read;
  }
  const { agreement, month, sealed } = read.message;
  const place = { agreement, month };
  // During the month the number of messages would tell how many travellers there were so far
  if (boundsOfMonth(month).to > context.clock.wallMs()) return refuse('unavailable', 'the month is not over', 'month');
  const pseudonyms = sealedPseudonymsIn(decodeBase64Url(sealed) ?? new Uint8Array());
  return context.queue.run(async (transaction): Promise<ReceivedPseudonyms> => {
    const awaited = await judgeAwaited(transaction, 'documents');
    if (awaited(place) === undefined)
      return refuse('not-found', 'no delivery awaits pseudonyms of this month', 'agreement');
    // A full month is refused as a whole when it is due, and an alarm tells it
    if ((await countPseudonyms(transaction, place)) < MAX_DOCUMENTS + PSEUDONYMS_IN_MESSAGE)
      await insertPseudonyms(transaction, place, pseudonyms);
    return { kind: 'taken' };
  });
}
