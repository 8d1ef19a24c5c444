/** The owner's answer to a blind query. Pure, except for the proof's randomness. */
import { type EvaluateAnswer, evaluateRequestSchema } from '../../../../server/contract/blind-query.ts';
import { parseJson } from '../../../../server/contract/payload.ts';
import { evaluateBlinded } from '../blind-tag.ts';
import type { BlindListKey } from './make-list.ts';

export type Evaluated =
  | { readonly kind: 'answered'; readonly answer: EvaluateAnswer; readonly list: string }
  /** `other-key`: no key of that list has this public half. `no-element`: an element does not decode, or is the identity. */
  | { readonly kind: 'refused'; readonly why: 'malformed' | 'other-key' | 'no-element' };

/** @param keys during a change of key the one before and the new one. @param body as the connector received it */
export function evaluate(keys: readonly BlindListKey[], body: Uint8Array): Evaluated {
  const read = evaluateRequestSchema.safeParse(parseJson(body)?.json);
  if (!read.success) return { kind: 'refused', why: 'malformed' };
  const { requestId, list, publicKey, elements } = read.data;
  const key = keys.find((one) => one.list === list && one.pair.publicKey === publicKey);
  if (key === undefined) return { kind: 'refused', why: 'other-key' };
  const evaluated = evaluateBlinded(key.pair, elements);
  if (evaluated === undefined) return { kind: 'refused', why: 'no-element' };
  return { kind: 'answered', list, answer: { version: 1, requestId, ...evaluated } };
}
