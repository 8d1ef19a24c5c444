import { useSignal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SessionView } from '../../people/people/answers/session.ts';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';
import { refreshSession, session } from '../shell/session.ts';
import { ask } from './ask.ts';
import { Field } from '../design/field.tsx';
import { Form } from './form.tsx';
import { usePasskey } from './passkey.ts';
import { outcomeTrouble, refusalTrouble } from './trouble.ts';
import './sign-in.css';

/** Opens the dialog. Resolves after the person has given a proof, or has closed it. */
export function askForProof(): Promise<boolean> {
  const place = document.createElement('div');
  document.body.append(place);
  return new Promise<boolean>((resolve) => {
    const close = (isProved: boolean) => {
      render(null, place);
      place.remove();
      resolve(isProved);
    };
    render(<StepUp onClose={close} />, place);
  });
}

function StepUp({ onClose }: { readonly onClose: (isProved: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const done = async () => {
    await refreshSession();
    onClose(true);
  };
  return (
    <dialog
      ref={dialog}
      class="step-up"
      aria-labelledby="step-up-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose(false);
      }}
    >
      <h2 id="step-up-title">{t('Confirm who you are')}</h2>
      <p>
        {t('This act needs a fresh proof of who you are. The proof is valid for five minutes, in this session only.')}
      </p>
      <Proof view={viewOf()} onDone={done} />
      <Button label={t('Cancel')} onPress={() => onClose(false)} />
    </dialog>
  );
}

function Proof({ view, onDone }: { readonly view: SessionView | null; readonly onDone: () => Promise<void> }) {
  const code = useSignal('');
  if (view?.principal?.method === 'development') {
    return (
      <Form
        send={t('Development: confirm')}
        sending={t('Asking…')}
        onSend={async () => {
          const asked = await ask('POST', '/v1/development/step-up', {});
          if (asked.kind === 'refused') return refusalTrouble(asked);
          await onDone();
          return undefined;
        }}
      />
    );
  }
  return (
    <>
      <Form
        send={t('Use my passkey')}
        sending={t('Waiting for your passkey…')}
        onSend={async () => {
          const outcome = await usePasskey('/v1/session/step-up/passkey');
          if (outcome.kind !== 'done') return outcomeTrouble(outcome);
          await onDone();
          return undefined;
        }}
      />
      {view?.signIn.passwords === true && (
        <Form
          send={t('Use this code')}
          sending={t('Asking…')}
          onSend={async () => {
            const asked = await ask('POST', '/v1/session/step-up/code', { code: code.value });
            code.value = '';
            if (asked.kind === 'refused') return refusalTrouble(asked);
            await onDone();
            return undefined;
          }}
        >
          <Field
            label={t('Or a code from the app on your phone')}
            value={code}
            autocomplete="one-time-code"
            inputMode="numeric"
            maxLength={16}
            isExact
          />
        </Form>
      )}
    </>
  );
}

function viewOf(): SessionView | null {
  const { value } = session;
  return value.kind === 'signed-in' ? value.view : null;
}
