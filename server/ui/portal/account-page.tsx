import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PortalAccount } from '../../portals/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Field } from '../design/field.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { saveFile } from '../records/save-file.ts';
import { ask } from './ask.ts';
import { readOwnData } from './own-data.ts';
import { OwnKeysPanel } from './own-keys.tsx';
import { makePasskey, type PasskeyTrouble, type Proved } from './passkeys.ts';
import { provedBy } from './proved.ts';
import { go } from './route.ts';
import { refreshSession } from './session.ts';
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
          <Sessions sessions={account.value.sessions} />
        </>
      )}
      <OwnKeysPanel proved={proved} />
      <OwnData />
    </div>
  );
}

interface PasskeysProps {
  readonly passkeys: PortalAccount['passkeys'];
  readonly proved: Proved;
}

function Passkeys({ passkeys, proved }: PasskeysProps) {
  const name = useSignal('');
  const remove = async (id: string) => {
    const asked = await ask('DELETE', `/v1/session/passkeys/${id}`);
    return asked.kind === 'refused' ? asked.code : undefined;
  };
  const add = async () => {
    const trouble = await makePasskey('/v1/session/passkeys', {}, name.value.trim());
    if (trouble === undefined) name.value = '';
    return trouble;
  };
  return (
    <section class="panel portal-stack" aria-labelledby="passkeys-title">
      <h3 id="passkeys-title">{t('Passkeys')}</h3>
      <ul class="portal-list">
        {passkeys.map((one) => (
          <li key={one.id} class="portal-row">
            <span>
              <strong>{one.name}</strong>{' '}
              <span class="quiet">
                {t('Added {time}.', { time: dateAndTime(one.addedAt) })}{' '}
                {one.usedAt === null ? t('Not used yet.') : t('Last used {time}.', { time: dateAndTime(one.usedAt) })}
              </span>{' '}
              {one.isBlocked && <Badge tone="bad" icon="warning" word={t('Blocked: a copy of it may exist')} />}
              {one.synced && <Badge tone="note" icon="dash" word={t('Synchronised between devices')} />}
            </span>
            <button
              type="button"
              class="button"
              aria-label={t('Remove the passkey {name}', { name: one.name })}
              onClick={() => void proved(() => remove(one.id))}
            >
              {t('Remove')}
            </button>
          </li>
        ))}
      </ul>
      <form
        class="portal-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void proved(add);
        }}
      >
        <Field label={t('Name of the new passkey')} value={name} maxLength={32} hint={t('For example: second key')} />
        <button type="submit" class="button">
          {t('Add a passkey')}
        </button>
      </form>
    </section>
  );
}

function Sessions({ sessions }: { readonly sessions: PortalAccount['sessions'] }) {
  const signOutEverywhere = async () => {
    await ask('DELETE', '/v1/session/everywhere');
    await refreshSession();
    go('declarations');
  };
  return (
    <section class="panel portal-stack" aria-labelledby="sessions-title">
      <h3 id="sessions-title">{t('Where you are signed in')}</h3>
      <ul class="portal-list">
        {sessions.map(({ device, signedInAt, seenAt, isThis }) => (
          <li key={`${signedInAt} ${device}`} class="portal-row">
            <span>
              <strong>{device}</strong>{' '}
              <span class="quiet">
                {t('Signed in {time}, last request {seen}.', {
                  time: dateAndTime(signedInAt),
                  seen: dateAndTime(seenAt),
                })}
              </span>
            </span>
            {isThis && <Badge tone="good" icon="tick" word={t('This browser')} />}
          </li>
        ))}
      </ul>
      <Button label={t('Sign out everywhere')} weight="grave" onPress={() => void signOutEverywhere()} />
    </section>
  );
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
