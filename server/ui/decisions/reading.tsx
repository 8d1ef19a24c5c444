import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { ask, type Asked } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';

export interface ReadingProps<T> {
  readonly path: string;
  readonly what: string;
  readonly children: (value: T, again: () => Promise<void>) => ComponentChildren;
}

const READ_AGAIN_MS = 15_000;

/** What the server answers, read again every so often; or why there is nothing to show. */
export function Reading<T>({ path, what, children }: ReadingProps<T>) {
  const asked = useSignal<Asked<T> | null>(null);
  const read = async () => {
    const answer = await ask<T>('GET', path);
    // What was read stays on the page while the server is away
    if (answer.kind === 'answered' || asked.value?.kind !== 'answered' || answer.code !== 'unreachable') {
      asked.value = answer;
    }
  };
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), READ_AGAIN_MS);
    return () => clearInterval(timer);
  }, [path]);
  if (asked.value === null) return <StatePanel kind="loading" title={`Reading ${what}…`} />;
  if (asked.value.kind === 'answered') return <>{children(asked.value.value, read)}</>;
  return (
    <StatePanel
      kind={asked.value.code === 'unreachable' ? 'offline' : 'error'}
      title={`The server did not say ${what}.`}
      action={<Button label="Try again" onPress={() => void read()} />}
    >
      {refusalWords(asked.value)}
    </StatePanel>
  );
}
