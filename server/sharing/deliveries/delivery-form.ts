/**
 * The form of a delivery: a file of canonical JSON with a readable head, the content sealed to the partner, and the server's signature. HPKE
 * (RFC 9180, base mode): X-Wing, HKDF-SHA256, AES-256-GCM. The additional data is the agreement's digest, so that a delivery opens under the
 * version that the partner signed and under no other. The partner's program imports this file too.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { sha256HexSchema, wallMsSchema } from '../../contract/field.ts';
import { isSignatureValid, signingInput } from '../../contract/signing.ts';
import { agreementIdSchema } from '../agreement/agreement.ts';
import { partyIdSchema } from '../agreement/party.ts';
import { SHARED_DATASETS } from '../agreement/vocabulary.ts';
import { type Projected, projectedSchema } from '../projection/project.ts';
import { type SealedDocuments, sealedDocumentsSchema } from '../projection/sealed-documents.ts';
import { DECIDED_DELETIONS } from './vocabulary.ts';

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const INFO = 'postern/sharing-delivery/v1\n';
/** The length of a ciphertext tells no more than its number of blocks. */
const BLOCK_BYTES = 1_024;
const SPACE = 0x20;
/** 131,072 sealed pseudonyms, in base64url twice. */
const BOUNDS = { depth: 16, bytes: 16 * 1_024 * 1_024 };

/** `counts`: the content of a period, which are cells or sealed pseudonyms. `deletion`: asks for the deletion of an earlier delivery. */
export const DELIVERY_KINDS = ['counts', 'deletion'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** Why a delivery is to be deleted: its time at the partner is over, or two people decided it. */
export const DELETION_REASONS = ['retention-over', ...DECIDED_DELETIONS] as const;
export type DeletionReason = (typeof DELETION_REASONS)[number];

/** `2026-03-01`, `2026-W09` or `2026-03`. A partner's program names files by it. */
export const periodNameSchema = z.string().regex(/^\d{4}-(W\d{2}|\d{2}(-\d{2})?)$/);

export const deliveryHeadSchema = z.strictObject({
  form: z.literal(1),
  kind: z.enum(DELIVERY_KINDS),
  agreement: z.strictObject({ id: agreementIdSchema, version: z.int().min(1), digest: sha256HexSchema }),
  /** The partner, and the digest of its record, which has the keys. */
  recipient: z.strictObject({ party: partyIdSchema, record: sha256HexSchema }),
  dataset: z.enum(SHARED_DATASETS),
  period: periodNameSchema,
  madeAt: wallMsSchema,
});
export type DeliveryHead = z.infer<typeof deliveryHeadSchema>;

export const deletionRequestSchema = z.strictObject({
  form: z.literal(1),
  /** Digest of the delivery's file. */
  delivery: sha256HexSchema,
  reason: z.enum(DELETION_REASONS),
});
export type DeletionRequest = z.infer<typeof deletionRequestSchema>;

const base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const deliveryFileSchema = z.strictObject({
  delivery: deliveryHeadSchema,
  encapsulation: base64Url.max(1_600),
  sealed: base64Url.max(BOUNDS.bytes),
  signature: z.strictObject({
    /** The server's public key: 32 bytes are Ed25519, 33 bytes are P-256. */
    key: base64Url.max(44),
    value: base64Url.length(86),
  }),
});
type DeliveryFile = z.infer<typeof deliveryFileSchema>;

export type DeliveryContent = Projected | SealedDocuments | DeletionRequest;

export interface DeliverySigner {
  readonly publicKey: Uint8Array;
  sign(input: Uint8Array): Promise<Uint8Array> | Uint8Array;
}

/** Names a file, in the ledger and in receipts. */
export function fileDigest(file: Uint8Array): string {
  return bytesToHex(sha256(file));
}

/** @param encryptionKey the partner's X-Wing key, base64url */
export async function sealDelivery(
  delivery: DeliveryHead,
  content: DeliveryContent,
  { encryptionKey, signer }: { readonly encryptionKey: string; readonly signer: DeliverySigner },
): Promise<Uint8Array> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesIn(encryptionKey));
  const sender = await suite.createSenderContext({ recipientPublicKey, info: infoOf(delivery) });
  const ciphertext = await sender.seal(padded(canonicalJson(content, BOUNDS)), additionalData(delivery));
  const encapsulation = encodeBase64Url(new Uint8Array(sender.enc));
  const sealed = encodeBase64Url(new Uint8Array(ciphertext));
  const value = await signer.sign(signingInput('sharing-delivery', signedPart({ delivery, encapsulation, sealed })));
  const signature = { key: encodeBase64Url(signer.publicKey), value: encodeBase64Url(value) };
  return canonicalJson({ delivery, encapsulation, sealed, signature } satisfies DeliveryFile, BOUNDS);
}

