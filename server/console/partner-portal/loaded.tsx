import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { ask, type Problem } from '../portal/ask.ts';
import { troubleWords } from './words.ts';

interface LoadedProps<T> {
  readonly path: string;
  readonly title: string;
  readonly children: (value: T) => ComponentChildren;
}

/** One of the lists of the portal, with its age and a button that loads it again. */
export function Loaded<T extends { readonly serverTime: number }>({ path, title, children }: LoadedProps<T>) {
  const shown = useSignal<T | undefined>(undefined);
  const trouble = useSignal<Problem | undefined>(undefined);
  const load = async () => {
    const asked = await ask<T>('GET', path);
    trouble.value = asked.kind === 'refused' ? asked.code : undefined;
    if (asked.kind === 'answered') shown.value = asked.value;
  };
  useEffect(() => void load(), [path]);
  return (
    <section class="portal-stack" aria-labelledby="list-title">
      <div class="panel-head">
        <h2 id="list-title">{title}</h2>
        <div class="portal-filter">
          {shown.value !== undefined && (
            <span class="quiet">{t('As of {time}', { time: dateAndTime(shown.value.serverTime) })}</span>
          )}
          <Button label={t('Refresh')} onPress={() => void load()} />
        </div>
      </div>
      {trouble.value !== undefined && <StatePanel kind="error" title={troubleWords(trouble.value)} />}
      {shown.value === undefined && trouble.value === undefined && <StatePanel kind="loading" title={t('Loading…')} />}
      {shown.value !== undefined && children(shown.value)}
    </section>
  );
}
