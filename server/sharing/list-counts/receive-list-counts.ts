/** Takes what a lane counted with a partner's blind list in a month: once for each lane, agreement and month. */
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { type ListCounts, readListCounts } from '../../contract/list-counts.ts';
import { boundsOfMonth } from '../../contract/partner-pseudonyms.ts';
import { authenticate, type JudgeAuthor } from '../../intake/ingest/authenticate.ts';
import type { IngestContext } from '../../intake/ingest/ingest-context.ts';
import type { AgreedListed } from '../agreement/agreement.ts';
import { findListCounts, insertListCounts } from '../deliveries/tables/list-count-table.ts';
import { judgeAwaited } from '../pseudonyms/awaited.ts';

const DAY_MS = 86_400_000;

export type ReceivedListCounts = { readonly kind: 'taken' } | Refusal;

/** Rejects as `receiveReport` does. */
export async function receiveListCounts(
  context: IngestContext,
  wire: Uint8Array,
  judgeAuthor?: JudgeAuthor,
): Promise<ReceivedListCounts> {
  const sender = await authenticate(context, 'list-counts', wire, judgeAuthor);
  if (sender.kind === 'refused') return sender;
  const invalid = (refusal: Refusal): Refusal => {
    context.alarms.raise({ kind: 'invalid-message', kioskId: sender.kiosk.id, fromSequence: null, toSequence: null });
    return refusal;
  };
  const read = readListCounts(sender.envelope);
  if (read.kind === 'refused') return invalid(read);
  const { message } = read;
  const at = Math.round(context.clock.wallMs());
  if (boundsOfMonth(message.month).to > at) return refuse('unavailable', 'the month is not over', 'month');
  const signature = encodeBase64Url(sender.envelope.signature);
  const outcome = await context.queue.run(async (transaction) => {
    const dataset = (await judgeAwaited(transaction, 'listed-documents'))(message);
    if (dataset?.dataset !== 'listed-documents') return 'not-awaited';
    if (at >= countedUntil(dataset, message)) return 'not-awaited';
    if (!isOfList(dataset, message)) return 'other-list';
    const { agreement, month, compared, found, missed } = message;
    const row = { agreement, month, compared, found, missed, signature, receivedAt: at, kioskId: sender.kiosk.id };
    if (await insertListCounts(transaction, row)) return 'taken';
    const there = await findListCounts(transaction, message, sender.kiosk.id);
    const isSame = there?.compared === compared && there.found === found && there.missed === missed;
    return isSame ? 'taken' : 'other-counts';
  });
  switch (outcome) {
    case 'taken':
      return { kind: 'taken' };
    case 'not-awaited':
      return refuse('not-found', 'no delivery awaits counts of this month', 'agreement');
    case 'other-list':
      return invalid(refuse('invalid-message', 'must be the list and the key of the agreement', 'list'));
    case 'other-counts':
      return invalid(refuse('invalid-message', 'must be the counts that the lane sent before', 'compared'));
  }
}

/** Counts that come later are not in the delivery, whenever it is made. */
function countedUntil({ delayDays }: AgreedListed, { month }: ListCounts): number {
  return boundsOfMonth(month).to + delayDays * DAY_MS;
}

function isOfList({ list }: AgreedListed, message: ListCounts): boolean {
  return message.list === list.id && message.publicKey === list.publicKey;
}
