import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SessionView } from '../../people/people/answers/session.ts';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { rich, t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { session } from '../shell/session.ts';
import { ask, type Asked } from './ask.ts';
import { CodeEntry } from './code-entry.tsx';
import { Development } from './development.tsx';
import { Lost } from './lost.tsx';
import { WaysIn } from './ways-in.tsx';
import '../design/panel.css';
import './sign-in.css';

/** Sign-in: with a passkey, with a password if policy allows it, or for the first time with a code. */
export function Section({ path }: SectionProps) {
  const asked = useSignal<Asked<SessionView> | null>(null);
  const read = async () => {
    asked.value = await ask<SessionView>('GET', '/v1/session');
  };
  useEffect(() => void read(), [session.value.kind]);
  if (asked.value === null) return <StatePanel kind="loading" title={t('Reading the ways to sign in…')} />;
  if (asked.value.kind === 'refused') {
    return (
      <StatePanel
        kind="offline"
        title={t('The server does not answer.')}
        action={<Button label={t('Try again')} onPress={() => void read()} />}
      >
        {t('Lanes continue without it. You can sign in when it answers again.')}
      </StatePanel>
    );
  }
  const { signIn, principal } = asked.value.value;
  const [page, scanned = ''] = path;
  if (page === 'code') return <CodeEntry key={scanned} passwords={signIn.passwords} scanned={scanned} />;
  if (page === 'lost') return <Lost />;
  return (
    <div class="sign-in">
      {principal !== null && (
        <p class="panel">
          {rich(
            'You are signed in as {displayName}. <a>Go to your start page</a>, or sign in as another person, which signs you out.',
            { displayName: <bdi>{principal.displayName}</bdi>, a: (inside) => <a href={hashOf('')}>{inside}</a> },
          )}
        </p>
      )}
      {signIn.firstRun && <FirstRun />}
      <WaysIn passwords={signIn.passwords} />
      {signIn.developmentRoles.length > 0 && <Development roles={signIn.developmentRoles} />}
    </div>
  );
}

function FirstRun() {
  return (
    <section class="panel sign-in-ways" aria-labelledby="first-run-title">
      <h2 id="first-run-title">{t('This server is new')}</h2>
      <p>
        {rich(
          'It has no administrator yet. At its start it printed two codes, valid for one hour: one for each of two people. <a>Enter one of them</a>. The next start prints new codes.',
          { a: (inside) => <a href={hashOf('sign-in', 'code')}>{inside}</a> },
        )}
      </p>
    </section>
  );
}
