/** Sends the sums of a month after its end, once for each agreement. */
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { listCountsBytes, listCountsSigningInput, type ListSums } from '../../../server/contract/list-counts.ts';
import { boundsOfMonth, monthOf } from '../../../server/contract/partner-pseudonyms.ts';
import type { CountedList } from '../../../server/contract/partner-terms.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import { isWholeMonth } from '../partners/partner-pseudonyms.ts';
import { post } from '../../fleet/uplink/post.ts';
import type { ServerLink } from '../../fleet/uplink/server-link.ts';
import type { CountedMonth, MonthlySums } from './monthly-sums.ts';

export interface SendSumsOptions {
  readonly kioskId: KioskId;
  readonly element: Pick<SecureElement, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
  readonly sums: MonthlySums;
}

/** `sent`: nothing is left. `waits`: the server did not accept all. `refused`: it finally refuses a month, whose sums are erased here. */
export type SentSums = 'sent' | 'waits' | 'refused';

const LIMIT_MS = 30_000;
const DAY_MS = 86_400_000;

/** Closes the previous month and sends all closed months. Rejects as the secure element and the database do. */
export async function sendSums(
  options: SendSumsOptions,
  lists: readonly CountedList[],
  nowMs: number,
): Promise<SentSums> {
  const { sums } = options;
  const before = monthOf(boundsOfMonth(monthOf(nowMs)).from - DAY_MS);
  for (const term of lists) {
    const place = { agreement: term.agreement.digest, month: before };
    if (isWholeMonth(term, before) && !(await sums.isClosed(place))) await sums.close(place);
  }
  let sent: SentSums = 'sent';
  for (const due of await sums.toSend()) {
    const term = lists.find(({ agreement }) => agreement.digest === due.agreement);
    if (term === undefined) continue;
    const outcome = await sendMonth(options, term, due);
    if (outcome === 'waits') return 'waits';
    if (outcome === 'refused') sent = 'refused';
  }
  return sent;
}

async function sendMonth(
  { kioskId, element, link, sums }: SendSumsOptions,
  { list, publicKey }: CountedList,
  due: CountedMonth & ListSums,
): Promise<SentSums> {
  const payload = listCountsBytes({ version: 1, kioskId, list, publicKey, ...due });
  const signature = await element.sign(listCountsSigningInput(payload));
  const envelope = encodeEnvelope({ kioskId, payload, signature });
  const outcome = await post(link, '/v1/list-counts', envelope, AbortSignal.timeout(LIMIT_MS));
  // No longer awaited, or not the sums that this lane sent before
  const isOver = outcome.kind === 'refused' && (outcome.code === 'not-found' || outcome.code === 'invalid-message');
  if (outcome.kind !== 'accepted' && !isOver) return 'waits';
  await sums.sent(due);
  return isOver ? 'refused' : 'sent';
}
