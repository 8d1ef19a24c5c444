/**
 * Makes the terms that lanes need: the partner seals its key to each lane and writes one entry; a blind list needs no key, so the agency writes
 * its entry from the agreement. The agency puts the entries of its partners into one draft, which two of its people sign with
 * `postern-lane documents sign partner-terms`.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import {
  LANE_KEY_REQUEST_FORM,
  type LaneKeyList,
  type LaneKeyRequest,
  openSignedFile,
} from '../../contract/lane-key-request.ts';
import {
  type CountedList,
  countedListSchema,
  PARTNER_TERMS_FORM,
  partnerKeyBound,
  type PartnerTerm,
  partnerTermSchema,
  type PartnerTerms,
} from '../../contract/partner-terms.ts';
import { documentBytes } from '../../contract/signed-document.ts';
import { type Agreement, agreementDigest } from '../agreement/agreement.ts';
import type { PseudonymKey } from './pseudonym-key.ts';

/** The same suite as `kiosk/fleet/handles/seal-secret.ts`, which opens. */
const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export type MadeTerm =
  | { readonly kind: 'made'; readonly term: PartnerTerm; readonly refused: readonly string[] }
  /** `no-documents`: the agreement has no such dataset. `other-key`: it names another key. */
  | { readonly kind: 'refused'; readonly code: 'no-documents' | 'other-key' };

/** @param requests of lanes, by the names of their files */
export async function makeTerm(
  agreement: Agreement,
  key: PseudonymKey,
  { lanes, requests }: { readonly lanes: LaneKeyList; readonly requests: ReadonlyMap<string, Uint8Array> },
): Promise<MadeTerm> {
  const dataset = agreement.datasets.find((one) => one.dataset === 'documents');
  if (dataset?.dataset !== 'documents') return { kind: 'refused', code: 'no-documents' };
  const { keyCheck, sealTo } = dataset.pseudonym;
  if (keyCheck !== key.keyCheck || sealTo !== key.sealTo) return { kind: 'refused', code: 'other-key' };
  const { id, version, from, until, parties } = agreement;
  const common = {
    agreement: { id, version, digest: agreementDigest(agreement) },
    partner: parties.recipient.party,
    issuingStates: dataset.issuingStates,
    keyCheck,
    sealTo,
    from,
    until,
  };
  const sealed: PartnerTerm['lanes'] = [];
  const refused: string[] = [];
  for (const [name, bytes] of [...requests].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const request = requestOf(bytes, lanes);
    if (request === undefined) refused.push(name);
    else sealed.push(await sealToLane(request, common, key.secret));
  }
  return { kind: 'made', term: partnerTermSchema.parse({ ...common, lanes: sealed }), refused };
}

function requestOf(bytes: Uint8Array, lanes: LaneKeyList): LaneKeyRequest | undefined {
  for (const [kioskId, publicKey] of lanes) {
    const read = openSignedFile(bytes, 'partner-key-request', LANE_KEY_REQUEST_FORM, publicKey);
    if (read.kind === 'read' && read.message.kioskId === kioskId) return read.message;
  }
  return undefined;
}

async function sealToLane(
  { kioskId, transportKey }: LaneKeyRequest,
  term: Pick<PartnerTerm, 'agreement' | 'keyCheck'>,
  secret: Uint8Array,
): Promise<PartnerTerm['lanes'][number]> {
  const publicKey = Uint8Array.from(decodeBase64Url(transportKey) ?? []);
  const transport = bytesToHex(sha256(publicKey));
  const { info, additionalData } = partnerKeyBound(term, { kioskId, transport });
  const sender = await suite.createSenderContext({
    recipientPublicKey: await suite.kem.deserializePublicKey(publicKey),
    info,
  });
  const sealed = await sender.seal(secret, additionalData);
  return {
    kioskId,
    transport,
    encapsulation: encodeBase64Url(new Uint8Array(sender.enc)),
    sealed: encodeBase64Url(new Uint8Array(sealed)),
  };
}

/** `undefined`: the agreement does not have the dataset `listed-documents`. */
export function makeCountedList(agreement: Agreement): CountedList | undefined {
  const dataset = agreement.datasets.find((one) => one.dataset === 'listed-documents');
  if (dataset?.dataset !== 'listed-documents') return undefined;
  const { id, version, from, until, parties } = agreement;
  return countedListSchema.parse({
    agreement: { id, version, digest: agreementDigest(agreement) },
    partner: parties.recipient.party,
    issuingStates: dataset.issuingStates,
    list: dataset.list.id,
    publicKey: dataset.list.publicKey,
    smallestList: dataset.list.smallest,
    from,
    until,
  });
}

/** A draft with the entries, after the one before. Throws `ContractError` when they contradict each other. */
export function draftOfTerms(
  entries: readonly (PartnerTerm | CountedList)[],
  { number, validFrom }: Pick<PartnerTerms, 'number' | 'validFrom'>,
): PartnerTerms {
  const agreements = entries.filter((one) => 'keyCheck' in one);
  const lists = entries.filter((one) => 'list' in one);
  const draft: PartnerTerms = { version: 1, number, validFrom, agreements, ...(lists.length > 0 && { lists }) };
  documentBytes(PARTNER_TERMS_FORM, draft);
  return draft;
}
