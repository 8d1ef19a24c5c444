import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AccountView } from '../../people/people/answers/people.ts';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { rich, t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import { refreshSession, session } from '../shell/session.ts';
import { ask, type Asked } from '../sign-in/ask.ts';
import { OwnDuties } from './own-duties.tsx';
import { OwnPassword } from './own-password.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { Passkeys } from './passkeys.tsx';
import '../design/panel.css';
import './account.css';

/** The account of the signed-in person: keys, sessions, duties. */
export function Section() {
  const asked = useSignal<Asked<AccountView> | null>(null);
  const read = async () => {
    asked.value = await ask<AccountView>('GET', '/v1/session/account');
  };
  useEffect(() => void read(), [session.value.kind]);
  const { value } = session;
  if (value.kind === 'signed-out') {
    return (
      <StatePanel
        kind="denied"
        title={t('You are not signed in.')}
        action={<a href={hashOf('sign-in')}>{t('Sign in')}</a>}
      >
        {t('Sign in to see your account.')}
      </StatePanel>
    );
  }
  if (asked.value === null || value.kind !== 'signed-in') {
    return <StatePanel kind="loading" title={t('Reading your account…')} />;
  }
  if (asked.value.kind === 'refused') {
    return (
      <StatePanel
        kind="offline"
        title={t('Your account could not be read.')}
        action={<Button label={t('Try again')} onPress={() => void read()} />}
      />
    );
  }
  const account = asked.value.value;
  const { principal, signIn } = value.view;
  const isInvented = principal?.method === 'development';
  return (
    <div class="account">
      <section class="panel account-head" aria-labelledby="account-title">
        <h2 id="account-title">
          <bdi>{account.displayName}</bdi>
        </h2>
        <p class="quiet">
          {rich('Your name in the ledger: {personId}', { personId: <span class="digest">{account.personId}</span> })}
        </p>
        <Button label={t('Sign out')} onPress={() => void signOut()} />
      </section>
      {isInvented ? (
        <p class="panel">{t('This is a development account. It has no passkeys.')}</p>
      ) : (
        <>
          <Passkeys passkeys={account.passkeys} onChange={read} />
          {signIn.passwords && <OwnPassword setAt={account.passwordSetAt} onChange={read} />}
        </>
      )}
      <OwnSessions sessions={account.sessions} forged={account.forgedSessions} onChange={read} />
      <OwnDuties duties={principal?.duties ?? []} />
    </div>
  );
}

async function signOut(): Promise<void> {
  await ask('DELETE', '/v1/session');
  await refreshSession();
  location.hash = hashOf('sign-in');
}
