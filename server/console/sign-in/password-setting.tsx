import { useSignal } from '@preact/signals';
import type { GeneratorSecret } from '../../people/people/answers/people.ts';
import { t } from '../languages/text.ts';
import { ask } from './ask.ts';
import { Field } from '../design/field.tsx';
import { Form } from './form.tsx';
import { QrPicture } from './qr-picture.tsx';
import { askProved } from './step-up.ts';
import { refusalTrouble } from './trouble.ts';

export interface PasswordSettingProps {
  /** `path/options` begins, `path` ends. */
  readonly path: string;
  readonly about: () => unknown;
  readonly onDone: () => Promise<void>;
}

/** Sets a password and a code generator together: an app stores the generator's secret, then a code proves it. */
export function PasswordSetting({ path, about, onDone }: PasswordSettingProps) {
  const begun = useSignal<GeneratorSecret | null>(null);
  const password = useSignal('');
  const code = useSignal('');
  if (begun.value === null) {
    return (
      <Form
        send={t('Begin')}
        sending={t('Asking…')}
        onSend={async () => {
          const asked = await askProved<GeneratorSecret>('POST', `${path}/options`, about());
          if (asked.kind === 'refused') return refusalTrouble(asked);
          begun.value = asked.value;
          return undefined;
        }}
      >
        <p class="quiet">{t('You need an app on your phone that makes codes. A passkey is safer and quicker.')}</p>
      </Form>
    );
  }
  const { ceremony, secret, uri } = begun.value;
  return (
    <Form
      send={t('Set password')}
      sending={t('Setting…')}
      onSend={async () => {
        const asked = await ask('POST', path, { ceremony, password: password.value, code: code.value });
        code.value = '';
        if (asked.kind === 'refused') return refusalTrouble(asked);
        begun.value = null;
        password.value = '';
        await onDone();
        return undefined;
      }}
    >
      <p>{t('Scan this with the app on your phone, or enter the secret below it.')}</p>
      <QrPicture text={uri} label={t('The secret of your code generator, to be scanned')} />
      <p class="digest password-secret">{secret.replaceAll(/.{4}(?=.)/g, '$& ')}</p>
      <Field
        label={t('New password')}
        value={password}
        hint={t('At least 12 characters. Several words are good; a password manager is better.')}
        type="password"
        autocomplete="new-password"
        maxLength={512}
      />
      <Field
        label={t('Code from the app')}
        value={code}
        autocomplete="one-time-code"
        inputMode="numeric"
        maxLength={16}
        isExact
      />
    </Form>
  );
}
