import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { RehearsalBanner } from '../shell/rehearsal-banner.tsx';
import { LanguageSelect } from '../languages/language-select.tsx';
import { t } from '../languages/text.ts';
import { AccountPage } from './account-page.tsx';
import { ask } from './ask.ts';
import { BulkPage } from './bulk/bulk-page.tsx';
import { DeclarationList } from './declaration-list.tsx';
import { DeclarationPage } from './declaration-page.tsx';
import { removeFiled } from './drafts/draft-state.ts';
import { DraftsPage } from './drafts/drafts-page.tsx';
import { SaveDraft } from './drafts/save-draft.tsx';
import { FormPage } from './form/form-page.tsx';
import { Invitation } from './invitation.tsx';
import { MandatesPage } from './mandates/mandates-page.tsx';
import { proveAgain } from './proved.ts';
import { go, route, type View } from './route.ts';
import { person, refreshSession, session } from './session.ts';
import { SessionEnd, type SessionEndProps } from './session-end.tsx';
import { life } from './session-life.ts';
import { SignIn } from './sign-in.tsx';
import { ViewingsPage } from './viewings-page.tsx';
import { troubleWords } from './words.ts';

const END: SessionEndProps = {
  who: () => {
    const { trader, name } = person() ?? {};
    return name && `${trader} ${name}`;
  },
  idleMs: () => session.value?.idleMs ?? 0,
  prove: proveAgain,
  refresh: refreshSession,
  wordsOf: troubleWords,
};

/** The portal: a head, and the view that the address names. */
export function Portal() {
  useEffect(
    () =>
      effect(() => {
        document.title = `${t('Declarations to customs')} · Postern`;
      }),
    [],
  );
  const shown = person() ?? undefined;
  return (
    <>
      <a class="skip" href="#main">
        {t('To the content')}
      </a>
      {session.value?.isRehearsal === true && <RehearsalBanner />}
      <header class="portal-head">
        <h1>{t('Declarations to customs')}</h1>
        <div class="portal-tools">
          {shown !== undefined && (
            <>
              <span class="quiet portal-person">
                {shown.name} · <span class="digest">{shown.trader}</span>
              </span>
              <Button label={t('Sign out')} onPress={() => void signOut()} />
            </>
          )}
          <LanguageSelect />
        </div>
        {shown !== undefined && <Menu />}
      </header>
      <SessionEnd {...END} />
      <main id="main" class={`portal-main${life.value === 'over' ? ' portal-veiled' : ''}`} tabIndex={-1}>
        <Content />
      </main>
    </>
  );
}

function Menu() {
  const { view } = route.value;
  const item = (to: View, label: string) => (
    <li>
      <a href={`#/${to}`} {...(view === to && { 'aria-current': 'page' as const })}>
        {label}
      </a>
    </li>
  );
  return (
    <nav aria-label={t('Pages')}>
      <ul class="portal-menu">
        {item('declarations', t('My declarations'))}
        {item('new', t('New declaration'))}
        {item('drafts', t('Drafts'))}
        {item('files', t('Send files'))}
        {item('viewings', t('Viewings'))}
        {item('mandates', t('Mandates'))}
        {item('account', t('My account'))}
      </ul>
    </nav>
  );
}

function Content() {
  const { view, id } = route.value;
  if (session.value === undefined) {
    return (
      <StatePanel
        kind="offline"
        title={t('The server does not answer')}
        action={<Button label={t('Try again')} onPress={() => void refreshSession()} />}
      />
    );
  }
  if (session.value.person === null) return view === 'invitation' ? <Invitation /> : <SignIn />;
  if (view === 'new') return <FormPage tools={<SaveDraft />} onAccepted={removeFiled} />;
  if (view === 'drafts') return <DraftsPage />;
  if (view === 'files') return <BulkPage />;
  if (view === 'viewings') return <ViewingsPage />;
  if (view === 'mandates') return <MandatesPage />;
  if (view === 'account') return <AccountPage />;
  return id === '' ? <DeclarationList /> : <DeclarationPage key={id} id={id} />;
}

async function signOut(): Promise<void> {
  await ask('DELETE', '/v1/session');
  session.value = undefined;
  await refreshSession();
  go('declarations');
}
