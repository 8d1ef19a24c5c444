/** Opens a delivery of pseudonyms at the partner and counts the documents of its list that are among them. */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { documentOfPartner, sealedPseudonymsIn, sealingInfo } from '../../contract/partner-pseudonyms.ts';
import type { SealedDocuments } from '../projection/sealed-documents.ts';
import { type PseudonymKey, pseudonymWith } from './pseudonym-key.ts';

const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const ENCAPSULATION_BYTES = 32;

export interface CountedDocuments {
  /** Distinct documents of the list. */
  readonly listed: number;
  /** Those of them that were seen in the month. */
  readonly seen: number;
  /** Sealed pseudonyms of the delivery, dummies included. */
  readonly sealed: number;
  /** Those that do not open with this key: none, unless the agreement named another key. */
  readonly unopened: number;
}

/** A document of the partner's list. */
export interface ListedDocument {
  readonly issuingState: string;
  /** As printed, without fillers. */
  readonly number: string;
}

export async function countDocuments(
  { agreement, period, sealed }: SealedDocuments,
  key: PseudonymKey,
  list: readonly ListedDocument[],
): Promise<CountedDocuments> {
  const recipientKey = await suite.kem.importKey('raw', Uint8Array.from(key.openWith).buffer, false);
  const info = sealingInfo(agreement.digest, period.name);
  const seen = new Set<string>();
  let unopened = 0;
  const all = sealedPseudonymsIn(decodeBase64Url(sealed) ?? new Uint8Array());
  for (const one of all) {
    const pseudonym = await openOne(one, recipientKey, info);
    if (pseudonym === undefined) unopened += 1;
    else seen.add(pseudonym);
  }
  const place = { agreement: agreement.id, month: period.name };
  const listed = new Set(
    list.map(({ issuingState, number }) =>
      Buffer.from(pseudonymWith(key, place, documentOfPartner(issuingState, number))).toString('hex'),
    ),
  );
  const found = [...listed].filter((one) => seen.has(one)).length;
  return { listed: listed.size, seen: found, sealed: all.length, unopened };
}

async function openOne(
  sealed: Uint8Array,
  recipientKey: Awaited<ReturnType<typeof suite.kem.importKey>>,
  info: Uint8Array<ArrayBuffer>,
): Promise<string | undefined> {
  try {
    const enc = Uint8Array.from(sealed.subarray(0, ENCAPSULATION_BYTES));
    const recipient = await suite.createRecipientContext({ recipientKey, enc, info });
    const opened = await recipient.open(Uint8Array.from(sealed.subarray(ENCAPSULATION_BYTES)));
    return Buffer.from(opened).toString('hex');
  } catch {
    return undefined;
  }
}

/** One line for each document: the issuing state, a space, the number. `undefined` when a line is malformed. */
export function readDocumentList(text: string): ListedDocument[] | undefined {
  const list: ListedDocument[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, issuingState, number] = /^([A-Z]{1,3}) ([A-Z0-9]{1,32})$/.exec(line.trim()) ?? [];
    if (issuingState === undefined || number === undefined) return undefined;
    list.push({ issuingState, number });
  }
  return list;
}
