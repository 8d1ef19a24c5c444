/** Requests of the sign-in pages. */
import { wireErrorSchema, type WireErrorCode } from '../../contract/wire-error.ts';

const ANSWER_MS = 15_000;

export type Asked<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | {
      readonly kind: 'refused';
      readonly code: WireErrorCode | 'unreachable';
      /** Seconds, where the server asked to wait. */
      readonly retryAfterS: number | null;
      /** Faults of the message, as the server reports them. */
      readonly faults: readonly { readonly path: string; readonly message: string }[];
    };
export type Refused = Extract<Asked<unknown>, { kind: 'refused' }>;

/** Resolves to the answer of the server. No answer, or an unknown answer, resolves to a refusal. */
export async function ask<T = undefined>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Asked<T>> {
  try {
    const response = await fetch(path, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_MS),
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return { kind: 'answered', value: json as T };
    const parsed = wireErrorSchema.safeParse(json);
    if (!parsed.success) return unreachable;
    const { code, faults = [] } = parsed.data.error;
    const retryAfterS = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return { kind: 'refused', code, faults, retryAfterS: Number.isFinite(retryAfterS) ? retryAfterS : null };
  } catch {
    return unreachable;
  }
}

const unreachable: Refused = { kind: 'refused', code: 'unreachable', retryAfterS: null, faults: [] };
