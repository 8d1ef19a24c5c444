/** Requests of the portals' pages. */
import type { WireErrorCode } from '../../contract/wire-error.ts';
import type { TraderProblem } from '../../goods/declarations/api/answers.ts';
import { fetchInSession } from './session-life.ts';

const ANSWER_MS = 30_000;

/** The code of the traders' front, or of the server itself, which answers people of partners. */
export type Problem = TraderProblem['code'] | WireErrorCode | 'unreachable';

export interface Refusal {
  readonly kind: 'refused';
  readonly code: Problem;
  /** Line of an XML message. */
  readonly line: number | undefined;
  /** Seconds, where the server asked to wait. */
  readonly retryAfterS: number | undefined;
}
export type Asked<T> = { readonly kind: 'answered'; readonly value: T } | Refusal;

export interface Sending {
  readonly body?: BodyInit;
  readonly type?: string;
  readonly submissionKey?: string;
  /** The trader for whom a declaration is filed; empty: the trader's own. */
  readonly principal?: string;
  readonly signal?: AbortSignal;
}

/** Resolves to the server's answer. No answer, or one of another form, resolves to a refusal. */
export async function ask<T = undefined>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { body, type = 'application/json', submissionKey, principal = '', signal }: Sending = {},
): Promise<Asked<T>> {
  try {
    const response = await fetchInSession(path, () => ({
      method,
      cache: 'no-store',
      signal: signal ?? AbortSignal.timeout(ANSWER_MS),
      headers: {
        ...(body !== undefined && { 'content-type': type }),
        ...(submissionKey !== undefined && { 'idempotency-key': submissionKey }),
        ...(principal !== '' && { 'declared-for': principal }),
      },
      ...(body !== undefined && { body }),
    }));
    const text = await response.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return { kind: 'answered', value: json as T };
    const { code, line, error } = json as Partial<TraderProblem> & {
      readonly error?: { readonly code: WireErrorCode };
    };
    const retryAfterS = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return {
      kind: 'refused',
      code: code ?? error?.code ?? 'unreachable',
      line,
      retryAfterS: Number.isFinite(retryAfterS) ? retryAfterS : undefined,
    };
  } catch {
    return UNREACHABLE;
  }
}

export const post = <T = undefined>(path: string, body: unknown = {}): Promise<Asked<T>> =>
  ask<T>('POST', path, { body: JSON.stringify(body) });

const UNREACHABLE: Refusal = { kind: 'refused', code: 'unreachable', line: undefined, retryAfterS: undefined };
