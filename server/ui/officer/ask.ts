/** Requests of this section. What they say of the server's time is heard; where a fresh proof is wanted, it is asked for. */
import { ask, type Asked } from '../sign-in/ask.ts';
import { askProved } from '../sign-in/step-up.ts';
import { hearServerTime } from '../shell/live.ts';

interface Timed {
  readonly serverTime?: number;
}

export async function read<T extends Timed>(path: string): Promise<Asked<T>> {
  return heard(await ask<T>('GET', path));
}

export async function act<T extends Timed>(path: string, body: unknown): Promise<Asked<T>> {
  return heard(await askProved<T>('POST', path, body));
}

function heard<T extends Timed>(asked: Asked<T>): Asked<T> {
  if (asked.kind === 'answered' && asked.value?.serverTime !== undefined) hearServerTime(asked.value.serverTime);
  return asked;
}
