import type { ComponentChildren } from 'preact';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { rich, t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import { type Asked, useAnswer } from './use-answer.ts';

export interface LoadedProps<T> {
  readonly path: string;
  /** The consequence for the reader while the server does not answer. */
  readonly away: string;
  readonly children: (value: T, asked: Asked<T>) => ComponentChildren;
}

/** Shows the answer of the server, or the reason why there is none. */
export function Loaded<T>({ path, away, children }: LoadedProps<T>) {
  const asked = useAnswer<T>(path);
  const { heard } = asked;
  const again = <Button label={t('Try again')} onPress={asked.again} />;
  switch (heard.kind) {
    case 'asking':
      return <StatePanel kind="loading" title={t('Asking the server…')} />;
    case 'offline':
      return (
        <StatePanel kind="offline" title={t('The server does not answer.')} action={again}>
          {t('{away} This page tries again by itself.', { away })}
        </StatePanel>
      );
    case 'refused':
      if (heard.code === 'course-missing')
        return (
          <StatePanel
            kind="denied"
            title={t('A course that your duty needs is missing. Take it under Training.')}
            action={<a href={hashOf('training')}>{t('Go to the course')}</a>}
          />
        );
      return heard.code === 'not-entitled' || heard.code === 'duty-over' || heard.code === 'not-signed-in' ? (
        <StatePanel kind="denied" title={t('This is not part of your duty.')} action={again}>
          {t('The duty may have ended. If it should be yours, ask the administrator who assigns duties.')}
        </StatePanel>
      ) : (
        <StatePanel kind="error" title={t('The server could not answer.')} action={again}>
          {rich('Nothing was changed. Code: {code}', { code: <span class="digest">{heard.code}</span> })}
        </StatePanel>
      );
    case 'there':
      return (
        <>
          {heard.isStale && (
            <Banner tone="caution" icon="cut">
              {t('The server does not answer. This page shows its last answer.')}
            </Banner>
          )}
          {children(heard.value, asked)}
        </>
      );
  }
}
