import { useSignal } from '@preact/signals';
import { rich, t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import { ask } from './ask.ts';
import { enter } from './entered.ts';
import { Field } from '../design/field.tsx';
import { Form } from './form.tsx';
import { usePasskey } from './passkey.ts';
import { outcomeTrouble, refusalTrouble } from './trouble.ts';

const IS_ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[.*\])$/;

/** The passkey comes first: it needs no name, and it can be neither guessed nor given away. */
export function WaysIn({ passwords }: { readonly passwords: boolean }) {
  return (
    <section class="panel sign-in-ways" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">{t('Sign in')}</h2>
      {IS_ADDRESS.test(location.hostname) && <ByName />}
      <Form
        send={t('Sign in with a passkey')}
        sending={t('Waiting for your passkey…')}
        onSend={async () => {
          const outcome = await usePasskey('/v1/session/passkey');
          if (outcome.kind !== 'done') return outcomeTrouble(outcome);
          await enter();
          return undefined;
        }}
      >
        <p class="quiet">{t('Use your security key, phone or computer. You do not need to type a name.')}</p>
      </Form>
      {passwords && <WithPassword />}
      <ul class="sign-in-more">
        <li>
          <a href={hashOf('sign-in', 'code')}>{t('I have a code')}</a>
        </li>
        <li>
          <a href={hashOf('sign-in', 'lost')}>{t('I have lost my key')}</a>
        </li>
      </ul>
    </section>
  );
}

function WithPassword() {
  const name = useSignal('');
  const password = useSignal('');
  const code = useSignal('');
  return (
    <details class="sign-in-password">
      <summary>{t('Sign in with a password and a code')}</summary>
      <Form
        send={t('Sign in')}
        sending={t('Signing in…')}
        onSend={async () => {
          const sent = { name: name.value, password: password.value, code: code.value };
          const asked = await ask('POST', '/v1/session/password', sent);
          code.value = '';
          if (asked.kind === 'refused') return refusalTrouble(asked);
          password.value = '';
          await enter();
          return undefined;
        }}
      >
        <Field label={t('Name')} value={name} autocomplete="username" maxLength={64} isExact />
        <Field label={t('Password')} value={password} type="password" autocomplete="current-password" maxLength={512} />
        <Field
          label={t('Code')}
          value={code}
          hint={t('Six digits from the app on your phone. Each works once.')}
          autocomplete="one-time-code"
          inputMode="numeric"
          maxLength={16}
          isExact
        />
      </Form>
    </details>
  );
}

/** Passkeys are bound to a host name. For a bare IP address no browser offers one. */
function ByName() {
  const byName = `${location.protocol}//localhost${location.port === '' ? '' : `:${location.port}`}/${location.hash}`;
  return (
    <p class="sign-in-by-name tone-caution">
      {rich('Passkeys do not work at a bare address. Open this page as {byName}.', {
        byName: <a href={byName}>{byName}</a>,
      })}
    </p>
  );
}
