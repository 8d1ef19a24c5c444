/** Sign-in as a person of an invented trader. The server offers it in development mode only. */
import { useSignal } from '@preact/signals';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';
import { type Problem, post } from './ask.ts';
import { refreshSession } from './session.ts';
import { troubleWords } from './words.ts';

/** Resolves to `undefined` when it is done. */
export async function signInInvented(trader: string): Promise<Problem | undefined> {
  const asked = await post('/v1/session/development', { trader });
  return asked.kind === 'refused' ? asked.code : undefined;
}

export function Development({ traders }: { readonly traders: readonly string[] }) {
  const trouble = useSignal<Problem | undefined>(undefined);
  const signIn = async (trader: string) => {
    trouble.value = await signInInvented(trader);
    if (trouble.value === undefined) await refreshSession();
  };
  return (
    <section class="portal-development portal-stack" aria-labelledby="development-title">
      <h3 id="development-title">{t('Development: sign in as a person of an invented trader')}</h3>
      <div class="choices">
        {traders.map((trader) => (
          <Button key={trader} label={trader} onPress={() => void signIn(trader)} />
        ))}
      </div>
      <p role="alert" class="portal-trouble">
        {trouble.value !== undefined && troubleWords(trouble.value)}
      </p>
    </section>
  );
}
