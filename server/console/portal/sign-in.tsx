import { useSignal } from '@preact/signals';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';
import { Development } from './development.tsx';
import { type PasskeyTrouble, usePasskey } from './passkeys.ts';
import { refreshSession, session } from './session.ts';
import { troubleWords } from './words.ts';

export function SignIn() {
  const busy = useSignal(false);
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const signIn = async () => {
    busy.value = true;
    trouble.value = await usePasskey();
    if (trouble.value === undefined) await refreshSession();
    busy.value = false;
  };
  const invented = session.value?.invented ?? [];
  return (
    <section class="panel portal-narrow" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">{t('Sign in')}</h2>
      <p>{t('File declarations, follow them, and see each viewing by customs officers.')}</p>
      <Button weight="main" label={t('Sign in with a passkey')} busy={busy.value} onPress={() => void signIn()} />
      <p role="alert" class="portal-trouble">
        {trouble.value !== undefined && troubleWords(trouble.value)}
      </p>
      <p>
        <a href="#/invitation">{t('I am new here')}</a>
      </p>
      {invented.length > 0 && <Development traders={invented} />}
      <p class="quiet">{t('You are signed out after 15 minutes without a request, and after 8 hours.')}</p>
    </section>
  );
}
