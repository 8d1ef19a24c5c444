/**
 * The partner's answer to a delivery: a receipt, or the statement that it has deleted an earlier delivery. Ed25519 by the key of the partner's
 * program, over the canonical JSON with the prefix of its purpose, so that neither counts as the other. Pure.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { sha256HexSchema, wallMsSchema } from '../../contract/field.ts';
import { isSignatureValid, SIGNATURE_BYTES, type SigningPurpose } from '../../contract/signing.ts';
import type { DeliveryKind } from './delivery-file.ts';

const about = {
  form: z.literal(1),
  /** Digest of the file that it answers. */
  delivery: sha256HexSchema,
  agreement: sha256HexSchema,
  at: wallMsSchema,
} as const;

const answerContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('received'), ...about }),
  z.strictObject({
    kind: z.literal('deleted'),
    ...about,
    /** Digest of the deleted delivery. */ deleted: sha256HexSchema,
  }),
]);
export type AnswerContent = z.infer<typeof answerContentSchema>;

export const deliveryAnswerSchema = z.strictObject({
  answer: answerContentSchema,
  /** 64 bytes in base64url. */
  signature: z
    .string()
    .max(90)
    .refine((text) => decodeBase64Url(text)?.length === SIGNATURE_BYTES, 'must be 64 bytes in base64url'),
});
export type DeliveryAnswer = z.infer<typeof deliveryAnswerSchema>;

export const ANSWER_PURPOSES = {
  received: 'sharing-receipt',
  deleted: 'sharing-deletion',
} as const satisfies Readonly<Record<AnswerContent['kind'], SigningPurpose>>;

/** The answer that closes each kind of delivery. */
export const CLOSED_BY = { counts: 'received', deletion: 'deleted' } as const satisfies Readonly<
  Record<DeliveryKind, AnswerContent['kind']>
>;

/** Clocks of partners may differ this much. */
const CLOCK_MS = 300_000;

export interface AnsweredDelivery {
  readonly kind: DeliveryKind;
  readonly digest: string | null;
  readonly agreementDigest: string;
  /** For a deletion: the delivery that was to be deleted. */
  readonly about: string | null;
  readonly madeAt: number;
}

/**
 * `undefined`: it closes the delivery. `other-delivery`: it answers another one, or one in another way. `wrong-time`: before the delivery, or
 * in the future.
 *
 * @param signingKey of the partner's program, hex
 */
export function objectionToAnswer(
  { answer, signature }: DeliveryAnswer,
  delivery: AnsweredDelivery,
  { signingKey, nowMs }: { readonly signingKey: string; readonly nowMs: number },
): 'other-delivery' | 'wrong-time' | 'signature-invalid' | undefined {
  if (answer.kind !== CLOSED_BY[delivery.kind]) return 'other-delivery';
  if (answer.delivery !== delivery.digest || answer.agreement !== delivery.agreementDigest) return 'other-delivery';
  if (answer.kind === 'deleted' && answer.deleted !== delivery.about) return 'other-delivery';
  if (answer.at < delivery.madeAt - CLOCK_MS || answer.at > nowMs + CLOCK_MS) return 'wrong-time';
  const bytes = decodeBase64Url(signature) ?? new Uint8Array();
  const isValid = isSignatureValid(ANSWER_PURPOSES[answer.kind], canonicalJson(answer), bytes, hexToBytes(signingKey));
  return isValid ? undefined : 'signature-invalid';
}
