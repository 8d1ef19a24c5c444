/** Opens field groups in an officer's browser. Browsers import this file: it uses Web Crypto alone. */
import { XWing } from '@hpke/hybridkem-x-wing';
import { decodeBase64Url } from '../../../contract/base64url.ts';
import type { OfficeMember } from '../../../contract/office-keys.ts';
import type { Fields } from './field-groups.ts';
import {
  groupContext,
  NONCE,
  officeInfo,
  type SealedGroup,
  type SealedKeys,
  type Sealing,
  seedInfo,
  suite,
} from './sealed-form.ts';

type KeyPair = Awaited<ReturnType<typeof suite.kem.generateKeyPair>>;

/** @param seed 32 bytes, wiped by the caller */
export function keyPairOf(seed: Uint8Array): Promise<KeyPair> {
  return new XWing().generateKeyPairDerand(Uint8Array.from(seed));
}

/**
 * The private seed of an office, 32 bytes, which the caller wipes. Rejects when it was not sealed to this member.
 *
 * @param own the member's key pair
 */
export async function openOfficeSeed(
  office: string,
  { officerId, encapsulation, sealedSeed }: OfficeMember,
  own: KeyPair,
): Promise<Uint8Array> {
  const recipient = await suite.createRecipientContext({
    recipientKey: own,
    enc: bytesIn(encapsulation),
    info: seedInfo(office, officerId),
  });
  return new Uint8Array(await recipient.open(bytesIn(sealedSeed)));
}

/** One group's fields. Rejects when they were not sealed to this office, for this declaration and this trader. */
export async function openGroup(
  sealing: Sealing,
  { office, encapsulation, keys }: SealedKeys,
  { group, sealed }: SealedGroup,
  officeKey: KeyPair,
): Promise<Fields> {
  const wrapped = keys.find((one) => one.group === group)?.wrapped;
  if (wrapped === undefined) throw new Error(`the group is not sealed to this office`);
  const recipient = await suite.createRecipientContext({
    recipientKey: officeKey,
    enc: Uint8Array.from(encapsulation),
    info: officeInfo(sealing, office),
  });
  const context = groupContext(sealing, group);
  const wrappingKey = new Uint8Array(await recipient.export(context, 32));
  const key = await open(wrappingKey, wrapped, context);
  wrappingKey.fill(0);
  const text = await open(key, sealed, context);
  key.fill(0);
  const fields = fieldsIn(text);
  text.fill(0);
  return fields;
}

async function open(
  key: Uint8Array<ArrayBuffer>,
  sealed: Uint8Array,
  additionalData: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const algorithm = { name: 'AES-GCM', iv: NONCE, additionalData };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, imported, Uint8Array.from(sealed)));
}

/** The reverse of the padded text. */
function fieldsIn(text: Uint8Array): Fields {
  const end = text.lastIndexOf(0);
  const parts = new TextDecoder('utf-8', { fatal: true }).decode(text.subarray(0, end)).split('\0');
  return parts.flatMap((pointer, index) => (index % 2 === 0 ? [[pointer, parts[index + 1] ?? ''] as const] : []));
}

function bytesIn(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(decodeBase64Url(text) ?? []);
}
