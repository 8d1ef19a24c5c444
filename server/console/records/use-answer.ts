import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import { ask } from './ask.ts';

/** The state of a view's request. The last answer stays while the server does not answer. */
export type Heard<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'there'; readonly value: T; readonly isStale: boolean }
  | { readonly kind: 'refused'; readonly code: WireErrorCode }
  | { readonly kind: 'offline' };

export interface Asked<T> {
  readonly heard: Heard<T>;
  again(): void;
}

const EVERY_MS = 10_000;

/** Asks now and every few seconds, while the view is shown and the page is visible. */
export function useAnswer<T>(path: string): Asked<T> {
  const heard = useSignal<Heard<T>>({ kind: 'asking' });
  const round = useSignal(0);
  useEffect(() => {
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = async (): Promise<void> => {
      if (document.visibilityState === 'visible' || heard.value.kind === 'asking') {
        const answer = await ask<T>(path);
        if (!isWanted) return;
        const before = heard.value;
        if (answer.kind === 'ok') heard.value = { kind: 'there', value: answer.value, isStale: false };
        else if (answer.kind === 'offline' && before.kind === 'there') heard.value = { ...before, isStale: true };
        else heard.value = answer;
      }
      timer = setTimeout(() => void go(), EVERY_MS);
    };
    void go();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [path, round.value]);
  return {
    heard: heard.value,
    again: () => {
      round.value += 1;
    },
  };
}
