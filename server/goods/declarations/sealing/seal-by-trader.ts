/**
 * Seals a declaration in the trader's own program or browser, with Web Crypto alone, in the form of `seal-declaration.ts`. The server then gets
 * no plaintext. Memory is not overwritten here: it is the trader's own.
 */
import { decodeBase64Url, encodeBase64Url } from '../../../contract/base64url.ts';
import type { FieldGroup } from '../../../contract/office-keys.ts';
import type { Declaration } from '../form/declaration.ts';
import { type Fields, partIntoGroups } from './field-groups.ts';
import type { Readers } from './readers.ts';
import type { SealedEnvelope } from './sealed-envelope.ts';
import { groupContext, KEY_BYTES, NONCE, officeInfo, paddedLength, type Sealing, suite } from './sealed-form.ts';

export type SealedByTrader =
  | { readonly kind: 'sealed'; readonly content: SealedEnvelope['content'] }
  /** No office reads this group, or the keys of its readers have expired. */
  | { readonly kind: 'no-reader'; readonly group: FieldGroup };

/**
 * @param sealing number and trader, as `POST /v1/sealed-declarations/numbers` gave them
 * @param readers whose digest the trader has compared (`readersDigest`)
 */
export async function sealByTrader(
  declaration: Declaration,
  sealing: Sealing,
  { offices }: Readers,
  nowMs: number,
): Promise<SealedByTrader> {
  const parted = partIntoGroups(declaration);
  const named = Object.values(declaration.offices ?? {});
  const readers = offices.filter(
    ({ office, reads, validUntil }) => validUntil > nowMs && (reads === 'all' || named.includes(office)),
  );
  const keys = new Map<FieldGroup, Uint8Array<ArrayBuffer>>();
  const groups: { group: FieldGroup; sealed: string }[] = [];
  for (const [group, fields] of parted) {
    if (!readers.some((reader) => reader.groups.includes(group))) return { kind: 'no-reader', group };
    const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
    keys.set(group, key);
    groups.push({ group, sealed: await seal(key, paddedText(fields), groupContext(sealing, group)) });
  }
  const sealedTo: SealedEnvelope['content']['offices'][number][] = [];
  for (const { office, groups: readable, publicKey } of readers) {
    const bytes = Uint8Array.from(decodeBase64Url(publicKey) ?? []);
    const recipientPublicKey = await suite.kem.deserializePublicKey(bytes.buffer);
    const sender = await suite.createSenderContext({ recipientPublicKey, info: officeInfo(sealing, office) });
    const wrapped: { group: FieldGroup; wrapped: string }[] = [];
    for (const [group, key] of keys) {
      if (!readable.includes(group)) continue;
      const context = groupContext(sealing, group);
      const wrappingKey = new Uint8Array(await sender.export(context, KEY_BYTES));
      wrapped.push({ group, wrapped: await seal(wrappingKey, key, context) });
    }
    sealedTo.push({ office, encapsulation: encodeBase64Url(new Uint8Array(sender.enc)), keys: wrapped });
  }
  return { kind: 'sealed', content: { groups, offices: sealedTo } };
}

async function seal(
  key: Uint8Array<ArrayBuffer>,
  text: Uint8Array<ArrayBuffer>,
  additionalData: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: NONCE, additionalData }, imported, text);
  return encodeBase64Url(new Uint8Array(sealed));
}

/** As `seal-declaration.ts` has it: each text with a zero byte behind it, then spaces. */
function paddedText(fields: Fields): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(
    fields
      .flat()
      .map((part) => `${part}\0`)
      .join(''),
  );
  const text = new Uint8Array(paddedLength(bytes.length)).fill(0x20);
  text.set(bytes);
  return text;
}
