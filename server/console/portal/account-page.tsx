import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PortalAccount } from '../../people/portals/answers.ts';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { saveFile } from '../records/save-file.ts';
import { ask } from './ask.ts';
import { readOwnData } from './own-data.ts';
import { OwnKeysPanel } from './own-keys.tsx';
import { Passkeys, Sessions } from './own-access.tsx';
import type { PasskeyTrouble } from './passkeys.ts';
import { provedBy } from './proved.ts';
import { go } from './route.ts';
import { refreshSession, session } from './session.ts';
import { troubleWords } from './words.ts';

/** The person's passkeys, sessions and keys of programs, and the export of their data. */
export function AccountPage() {
  const account = useSignal<PortalAccount | undefined>(undefined);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const load = async () => {
    const asked = await ask<PortalAccount>('GET', '/v1/session/account');
    if (asked.kind === 'answered') account.value = asked.value;
    else trouble.value = asked.code;
  };
  useEffect(() => void load(), []);
  const proved = provedBy(trouble, load);
  return (
    <div class="portal-stack">
      <h2>{t('My account')}</h2>
      <p role="alert" class="portal-trouble">
        {trouble.value !== undefined && troubleWords(trouble.value)}
      </p>
      {account.value === undefined && trouble.value === undefined && (
        <StatePanel kind="loading" title={t('Loading…')} />
      )}
      {account.value !== undefined && (
        <>
          <Passkeys passkeys={account.value.passkeys} proved={proved} />
          <Sessions sessions={account.value.sessions} forged={account.value.forgedSessions} onEnded={signedOut} />
        </>
      )}
      <OwnKeysPanel proved={proved} />
      <OwnData />
    </div>
  );
}

async function signedOut(): Promise<void> {
  session.value = undefined;
  await refreshSession();
  go('declarations');
}

function OwnData() {
  const busy = useSignal(false);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const save = async () => {
    busy.value = true;
    const read = await readOwnData();
    trouble.value = typeof read === 'string' ? read : undefined;
    if (typeof read !== 'string') {
      saveFile('declarations-own-data.json', 'application/json', `${JSON.stringify(read, null, 2)}\n`);
    }
    busy.value = false;
  };
  return (
    <section class="panel portal-stack" aria-labelledby="data-title">
      <h3 id="data-title">{t('My data')}</h3>
      <p>
        {t(
          'One file with all that this server can read about you: account, keys, mandates, declarations with their findings, and viewings with their proofs. The sealed content is not in it, because only customs offices can open it.',
        )}
      </p>
      <Button label={t('Save my data')} busy={busy.value} onPress={() => void save()} />
      <p role="alert" class="portal-trouble">
        {trouble.value !== undefined && troubleWords(trouble.value)}
      </p>
    </section>
  );
}
