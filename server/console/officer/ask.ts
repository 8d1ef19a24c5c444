/** Requests of this section. They update the server's time. Where a fresh proof is needed, the person is asked for it. */
import { ask, type Asked } from '../sign-in/ask.ts';
import { askProved } from '../sign-in/step-up.ts';
import { hearServerTime } from '../shell/live.ts';

export async function read<T>(path: string): Promise<Asked<T>> {
  return heard(await ask<T>('GET', path));
}

export async function act<T>(path: string, body: unknown): Promise<Asked<T>> {
  return heard(await askProved<T>('POST', path, body));
}

function heard<T>(asked: Asked<T>): Asked<T> {
  if (asked.kind === 'refused') return asked;
  const { serverTime } = (asked.value ?? {}) as { readonly serverTime?: number };
  if (serverTime !== undefined) hearServerTime(serverTime);
  return asked;
}
