/** Asks the server. Each way in which it may not answer is a value. */
import { changeLink, hearServerTime } from '../shell/live.ts';
import { type WireErrorCode, wireErrorSchema } from '../../contract/wire-error.ts';

const ANSWER_MS = 10_000;

export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: WireErrorCode }
  | { readonly kind: 'offline' };

export async function ask<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
  const response = await send(path, init);
  if (response.kind !== 'ok') return response;
  const value = (await response.value.json()) as T & { readonly serverTime?: number };
  if (value.serverTime !== undefined) hearServerTime(value.serverTime);
  return { kind: 'ok', value };
}

export async function askText(path: string): Promise<Answer<string>> {
  const response = await send(path, {});
  return response.kind === 'ok' ? { kind: 'ok', value: await response.value.text() } : response;
}

/** Sends something, and reads the answer where there is one. */
export async function tell<T = undefined>(path: string, body: unknown): Promise<Answer<T>> {
  const json =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await send(path, { method: 'POST', ...json });
  if (response.kind !== 'ok') return response;
  const value = response.value.status === 204 ? undefined : await response.value.json();
  return { kind: 'ok', value: value as T };
}

export async function send(path: string, init: RequestInit): Promise<Answer<Response>> {
  try {
    const response = await fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) });
    changeLink('caught-up');
    if (response.ok) return { kind: 'ok', value: response };
    const read = wireErrorSchema.safeParse(await response.json().catch(() => undefined));
    return { kind: 'refused', code: read.data?.error.code ?? 'internal' };
  } catch {
    changeLink('poll-failed');
    return { kind: 'offline' };
  }
}
