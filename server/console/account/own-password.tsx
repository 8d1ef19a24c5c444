import { useSignal } from '@preact/signals';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import { PasswordSetting } from '../sign-in/password-setting.tsx';
import { askProved } from '../sign-in/step-up.ts';
import { say } from './say.ts';

export interface OwnPasswordProps {
  readonly setAt: number | null;
  readonly onChange: () => Promise<void>;
}

/** A password with a code generator, where policy allows them. */
export function OwnPassword({ setAt, onChange }: OwnPasswordProps) {
  const words = useSignal('');
  const remove = async () => {
    words.value = say(await askProved('DELETE', '/v1/session/account/password'), t('Password and code are removed.'));
    await onChange();
  };
  return (
    <section class="panel account-part" aria-labelledby="password-title">
      <div class="panel-head">
        <h2 id="password-title">{t('Password and code')}</h2>
        {setAt !== null && <Button label={t('Remove')} onPress={() => void remove()} />}
      </div>
      <p class="quiet">{setAt === null ? t('Not set.') : t('Set {time}.', { time: timeOfDay(setAt, now.value) })}</p>
      <details>
        <summary>{setAt === null ? t('Set them') : t('Set them anew')}</summary>
        <PasswordSetting path="/v1/session/account/password" about={() => ({})} onDone={onChange} />
      </details>
      <p role="status">{words.value}</p>
    </section>
  );
}
