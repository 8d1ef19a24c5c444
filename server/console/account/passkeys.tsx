import { useSignal } from '@preact/signals';
import type { PasskeyView } from '../../people/people/answers/people.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import { refreshSession } from '../shell/session.ts';
import { ask } from '../sign-in/ask.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { makePasskey } from '../sign-in/passkey.ts';
import { askProved, stepUp } from '../sign-in/step-up.ts';
import { say } from './say.ts';
import { ACCOUNT_WORDS } from './words.ts';
import { outcomeTrouble, refusalTrouble } from '../sign-in/trouble.ts';

export interface PasskeysProps {
  readonly passkeys: readonly PasskeyView[];
  readonly onChange: () => Promise<void>;
}

/** The passkeys of the signed-in person. The page asks for two: a person who loses the only one needs two administrators. */
export function Passkeys({ passkeys, onChange }: PasskeysProps) {
  const usable = passkeys.filter(({ blocked }) => !blocked).length;
  const changed = async () => {
    await onChange();
    await refreshSession();
  };
  return (
    <section class="panel account-part" aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">{t('Passkeys')}</h2>
      {usable < 2 && (
        <p class="account-advice">
          <Badge tone="caution" icon="warning" word={usable === 0 ? t('No passkey') : ACCOUNT_WORDS['only-one']} />{' '}
          {usable === 0
            ? t('Add one: it is safer than a password.')
            : t('Add a second one and keep it elsewhere. Without it, a lost key means going to two administrators.')}
        </p>
      )}
      <ul class="account-list">
        {passkeys.map((passkey) => (
          <Passkey key={passkey.id} passkey={passkey} onChange={changed} />
        ))}
      </ul>
      <AddPasskey isFirst={usable === 0} onChange={changed} />
    </section>
  );
}

function Passkey({ passkey, onChange }: { readonly passkey: PasskeyView; readonly onChange: () => Promise<void> }) {
  const { id, name, synced, addedAt, usedAt, blocked } = passkey;
  const words = useSignal('');
  const isRenaming = useSignal(false);
  const path = `/v1/session/passkeys/${id}`;
  const remove = async () => {
    const asked = await askProved('DELETE', path);
    words.value = say(asked, t('“{name}” is removed.', { name }));
    if (asked.kind === 'answered') await onChange();
  };
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          <bdi>{name}</bdi>
          {blocked && <Badge tone="bad" icon="cross" word={ACCOUNT_WORDS.blocked} />}
        </p>
        <p class="quiet">
          {synced ? t('Stored by your account on several devices.') : t('Stored on one device.')}{' '}
          {usedAt === null
            ? t('Added {added}, not used since.', { added: timeOfDay(addedAt, now.value) })
            : t('Added {added}, last used {used}.', {
                added: timeOfDay(addedAt, now.value),
                used: timeOfDay(usedAt, now.value),
              })}
        </p>
        {blocked && <p>{t('A copy of it may exist, so it no longer works. Remove it and add another.')}</p>}
        {isRenaming.value && (
          <Rename
            path={path}
            name={name}
            onDone={async () => {
              isRenaming.value = false;
              await onChange();
            }}
          />
        )}
        <p role="status">{words.value}</p>
      </div>
      <div class="account-actions" role="group" aria-label={t('Passkey {name}', { name })}>
        <Button label={t('Rename')} pressed={isRenaming.value} onPress={() => (isRenaming.value = !isRenaming.value)} />
        <Button label={t('Remove')} onPress={() => void remove()} />
      </div>
    </li>
  );
}

function Rename(props: { readonly path: string; readonly name: string; readonly onDone: () => Promise<void> }) {
  const name = useSignal(props.name);
  return (
    <Form
      send={t('Save name')}
      sending={t('Saving…')}
      onSend={async () => {
        const asked = await ask('PATCH', props.path, { name: name.value });
        if (asked.kind === 'refused') return refusalTrouble(asked);
        await props.onDone();
        return undefined;
      }}
    >
      <Field label={t('Name of this passkey')} value={name} maxLength={32} />
    </Form>
  );
}

function AddPasskey({ isFirst, onChange }: { readonly isFirst: boolean; readonly onChange: () => Promise<void> }) {
  const name = useSignal(isFirst ? t('First key') : t('Second key'));
  const add = () => makePasskey('/v1/session/passkeys', {}, name.value);
  return (
    <Form
      send={t('Add a passkey')}
      sending={t('Waiting for your new passkey…')}
      onSend={async () => {
        let outcome = await add();
        const wantsProof = outcome.kind === 'refused' && outcome.code === 'step-up-required';
        if (wantsProof && (await stepUp())) outcome = await add();
        if (outcome.kind !== 'done') return outcomeTrouble(outcome);
        await onChange();
        return undefined;
      }}
    >
      <Field label={t('Name of the new key')} value={name} maxLength={32} />
    </Form>
  );
}
