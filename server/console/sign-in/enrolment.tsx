import { useSignal } from '@preact/signals';
import type { EnrolmentView } from '../../people/people/answers/people.ts';
import { rich, t } from '../languages/text.ts';
import { enter } from './entered.ts';
import { Field } from '../design/field.tsx';
import { Form } from './form.tsx';
import { makePasskey } from './passkey.ts';
import { PasswordSetting } from './password-setting.tsx';
import { PURPOSE_WORDS } from './words.ts';
import { outcomeTrouble } from './trouble.ts';

/** Exchanges a code for a passkey or a password, and signs in with it. */
export function Enrolment(props: { readonly code: string; readonly view: EnrolmentView; readonly passwords: boolean }) {
  const { code, view, passwords } = props;
  const id = useSignal('');
  const displayName = useSignal('');
  const keyName = useSignal(t('My key'));
  const about = () => ({
    code,
    ...(view.person === null && { person: { id: id.value.trim(), displayName: displayName.value } }),
  });
  return (
    <>
      <p>{PURPOSE_WORDS[view.purpose]}</p>
      {view.person !== null && (
        <p>
          {rich('For {displayName} ({id}). If that is not you, stop here.', {
            displayName: <bdi>{view.person.displayName}</bdi>,
            id: <span class="digest">{view.person.id}</span>,
          })}
        </p>
      )}
      <Form
        send={t('Make a passkey')}
        sending={t('Waiting for your passkey…')}
        onSend={async () => {
          const outcome = await makePasskey('/v1/people/enrolment/passkey', about(), keyName.value);
          if (outcome.kind !== 'done') {
            return outcomeTrouble(outcome);
          }
          await enter();
          return undefined;
        }}
      >
        {view.person === null && (
          <>
            <Field label={t('Your name')} value={displayName} autocomplete="name" maxLength={64} />
            <Field
              label={t('Your name at this server')}
              value={id}
              hint={t('3 to 32 small letters, digits and hyphens. It stays in the ledger and cannot be changed.')}
              autocomplete="username"
              maxLength={32}
              isExact
            />
          </>
        )}
        <Field label={t('Name of this key')} value={keyName} maxLength={32} />
      </Form>
      {passwords && (
        <details class="sign-in-password">
          <summary>{t('Use a password and a code instead')}</summary>
          <PasswordSetting path="/v1/people/enrolment/password" about={about} onDone={enter} />
        </details>
      )}
    </>
  );
}
