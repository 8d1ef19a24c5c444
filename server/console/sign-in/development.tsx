import { useSignal } from '@preact/signals';
import type { Role } from '../../platform/access/vocabulary.ts';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';
import { refreshSession } from '../shell/session.ts';
import { ask } from './ask.ts';
import { ROLE_WORDS } from '../words.ts';

/** People of partner agencies work in their own portal. */
function isStaff(role: Role): boolean {
  return role !== 'partner';
}

/** Sign-in as an invented person. The server offers it in development mode only. */
export function Development({ roles }: { readonly roles: readonly Role[] }) {
  const failed = useSignal(false);
  const isSecond = useSignal(false);
  const signIn = async (role: Role) => {
    const asked = await ask('POST', '/v1/development/sign-in', {
      role,
      ...(isSecond.value && { invented: 'second' }),
    });
    failed.value = asked.kind === 'refused';
    if (asked.kind === 'answered') await refreshSession();
  };
  return (
    <section class="sign-in-development" aria-labelledby="development-title">
      <h3 id="development-title">{t('Development: sign in as an invented person')}</h3>
      <div class="choices">
        {roles.filter(isStaff).map((role) => (
          <Button key={role} label={ROLE_WORDS[role]} onPress={() => void signIn(role)} />
        ))}
      </div>
      <label>
        <input
          type="checkbox"
          checked={isSecond.value}
          onChange={(event) => {
            isSecond.value = event.currentTarget.checked;
          }}
        />
        {t('As a second person of the role, for acts that need two people')}
      </label>
      <p role="status">{failed.value && t('The server did not answer. Try again.')}</p>
    </section>
  );
}
