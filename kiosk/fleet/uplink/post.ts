/**
 * Sends one signed message to the server and returns the outcome. Network failures are values, because a lane does not
 * depend on the network.
 */
import {
  WIRE_ERRORS,
  type WireErrorAdvice,
  type WireErrorCode,
  wireErrorSchema,
} from '../../../server/contract/wire-error.ts';
import type { ServerLink } from './server-link.ts';

export type PostOutcome =
  | { readonly kind: 'accepted'; readonly body: Uint8Array }
  | { readonly kind: 'refused'; readonly code: WireErrorCode; readonly advice: WireErrorAdvice }
  /** No answer in time, or an invalid one. */
  | { readonly kind: 'unreachable' };

const LONGEST_ANSWER_BYTES = 16_384;
const UNREACHABLE = { kind: 'unreachable' } as const;

export async function post(
  link: Pick<ServerLink, 'exchange'>,
  path: string,
  envelope: Uint8Array,
  signal: AbortSignal,
): Promise<PostOutcome> {
  const answer = await link.exchange(path, { method: 'POST', body: envelope }, LONGEST_ANSWER_BYTES, signal);
  if (answer === undefined) return UNREACHABLE;
  return answer.ok ? { kind: 'accepted', body: answer.body } : refusalOf(answer.body);
}

/** The refusal in an error answer. */
export function refusalOf(body: Uint8Array): Exclude<PostOutcome, { readonly kind: 'accepted' }> {
  try {
    const parsed = wireErrorSchema.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    if (!parsed.success) return UNREACHABLE;
    const { code } = parsed.data.error;
    return { kind: 'refused', code, advice: WIRE_ERRORS[code].advice };
  } catch {
    return UNREACHABLE;
  }
}
