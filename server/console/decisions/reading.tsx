import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { changeLink, hearServerTime } from '../shell/live.ts';
import { ask, type Asked } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';

export interface ReadingProps<T> {
  readonly path: string;
  readonly what: string;
  /** A value that changes when the answer has changed. The answer is then read at once. */
  readonly changes?: unknown;
  readonly children: (value: T, again: () => Promise<void>) => ComponentChildren;
}

const READ_AGAIN_MS = 15_000;

/** Shows an answer of the server, which is read again at intervals, or the reason why there is none. */
export function Reading<T extends { readonly serverTime: number }>({ path, what, changes, children }: ReadingProps<T>) {
  const asked = useSignal<Asked<T> | null>(null);
  const read = async () => {
    const answer = await ask<T>('GET', path);
    if (answer.kind === 'answered') hearServerTime(answer.value.serverTime);
    const isAway = answer.kind === 'refused' && answer.code === 'unreachable';
    changeLink(isAway ? 'poll-failed' : 'caught-up');
    // The last answer stays on the page while the server is away
    if (!isAway || asked.value?.kind !== 'answered') asked.value = answer;
  };
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), READ_AGAIN_MS);
    return () => clearInterval(timer);
  }, [path, changes]);
  if (asked.value === null) return <StatePanel kind="loading" title={t('Reading {what}…', { what })} />;
  if (asked.value.kind === 'answered') return <>{children(asked.value.value, read)}</>;
  return (
    <StatePanel
      kind={asked.value.code === 'unreachable' ? 'offline' : 'error'}
      title={t('The server did not send {what}.', { what })}
      action={<Button label={t('Try again')} onPress={() => void read()} />}
    >
      {refusalWords(asked.value)}
    </StatePanel>
  );
}
