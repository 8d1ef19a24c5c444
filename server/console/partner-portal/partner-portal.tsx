import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { RehearsalBanner } from '../shell/rehearsal-banner.tsx';
import { LanguageSelect } from '../languages/language-select.tsx';
import { t } from '../languages/text.ts';
import { ask } from '../portal/ask.ts';
import { SessionEnd, type SessionEndProps } from '../portal/session-end.tsx';
import { life } from '../portal/session-life.ts';
import { AccountPage } from './account-page.tsx';
import { AgreementsPage } from './agreements-page.tsx';
import { DeliveriesPage } from './deliveries-page.tsx';
import { LogPage } from './log-page.tsx';
import { go, type View, view } from './route.ts';
import { forgetAll, hasRole, isSignedIn, ownerNow, proveAgain, refreshSession, session } from './session.ts';
import { Invitation, SignIn } from './sign-in.tsx';
import { VerifyPage } from './verify-page.tsx';
import { troubleWords } from './words.ts';

const END: SessionEndProps = {
  who: () => (isSignedIn() ? ownerNow().owner : undefined),
  idleMs: () => session.value?.idleMs ?? 0,
  prove: proveAgain,
  refresh: refreshSession,
  wordsOf: troubleWords,
};

/** The portal: a head, and the view that the address names. */
export function PartnerPortal() {
  useEffect(
    () =>
      effect(() => {
        document.title = `${t('Data for partner agencies')} · Postern`;
      }),
    [],
  );
  const person = session.value?.person ?? undefined;
  return (
    <>
      <a class="skip" href="#main">
        {t('To the content')}
      </a>
      {session.value?.isRehearsal === true && <RehearsalBanner />}
      <header class="portal-head">
        <h1>{t('Data for partner agencies')}</h1>
        <div class="portal-tools">
          {person !== undefined && (
            <>
              <span class="quiet portal-person">
                {person.name} · {person.partyName}
              </span>
              <Button label={t('Sign out')} onPress={() => void signOut()} />
            </>
          )}
          <LanguageSelect />
        </div>
        {person !== undefined && <Menu />}
      </header>
      <SessionEnd {...END} />
      <main id="main" class={`portal-main${life.value === 'over' ? ' portal-veiled' : ''}`} tabIndex={-1}>
        <Content />
      </main>
    </>
  );
}

function Menu() {
  const item = (to: View, label: string) => (
    <li>
      <a href={`#/${to}`} {...(view.value === to && { 'aria-current': 'page' as const })}>
        {label}
      </a>
    </li>
  );
  return (
    <nav aria-label={t('Pages')}>
      <ul class="portal-menu">
        {item('agreements', t('Agreements'))}
        {item('deliveries', t('Deliveries'))}
        {item('verify', t('Verify'))}
        {hasRole('auditor') && item('log', t('Log'))}
        {item('account', t('My account'))}
      </ul>
    </nav>
  );
}

function Content() {
  if (session.value === undefined) {
    return (
      <StatePanel
        kind="offline"
        title={t('The server does not answer')}
        action={<Button label={t('Try again')} onPress={() => void refreshSession()} />}
      />
    );
  }
  if (session.value.person === null) return view.value === 'invitation' ? <Invitation /> : <SignIn />;
  if (view.value === 'deliveries') return <DeliveriesPage />;
  if (view.value === 'verify') return <VerifyPage />;
  if (view.value === 'log' && hasRole('auditor')) return <LogPage />;
  if (view.value === 'account') return <AccountPage />;
  return <AgreementsPage />;
}

async function signOut(): Promise<void> {
  await forgetAll();
  await ask('DELETE', '/v1/session');
  session.value = undefined;
  await refreshSession();
  go('agreements');
}
