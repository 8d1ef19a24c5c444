/**
 * Sends the sealed pseudonyms of a month after its end. Each message has the same number, sorted by their bytes; dummies fill the last one.
 * A lane without a traveller sends one message of dummies.
 */
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { encodeBase64Url } from '../../../server/contract/base64url.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import {
  boundsOfMonth,
  monthOf,
  partnerPseudonymsBytes,
  partnerPseudonymsSigningInput,
  PSEUDONYMS_IN_MESSAGE,
} from '../../../server/contract/partner-pseudonyms.ts';
import type { PartnerTerm } from '../../../server/contract/partner-terms.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import { post } from '../../fleet/uplink/post.ts';
import type { ServerLink } from '../../fleet/uplink/server-link.ts';
import { isWholeMonth } from './partner-pseudonyms.ts';
import { sealDummy } from './seal-pseudonym.ts';
import type { AgreementMonth, SealedPseudonyms } from './sealed-pseudonyms.ts';

export interface SendPseudonymsOptions {
  readonly kioskId: KioskId;
  readonly element: Pick<SecureElement, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
  readonly store: SealedPseudonyms;
  readonly terms: () => readonly PartnerTerm[];
  readonly randomBytes: (length: number) => Uint8Array;
}

/** `sent`: nothing is left. `waits`: the server did not accept all. `refused`: it finally refuses a month, which is erased here. */
export type SentPseudonyms = 'sent' | 'waits' | 'refused';

const LIMIT_MS = 30_000;
const DAY_MS = 86_400_000;

/** Closes the previous month and sends all closed months. Rejects as the secure element and the database do. */
export async function sendPseudonyms(options: SendPseudonymsOptions, nowMs: number): Promise<SentPseudonyms> {
  const { store, terms } = options;
  await closeMonth(options, monthOf(boundsOfMonth(monthOf(nowMs)).from - DAY_MS));
  let sent: SentPseudonyms = 'sent';
  for (const due of await store.toSend()) {
    if (!terms().some(({ agreement }) => agreement.digest === due.agreement)) continue;
    const outcome = await sendMonth(options, due);
    if (outcome === 'waits') return 'waits';
    if (outcome === 'refused') sent = 'refused';
  }
  return sent;
}

/** Fills the last message of the month, so that an observer sees only the number of messages. */
async function closeMonth({ store, terms, randomBytes }: SendPseudonymsOptions, month: string): Promise<void> {
  for (const term of terms()) {
    const place = { agreement: term.agreement.digest, month };
    if (!isWholeMonth(term, month) || (await store.isClosed(place))) continue;
    const made = await store.count(place);
    const messages = Math.max(1, Math.ceil(made / PSEUDONYMS_IN_MESSAGE));
    const dummies: Uint8Array[] = [];
    while (made + dummies.length < messages * PSEUDONYMS_IN_MESSAGE)
      dummies.push(await sealDummy(term, month, randomBytes));
    await store.close(place, dummies);
  }
}

async function sendMonth(options: SendPseudonymsOptions, place: AgreementMonth): Promise<SentPseudonyms> {
  const { kioskId, element, link, store } = options;
  for (let batch = await store.next(place); batch.length > 0; batch = await store.next(place)) {
    const payload = partnerPseudonymsBytes({
      version: 1,
      kioskId,
      ...place,
      sealed: encodeBase64Url(Buffer.concat(batch)),
    });
    const signature = await element.sign(partnerPseudonymsSigningInput(payload));
    const envelope = encodeEnvelope({ kioskId, payload, signature });
    const outcome = await post(link, '/v1/partner-pseudonyms', envelope, AbortSignal.timeout(LIMIT_MS));
    if (outcome.kind === 'refused' && outcome.code === 'not-found') {
      await store.erase(place);
      return 'refused';
    }
    if (outcome.kind !== 'accepted') return 'waits';
    await store.remove(place, batch);
  }
  return 'sent';
}
