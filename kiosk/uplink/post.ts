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
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(envelope),
      redirect: 'error',
      signal: limit,
    });
    const body = await boundedBody(response);
    if (body === undefined) return UNREACHABLE;
    return response.ok ? { kind: 'accepted', body } : refusalOf(body);
  } catch {
    return UNREACHABLE;
  }
}

async function boundedBody(response: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    const bytes = part as Uint8Array;
    length += bytes.length;
    if (length > LONGEST_ANSWER_BYTES) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
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
