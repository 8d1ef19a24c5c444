/**
 * The form of a delivery: a file of canonical JSON with a readable head, the content sealed to the partner, and the server's signature. HPKE
 * (RFC 9180, base mode): X-Wing, HKDF-SHA256, AES-256-GCM. The additional data is the agreement's digest, so that a delivery opens under the
 * version that the partner signed and under no other. The partner's program imports this file too.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { signingInput } from '../../contract/signing.ts';
import { type Projected, projectedSchema } from '../projection/project.ts';
import { type SealedDocuments, sealedDocumentsSchema } from '../projection/sealed-documents.ts';
import {
  BOUNDS,
  bytesIn,
  DELETION_REASONS,
  type DeliveryFile,
  type DeliveryHead,
  judgeSigned,
  signedPart,
} from './delivery-file.ts';

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const INFO = 'postern/sharing-delivery/v1\n';
/** The length of a ciphertext tells no more than its number of blocks. */
const BLOCK_BYTES = 1_024;
const SPACE = 0x20;
export const deletionRequestSchema = z.strictObject({
  form: z.literal(1),
  /** Digest of the delivery's file. */
  delivery: sha256HexSchema,
  reason: z.enum(DELETION_REASONS),
});
export type DeletionRequest = z.infer<typeof deletionRequestSchema>;

export type DeliveryContent = Projected | SealedDocuments | DeletionRequest;

export interface DeliverySigner {
  readonly publicKey: Uint8Array;
  sign(input: Uint8Array): Promise<Uint8Array> | Uint8Array;
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

type Refused = Extract<OpenedDelivery, { kind: 'refused' }>;

const refused = (code: Refused['code']): Refused => ({
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
  const signed = judgeSigned(file, serverKey);
  if (signed.kind === 'refused') return signed;
  const { delivery } = signed.file;
  const text = await openSealed(signed.file, decryptionSeed);
  if (text === undefined) return refused('sealed-to-another');
  const content = contentOf(delivery, text);
  return content === undefined ? refused('other-content') : { kind: 'opened', head: delivery, content };
}

/** The seed's public key, as the partner's record has it. */
export async function encryptionKeyOf(decryptionSeed: Uint8Array): Promise<string> {
  const { publicKey } = await new XWing().generateKeyPairDerand(Uint8Array.from(decryptionSeed));
  return encodeBase64Url(new Uint8Array(await suite.kem.serializePublicKey(publicKey)));
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
  const json = parsed(text);
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

/** `undefined`: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
