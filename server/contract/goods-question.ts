/**
 * A lane asks the server whether declared goods may pass with the person who brings them. The lane signs the question; the server signs the
 * answer, which names lane and question, so that no answer can be used for another one. A question names a declaration and nothing of the
 * traveller.
 *
 * A lane without an answer may let goods pass by the channel in their code. It asks the same question later, as one about goods that have
 * passed, so that the server learns of a code that was used twice. That question has the time at which it is sent, not that of the passage.
 */
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { type Envelope, type EnvelopeRefusal, kioskMismatch } from './envelope.ts';
import { kioskIdSchema, wallMsSchema } from './field.ts';
import { type PayloadForm, payloadBytes, readPayload } from './payload.ts';
import { isSignatureValid, signingInput } from './signing.ts';

/** Time for the server's answer, ms. A traveller waits for it. */
export const GOODS_ANSWER_TIMEOUT_MS = 300;

/** A question is for now: largest difference from the server's time, ms. */
export const GOODS_QUESTION_SKEW_MS = 60_000;

/**
 * `green`: the goods pass, this once. `control`: an officer looks at them. `used`: they have passed before. `unknown`: there is no accepted
 * declaration with this number that can be shown at a lane now.
 */
export const GOODS_VERDICTS = ['green', 'control', 'used', 'unknown'] as const;
export type GoodsVerdict = (typeof GOODS_VERDICTS)[number];

const random128 = z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex');

export const goodsQuestionSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** Random. The same id is the same passage: its answer may have been lost. */
  questionId: random128,
  /** Number of the declaration, from its code. */
  declaration: random128,
  /** The kiosk's wall time, ms. */
  at: wallMsSchema,
  /** The goods have passed at a lane that had no answer to this question, by the channel in the code. */
  passed: z.literal(true).optional(),
});
export type GoodsQuestion = z.infer<typeof goodsQuestionSchema>;

const QUESTION_FORM: PayloadForm<GoodsQuestion> = { schema: goodsQuestionSchema, limitBytes: 512 };

/** The canonical bytes of a question. Throws `ContractError` `invalid`. */
export function goodsQuestionBytes(question: GoodsQuestion): Uint8Array {
  return payloadBytes(QUESTION_FORM, question);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the bytes on the wire. */
export function goodsQuestionSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('goods-question', payload);
}

export type ReadGoodsQuestion = { readonly kind: 'valid'; readonly question: GoodsQuestion } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readGoodsQuestion(envelope: Envelope): ReadGoodsQuestion {
  const read = readPayload(QUESTION_FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', question: read.message } : kioskMismatch();
}

const goodsAnswerSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  questionId: random128,
  verdict: z.enum(GOODS_VERDICTS),
});
export type GoodsAnswer = z.infer<typeof goodsAnswerSchema>;

const ANSWER_FORM: PayloadForm<GoodsAnswer> = { schema: goodsAnswerSchema, limitBytes: 512 };

/** Throws `ContractError` `invalid`. */
export function goodsAnswerBytes(answer: GoodsAnswer): Uint8Array {
  return payloadBytes(ANSWER_FORM, answer);
}

/** The bytes that the server signs. */
export function goodsAnswerSigningInput(bytes: Uint8Array): Uint8Array {
  return signingInput('goods-answer', bytes);
}

const base64Url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(1_024);

/** The answer on the wire. */
export const signedGoodsAnswerSchema = z.strictObject({ answer: base64Url, signature: base64Url });
export type SignedGoodsAnswer = z.infer<typeof signedGoodsAnswerSchema>;

export function signedGoodsAnswer(bytes: Uint8Array, signature: Uint8Array): SignedGoodsAnswer {
  return { answer: encodeBase64Url(bytes), signature: encodeBase64Url(signature) };
}

/**
 * The verdict for this question of this lane; `undefined` for all else. Input never throws.
 *
 * @param serverKeys the keys of the server that are accepted now, 32 or 33 bytes each
 */
export function openGoodsAnswer(
  json: unknown,
  { kioskId, questionId }: Pick<GoodsQuestion, 'kioskId' | 'questionId'>,
  serverKeys: readonly Uint8Array[],
): GoodsVerdict | undefined {
  const wire = signedGoodsAnswerSchema.safeParse(json);
  const bytes = wire.data && decodeBase64Url(wire.data.answer);
  const signature = wire.data && decodeBase64Url(wire.data.signature);
  if (bytes === undefined || signature === undefined) return undefined;
  if (!serverKeys.some((key) => isSignatureValid('goods-answer', bytes, signature, key))) return undefined;
  const read = readPayload(ANSWER_FORM, bytes);
  if (read.kind === 'refused') return undefined;
  const { message } = read;
  return message.kioskId === kioskId && message.questionId === questionId ? message.verdict : undefined;
}
