import { useSignal } from '@preact/signals';
import type { EnrolmentView } from '../../people/answers/people.ts';
import { enter } from './entered.ts';
import { Field } from './field.tsx';
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
  const keyName = useSignal('My key');
  const about = () => ({
    code,
    ...(view.person === null && { person: { id: id.value.trim(), displayName: displayName.value } }),
  });
  return (
    <>
      <p>{PURPOSE_WORDS[view.purpose]}</p>
      {view.person !== null && (
        <p>
          For <bdi>{view.person.displayName}</bdi> (<span class="digest">{view.person.id}</span>). If that is not you,
          stop here.
        </p>
      )}
      <Form
        send="Make a passkey"
        sending="Waiting for your passkey…"
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
            <Field label="Your name" value={displayName} autocomplete="name" maxLength={64} />
            <Field
              label="Your name at this server"
              value={id}
              hint="3 to 32 small letters, digits and hyphens. It stays in the ledger and cannot be changed."
              autocomplete="username"
              maxLength={32}
              isExact
            />
          </>
        )}
        <Field label="Name of this key" value={keyName} maxLength={32} />
      </Form>
      {passwords && (
        <details class="sign-in-password">
          <summary>Use a password and a code instead</summary>
          <PasswordSetting path="/v1/people/enrolment/password" about={about} onDone={enter} />
        </details>
      )}
    </>
  );
}
