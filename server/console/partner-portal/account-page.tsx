import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PortalAccount } from '../../people/portals/answers.ts';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { ask } from '../portal/ask.ts';
import { Passkeys, Sessions } from '../portal/own-access.tsx';
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { go } from './route.ts';
import { forgetAll, provedBy, refreshSession, session } from './session.ts';
import { Trouble } from './sign-in.tsx';
import { ROLE_WORDS } from './words.ts';

/** The person's roles, passkeys and sessions. */
export function AccountPage() {
  const account = useSignal<PortalAccount | undefined>(undefined);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const load = async (found?: PasskeyTrouble) => {
    const asked = await ask<PortalAccount>('GET', '/v1/session/account');
    if (asked.kind === 'answered') account.value = asked.value;
    trouble.value = found ?? (asked.kind === 'refused' ? asked.code : undefined);
  };
  useEffect(() => void load(), []);
  const person = session.value?.person;
  return (
    <div class="portal-stack">
      <h2>{t('My account')}</h2>
      {person && (
        <p>
          {t('Roles: {roles}. The session ends {time}.', {
            roles: person.roles.map((role) => ROLE_WORDS[role]).join(', '),
            time: dateAndTime(person.endsAt),
          })}
        </p>
      )}
      <Trouble trouble={trouble.value} />
      {account.value === undefined && trouble.value === undefined && (
        <StatePanel kind="loading" title={t('Loading…')} />
      )}
      {account.value !== undefined && (
        <>
          <Passkeys passkeys={account.value.passkeys} proved={provedBy(load)} />
          <Sessions sessions={account.value.sessions} forged={account.value.forgedSessions} onEnded={signedOut} />
        </>
      )}
    </div>
  );
}

async function signedOut(): Promise<void> {
  await forgetAll();
  session.value = undefined;
  await refreshSession();
  go('agreements');
}
