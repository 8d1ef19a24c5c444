/** One signed message to the server and what came of it. Every answer is a value: a lane does not depend on the network. */
import {
  WIRE_ERRORS,
  type WireErrorAdvice,
  type WireErrorCode,
  wireErrorSchema,
} from '../../server/contract/wire-error.ts';

export type PostOutcome =
  | { readonly kind: 'accepted'; readonly body: Uint8Array }
  | { readonly kind: 'refused'; readonly code: WireErrorCode; readonly advice: WireErrorAdvice }
  /** No answer, an answer that is not this protocol's, or none in time. */
  | { readonly kind: 'unreachable' };

/** A message waits this long for its answer. */
const ANSWER_TIMEOUT_MS = 5_000;
const LONGEST_ANSWER_BYTES = 16_384;
const UNREACHABLE: PostOutcome = { kind: 'unreachable' };

export async function post(url: URL, envelope: Uint8Array, signal: AbortSignal): Promise<PostOutcome> {
  const message = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(envelope),
  };
  const answer = await fetchBounded(url, message, LONGEST_ANSWER_BYTES, signal);
  if (answer === undefined) return UNREACHABLE;
  return answer.ok ? { kind: 'accepted', body: answer.body } : refusalOf(answer.body);
}

/** An answer of at most so many bytes; `undefined` when there is none, or none in time. */
export async function fetchBounded(
  url: URL,
  message: RequestInit,
  limitBytes: number,
  signal: AbortSignal,
): Promise<{ readonly ok: boolean; readonly body: Uint8Array } | undefined> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    const response = await fetch(url, { ...message, redirect: 'error', signal: limit });
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body ?? []) {
      const bytes = part as Uint8Array;
      length += bytes.length;
      if (length > limitBytes) return undefined;
      parts.push(bytes);
    }
    return { ok: response.ok, body: Buffer.concat(parts) };
  } catch {
    return undefined;
  }
}

function refusalOf(body: Uint8Array): PostOutcome {
  try {
    const parsed = wireErrorSchema.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    if (!parsed.success) return UNREACHABLE;
    const { code } = parsed.data.error;
    return { kind: 'refused', code, advice: WIRE_ERRORS[code].advice };
  } catch {
    return UNREACHABLE;
  }
}
