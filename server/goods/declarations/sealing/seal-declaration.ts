/** Seals the field groups of a declaration to the offices that may read them. */
import { createCipheriv, randomBytes } from 'node:crypto';
import { offHeap } from '../../../../hardware/host/off-heap.ts';
import { decodeBase64Url } from '../../../contract/base64url.ts';
import type { FieldGroup, ListedOffice, OfficeKeyList } from '../../../contract/office-keys.ts';
import type { Declaration } from '../form/declaration.ts';
import { type Fields, partIntoGroups } from './field-groups.ts';
import {
  groupContext,
  KEY_BYTES,
  NONCE,
  officeInfo,
  paddedLength,
  type SealedGroup,
  type SealedKeys,
  type Sealing,
} from './sealed-form.ts';
import { sealingSuite as suite } from './sealing-suite.ts';

const CIPHER = 'aes-256-gcm';
type PublicKey = Awaited<ReturnType<typeof suite.kem.deserializePublicKey>>;

export interface SealedContent {
  readonly groups: readonly SealedGroup[];
  readonly offices: readonly SealedKeys[];
}

/** The offices of a list, with their keys ready for use. */
export class SealingOffices {
  readonly #offices: readonly ListedOffice[];
  readonly #keys = new Map<string, Promise<PublicKey>>();

  constructor({ offices }: OfficeKeyList) {
    this.#offices = offices;
  }

  /** Those that read all declarations, and those that this one names. */
  readersOf({ offices }: Declaration, nowMs: number): readonly ListedOffice[] {
    const named = Object.values(offices ?? {});
    return this.#offices.filter(
      ({ office, reads, validUntil }) => validUntil > nowMs && (reads === 'all' || named.includes(office)),
    );
  }

  publicKeyOf({ office, publicKey }: ListedOffice): Promise<PublicKey> {
    const known = this.#keys.get(office);
    if (known !== undefined) return known;
    const bytes = decodeBase64Url(publicKey) ?? new Uint8Array();
    const key = suite.kem.deserializePublicKey(Uint8Array.from(bytes));
    this.#keys.set(office, key);
    return key;
  }
}

/** `unreadable`: a group that this declaration has would have no reader, because the keys of the offices have expired. */
export type SealOutcome = ({ readonly kind: 'sealed' } & SealedContent) | { readonly kind: 'unreadable' };

export async function sealDeclaration(
  declaration: Declaration,
  sealing: Sealing,
  offices: SealingOffices,
  nowMs: number,
): Promise<SealOutcome> {
  const parted = partIntoGroups(declaration);
  const readers = offices.readersOf(declaration, nowMs);
  for (const group of parted.keys())
    if (!readers.some(({ groups }) => groups.includes(group))) return { kind: 'unreadable' };
  const keys = new Map<FieldGroup, Uint8Array>();
  try {
    const groups = [...parted].map(([group, fields]) => {
      const key = offHeap(KEY_BYTES);
      key.set(randomBytes(KEY_BYTES));
      keys.set(group, key);
      const text = paddedText(fields);
      const sealed = seal(key, text, groupContext(sealing, group));
      text.fill(0);
      return { group, sealed };
    });
    const sealedTo: SealedKeys[] = [];
    for (const reader of readers)
      sealedTo.push(await sealKeys(reader, await offices.publicKeyOf(reader), keys, sealing));
    return { kind: 'sealed', groups, offices: sealedTo };
  } finally {
    for (const key of keys.values()) key.fill(0);
  }
}

async function sealKeys(
  { office, groups }: ListedOffice,
  recipientPublicKey: PublicKey,
  keys: ReadonlyMap<FieldGroup, Uint8Array>,
  sealing: Sealing,
): Promise<SealedKeys> {
  const sender = await suite.createSenderContext({ recipientPublicKey, info: officeInfo(sealing, office) });
  const wrapped: { group: FieldGroup; wrapped: Uint8Array<ArrayBuffer> }[] = [];
  for (const [group, key] of keys) {
    if (!groups.includes(group)) continue;
    const context = groupContext(sealing, group);
    const wrappingKey = new Uint8Array(await sender.export(context, KEY_BYTES));
    wrapped.push({ group, wrapped: seal(wrappingKey, key, context) });
    wrappingKey.fill(0);
  }
  return { office, encapsulation: new Uint8Array(sender.enc), keys: wrapped };
}

function seal(key: Uint8Array, text: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer> {
  const cipher = createCipheriv(CIPHER, key, NONCE).setAAD(context);
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

/** Each field as UTF-8 with a zero byte behind pointer and value, which neither contains, padded with spaces that no pointer begins with. */
function paddedText(fields: Fields): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const [pointer, value] of fields) length += Buffer.byteLength(pointer) + Buffer.byteLength(value) + 2;
  const text = offHeap(paddedLength(length)).fill(0x20);
  const buffer = Buffer.from(text.buffer, text.byteOffset, text.length);
  let at = 0;
  for (const part of fields.flat()) {
    at += buffer.write(part, at);
    buffer[at++] = 0;
  }
  return text;
}
