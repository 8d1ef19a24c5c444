/** A person's passkeys and sessions, in both portals. */
import { useSignal } from '@preact/signals';
import type { PortalAccount } from '../../people/portals/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Field } from '../design/field.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { ask } from './ask.ts';
import { makePasskey, type Proved } from './passkeys.ts';

interface PasskeysProps {
  readonly passkeys: PortalAccount['passkeys'];
  readonly proved: Proved;
}

export function Passkeys({ passkeys, proved }: PasskeysProps) {
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

interface SessionsProps {
  readonly sessions: PortalAccount['sessions'];
  /** Rows that the server did not write, and that are not listed. */
  readonly forged: number;
  /** Called when all sessions have ended. */
  readonly onEnded: () => Promise<void>;
}

export function Sessions({ sessions, forged, onEnded }: SessionsProps) {
  const signOutEverywhere = async () => {
    await ask('DELETE', '/v1/session/everywhere');
    await onEnded();
  };
  return (
    <section class="panel portal-stack" aria-labelledby="sessions-title">
      <h3 id="sessions-title">{t('Where you are signed in')}</h3>
      {forged > 0 && (
        <p role="alert" class="portal-trouble">
          {plural(
            forged,
            '{count} session in your name was not made by this server. It is not listed and gives no access. Tell the agency now.',
            '{count} sessions in your name were not made by this server. They are not listed and give no access. Tell the agency now.',
          )}
        </p>
      )}
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
