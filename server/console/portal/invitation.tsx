/** A person who is new makes a code, tells the administrators its fingerprint, and makes a passkey with the code once two have approved it. */
import { useSignal } from '@preact/signals';
import type { Invitation as InvitationView } from '../../goods/declarations/api/portal-answers.ts';
import { Button } from '../design/button.tsx';
import { Field } from '../design/field.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { post } from './ask.ts';
import { newCode } from './new-code.ts';
import { makePasskey, type PasskeyTrouble } from './passkeys.ts';
import { go } from './route.ts';
import { refreshSession } from './session.ts';
import { troubleWords } from './words.ts';

export function Invitation() {
  return (
    <div class="portal-narrow portal-stack">
      <MakeCode />
      <UseCode />
      <p>
        <a href="#/declarations">{t('Back to sign-in')}</a>
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
          'The code is made in this browser and sent nowhere. Keep it. Give the customs administrators its fingerprint only: two of them approve it with your name.',
        )}
      </p>
      {made.value === undefined ? (
        <Button label={t('Make a code')} onPress={() => void newCode().then((code) => (made.value = code))} />
      ) : (
        <dl class="portal-facts">
          <dt>{t('Your code: keep it to yourself')}</dt>
          <dd class="digest">{made.value.code}</dd>
          <dt>{t('Its fingerprint: for the administrators')}</dt>
          <dd class="digest">{made.value.fingerprint}</dd>
        </dl>
      )}
    </section>
  );
}

function UseCode() {
  const code = useSignal('');
  const name = useSignal('');
  const found = useSignal<InvitationView | undefined>(undefined);
  const busy = useSignal(false);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const look = async () => {
    busy.value = true;
    const asked = await post<InvitationView>('/v1/people/enrolment', { code: code.value });
    found.value = asked.kind === 'answered' ? asked.value : undefined;
    trouble.value = asked.kind === 'refused' ? asked.code : undefined;
    busy.value = false;
  };
  const make = async () => {
    busy.value = true;
    trouble.value = await makePasskey('/v1/people/enrolment/passkey', { code: code.value }, name.value.trim());
    if (trouble.value === undefined) {
      await refreshSession();
      go('declarations');
    }
    busy.value = false;
  };
  return (
    <section class="panel" aria-labelledby="use-code-title">
      <h2 id="use-code-title">{t('2. Use the approved code')}</h2>
      <form
        class="portal-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy.value) void (found.value === undefined ? look() : make());
        }}
      >
        <Field label={t('Code')} value={code} maxLength={64} isExact />
        {found.value !== undefined && (
          <>
            <p>
              {t('For {name} of {trader}, until {time}.', {
                name: found.value.name,
                trader: found.value.trader,
                time: dateAndTime(found.value.until),
              })}
            </p>
            <Field label={t('Name of the passkey')} value={name} maxLength={32} hint={t('For example: office key')} />
          </>
        )}
        <button type="submit" class="button button-main" {...(busy.value && { 'aria-disabled': true })}>
          {found.value === undefined ? t('Continue') : t('Make a passkey')}
        </button>
        <p role="alert" class="portal-trouble">
          {trouble.value !== undefined && troubleWords(trouble.value)}
        </p>
      </form>
    </section>
  );
}