export type OpenedDelivery =
  | { readonly kind: 'opened'; readonly head: DeliveryHead; readonly content: DeliveryContent }
  /**
   * `malformed`: not the form of a delivery. `other-key`: signed by another server. `bad-signature`. `sealed-to-another`: not for this key, or
   * changed. `other-content`: the content contradicts the head.
   */
  | {
      readonly kind: 'refused';
      readonly code: 'malformed' | 'other-key' | 'bad-signature' | 'sealed-to-another' | 'other-content';
    };

const refused = (code: Extract<OpenedDelivery, { kind: 'refused' }>['code']): OpenedDelivery => ({
  kind: 'refused',
  code,
});

/**
 * @param serverKey the key that the partner trusts, hex
 * @param decryptionSeed 32 secret bytes of the partner
 */
export async function openDelivery(
  file: Uint8Array,
  { serverKey, decryptionSeed }: { readonly serverKey: string; readonly decryptionSeed: Uint8Array },
): Promise<OpenedDelivery> {
  const read = readDelivery(file);
  if (read === undefined) return refused('malformed');
  const { delivery, encapsulation, sealed, signature } = read;
  const key = hexToBytes(serverKey);
  if (signature.key !== encodeBase64Url(key)) return refused('other-key');
  const value = bytesIn(signature.value);
  if (!isSignatureValid('sharing-delivery', signedPart({ delivery, encapsulation, sealed }), value, key))
    return refused('bad-signature');
  const text = await openSealed(read, decryptionSeed);
  if (text === undefined) return refused('sealed-to-another');
  const content = contentOf(delivery, text);
  return content === undefined ? refused('other-content') : { kind: 'opened', head: delivery, content };
}

/** The seed's public key, as the partner's record has it. */
export async function encryptionKeyOf(decryptionSeed: Uint8Array): Promise<string> {
  const { publicKey } = await new XWing().generateKeyPairDerand(Uint8Array.from(decryptionSeed));
  return encodeBase64Url(new Uint8Array(await suite.kem.serializePublicKey(publicKey)));
}

/** `undefined` unless the bytes are the canonical form of a delivery. */
function readDelivery(file: Uint8Array): DeliveryFile | undefined {
  if (file.length > BOUNDS.bytes) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
    const read = deliveryFileSchema.safeParse(JSON.parse(text));
    if (!read.success) return undefined;
    return new TextDecoder().decode(canonicalJson(read.data, BOUNDS)) === text ? read.data : undefined;
  } catch {
    return undefined;
  }
}

async function openSealed(
  { delivery, encapsulation, sealed }: DeliveryFile,
  decryptionSeed: Uint8Array,
): Promise<string | undefined> {
  try {
    const recipientKey = await new XWing().generateKeyPairDerand(Uint8Array.from(decryptionSeed));
    const recipient = await suite.createRecipientContext({
      recipientKey,
      enc: bytesIn(encapsulation),
      info: infoOf(delivery),
    });
    return new TextDecoder().decode(await recipient.open(bytesIn(sealed), additionalData(delivery)));
  } catch {
    return undefined;
  }
}

function contentOf(head: DeliveryHead, text: string): DeliveryContent | undefined {
  const json: unknown = JSON.parse(text);
  if (head.kind === 'deletion') return deletionRequestSchema.safeParse(json).data;
  const read = head.dataset === 'documents' ? sealedDocumentsSchema.safeParse(json) : projectedSchema.safeParse(json);
  if (read.data === undefined) return undefined;
  const { agreement, dataset, period } = read.data;
  const isSame =
    agreement.id === head.agreement.id &&
    agreement.version === head.agreement.version &&
    agreement.digest === head.agreement.digest &&
    dataset === head.dataset &&
    period.name === head.period;
  return isSame ? read.data : undefined;
}

function signedPart({ sealed, ...rest }: Omit<DeliveryFile, 'signature'>): Uint8Array {
  return canonicalJson({ ...rest, sealed: bytesToHex(sha256(utf8ToBytes(sealed))) });
}

function infoOf(head: DeliveryHead): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...utf8ToBytes(INFO), ...canonicalJson(head)]);
}

function additionalData({ agreement }: DeliveryHead): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hexToBytes(agreement.digest));
}

function padded(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(Math.ceil(content.length / BLOCK_BYTES) * BLOCK_BYTES).fill(SPACE);
  block.set(content);
  return block;
}

function bytesIn(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(decodeBase64Url(text) ?? []);
}
