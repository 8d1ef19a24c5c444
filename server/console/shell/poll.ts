/** Asks an address again and again while the page is visible. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { hearServerTime } from './live.ts';

const ASK_MS = 2_000;
const ANSWER_MS = 5_000;

export interface Poll<Answer> {
  /** The last answer; `null` before the first. */
  readonly answer: ReadonlySignal<Answer | null>;
  /** Whether the last question was not answered. */
  readonly isAway: ReadonlySignal<boolean>;
  /** Asks now. Questions that are under way are shared. */
  refresh(): Promise<void>;
  /** Asks now and then at the interval. */
  keep(): void;
}

/** @param isWanted whether this person is to be asked for at all; `everyMs` is two seconds by default */
export function pollOf<Answer extends { readonly serverTime: number }>(
  path: string,
  isWanted: () => boolean,
  everyMs = ASK_MS,
): Poll<Answer> {
  const answer = signal<Answer | null>(null);
  const isAway = signal(false);
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    if (!isWanted() || document.hidden) return;
    try {
      const response = await fetch(path, {
        signal: AbortSignal.timeout(ANSWER_MS),
        cache: 'no-store',
        headers: { 'postern-background': '1' },
      });
      if (!response.ok) throw new Error(String(response.status));
      const said = (await response.json()) as Answer;
      hearServerTime(said.serverTime);
      answer.value = said;
      isAway.value = false;
    } catch {
      isAway.value = true;
    }
  };
  const refresh = () => (asking ??= ask().finally(() => (asking = undefined)));
  const keep = () => void refresh().then(() => setTimeout(keep, everyMs));
  document.addEventListener('visibilitychange', () => void refresh());
  return { answer, isAway, refresh, keep };
}
