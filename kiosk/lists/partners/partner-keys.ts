/**
 * The keys of partners in a lane's secure element. The lane keeps a request ready, signed by its element; each partner seals its key to the
 * lanes that asked, and two people sign the terms with the sealed keys. A key opens at this lane only, and once.
 */
import type { ChainName } from '../../../hardware/secure-element/chain.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { encodeBase64Url } from '../../../server/contract/base64url.ts';
import { LANE_KEY_REQUEST_FORM, signedFileText } from '../../../server/contract/lane-key-request.ts';
import { PSEUDONYM_BYTES, pseudonymKeyCheck, pseudonymLabel } from '../../../server/contract/partner-pseudonyms.ts';
import { generationOfKey, partnerKeyBound, type PartnerTerm } from '../../../server/contract/partner-terms.ts';
import { payloadBytes } from '../../../server/contract/payload.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import { signingInput } from '../../../server/contract/signing.ts';
import type { PartnerKeyDelivery } from '../../platform/base/vocabulary.ts';
import { transportKeysIn } from '../../fleet/handles/lane-transport.ts';
import { openSecret, type TransportKeys } from '../../fleet/handles/seal-secret.ts';

const TRANSPORT: ChainName = { purpose: 'transport', generation: 2, place: 0 };
const SEED_LABEL = 'postern/partner-transport/v1';

/** The text of the lane's request, unchanged until it is used. Rejects as the secure element does. */
export async function partnerKeyRequest(kioskId: KioskId, element: KeyProvider): Promise<string> {
  const { publicKey } = await transportKeysIn(element, TRANSPORT, SEED_LABEL);
  const transportKey = encodeBase64Url(publicKey);
  const payload = payloadBytes(LANE_KEY_REQUEST_FORM, { version: 1, kioskId, transportKey });
  const signature = await element.sign(signingInput('partner-key-request', payload));
  return signedFileText(payload, await element.publicKey(), signature);
}

/**
 * Takes the keys of the terms that this lane does not hold, and destroys those that the terms do not name. Rejects as the secure element does.
 *
 * @returns the outcome for each term, in their order
 */
export async function takePartnerKeys(
  kioskId: KioskId,
  element: KeyProvider,
  terms: readonly PartnerTerm[],
): Promise<PartnerKeyDelivery[]> {
  const named = terms.map(generationOfKey);
  const held = new Set<number>();
  for (const chain of await element.chains()) {
    if (chain.purpose !== 'partners') continue;
    if (named.includes(chain.generation)) held.add(chain.generation);
    else await element.destroyChain(chain);
  }
  const missing = terms.some((term) => !held.has(generationOfKey(term)) && isFor(kioskId, term));
  const transport = missing ? await transportKeysIn(element, TRANSPORT, SEED_LABEL) : undefined;
  const deliveries: PartnerKeyDelivery[] = [];
  for (const term of terms) {
    const delivery = held.has(generationOfKey(term)) ? 'already' : await takeOne(kioskId, element, term, transport);
    if (delivery === 'taken') held.add(generationOfKey(term));
    deliveries.push(delivery);
  }
  // The request is used: keys sealed to it can no longer be opened
  if (deliveries.includes('taken')) await element.destroyChain(TRANSPORT);
  return deliveries;
}

async function takeOne(
  kioskId: KioskId,
  element: KeyProvider,
  term: PartnerTerm,
  transport: TransportKeys | undefined,
): Promise<PartnerKeyDelivery> {
  const mine = term.lanes.find((lane) => lane.kioskId === kioskId);
  if (mine === undefined || transport === undefined) return 'other-lane';
  const key = await openSecret(mine, partnerKeyBound(term, mine), transport);
  if (key === undefined) return 'other-request';
  try {
    if (pseudonymKeyCheck(key) !== term.keyCheck) return 'other-key';
    await element.importChain(chainOfKey(term), key);
    return 'taken';
  } finally {
    key.fill(0);
  }
}

function isFor(kioskId: KioskId, { lanes }: PartnerTerm): boolean {
  return lanes.some((lane) => lane.kioskId === kioskId);
}

function chainOfKey(term: Pick<PartnerTerm, 'keyCheck'>): ChainName {
  return { purpose: 'partners', generation: generationOfKey(term), place: 0 };
}

/**
 * The pseudonym of a document, wiped by the caller. Rejects as the secure element does, with `unknown-key` when the lane has no such key.
 *
 * @param document as `documentSubject` makes it
 */
export async function pseudonymInside(
  element: Pick<KeyProvider, 'chainPrf'>,
  term: Pick<PartnerTerm, 'agreement' | 'keyCheck'>,
  month: string,
  document: Uint8Array,
): Promise<Uint8Array> {
  const value = await element.chainPrf(chainOfKey(term), pseudonymLabel(term.agreement.id, month), document);
  return value.subarray(0, PSEUDONYM_BYTES);
}
