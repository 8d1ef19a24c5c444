import { useSignal } from '@preact/signals';
import type { PartnerInvitation } from '../../sharing/portal/answers.ts';
import { Button } from '../design/button.tsx';
import { Field } from '../design/field.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { post } from '../portal/ask.ts';
import { newCode } from '../portal/new-code.ts';
import { makePasskey, type PasskeyTrouble, usePasskey } from '../portal/passkeys.ts';
import { go } from './route.ts';
import { refreshSession, session, signInInvented } from './session.ts';
import { ROLE_WORDS, troubleWords } from './words.ts';

export function SignIn() {
  const busy = useSignal(false);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const signIn = async (prove: () => Promise<PasskeyTrouble | undefined>) => {
    busy.value = true;
    trouble.value = await prove();
    if (trouble.value === undefined) await refreshSession();
    busy.value = false;
  };
  return (
    <section class="panel portal-narrow" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">{t('Sign in')}</h2>
      <p>{t('Read the agreements of your agency, fetch and verify deliveries, and see every call.')}</p>
      <Button
        weight="main"
        label={t('Sign in with a passkey')}
        busy={busy.value}
        onPress={() => void signIn(usePasskey)}
      />
      <Trouble trouble={trouble.value} />
      <p>
        <a href="#/invitation">{t('I am new here')}</a>
      </p>
      {session.value?.hasInvented && (
        <section class="portal-development portal-stack" aria-labelledby="development-title">
          <h3 id="development-title">{t('Development: an invented person of an invented agency')}</h3>
          <Button label={t('Sign in without proof')} onPress={() => void signIn(signInInvented)} />
        </section>
      )}
      <p class="quiet">{t('You are signed out after 15 minutes without a request, and after 8 hours.')}</p>
    </section>
  );
}

export function Trouble({ trouble }: { readonly trouble: PasskeyTrouble | undefined }) {
  return (
    <p role="alert" class="portal-trouble">
      {trouble !== undefined && troubleWords(trouble)}
    </p>
  );
}

/** A person who is new makes a code, tells the privacy officers its fingerprint, and makes a passkey once two have approved it. */
export function Invitation() {
  return (
    <div class="portal-narrow portal-stack">
      <MakeCode />
      <UseCode />
      <p>
        <a href="#/agreements">{t('Back to sign-in')}</a>
      </p>
    </div>
  );
}

function MakeCode() {
  const made = useSignal<{ readonly code: string; readonly fingerprint: string } | undefined>(undefined);
  return (
    <section class="panel portal-stack" aria-labelledby="make-code-title">
      <h2 id="make-code-title">{t('1. Make a code')}</h2>
      <p>
        {t(
          'The code is made in this browser and sent nowhere. Keep it. Give the privacy officers of the border agency its fingerprint only: two of them approve it with your name and roles.',
        )}
      </p>
      {made.value === undefined ? (
        <Button label={t('Make a code')} onPress={() => void newCode().then((code) => (made.value = code))} />
      ) : (
        <dl class="portal-facts">
          <dt>{t('Your code: keep it to yourself')}</dt>
          <dd class="digest">{made.value.code}</dd>
          <dt>{t('Its fingerprint: for the privacy officers')}</dt>
          <dd class="digest">{made.value.fingerprint}</dd>
        </dl>
      )}
    </section>
  );
}

function UseCode() {
  const code = useSignal('');
  const name = useSignal('');
  const found = useSignal<PartnerInvitation | undefined>(undefined);
  const busy = useSignal(false);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const look = async () => {
    const asked = await post<PartnerInvitation>('/v1/people/enrolment', { code: code.value });
    found.value = asked.kind === 'answered' ? asked.value : undefined;
    trouble.value = asked.kind === 'refused' ? asked.code : undefined;
  };
  const make = async () => {
    trouble.value = await makePasskey('/v1/people/enrolment/passkey', { code: code.value }, name.value.trim());
    if (trouble.value !== undefined) return;
    await refreshSession();
    go('agreements');
  };
  const invited = found.value;
  return (
    <section class="panel" aria-labelledby="use-code-title">
      <h2 id="use-code-title">{t('2. Use the approved code')}</h2>
      <form
        class="portal-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (busy.value) return;
          busy.value = true;
          void (invited === undefined ? look() : make()).finally(() => (busy.value = false));
        }}
      >
        <Field label={t('Code')} value={code} maxLength={64} isExact />
        {invited !== undefined && (
          <>
            <p>
              {t('For {name} of {party}, until {time}. Roles: {roles}.', {
                name: invited.name,
                party: invited.party,
                time: dateAndTime(invited.until),
                roles: invited.roles.map((role) => ROLE_WORDS[role]).join(', '),
              })}
            </p>
            <Field label={t('Name of the passkey')} value={name} maxLength={32} hint={t('For example: office key')} />
          </>
        )}
        <button type="submit" class="button button-main" {...(busy.value && { 'aria-disabled': true })}>
          {invited === undefined ? t('Continue') : t('Make a passkey')}
        </button>
        <Trouble trouble={trouble.value} />
      </form>
    </section>
  );
}
