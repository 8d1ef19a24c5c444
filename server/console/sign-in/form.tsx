import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../design/icon.tsx';
import { t } from '../languages/text.ts';
import type { Trouble } from './trouble.ts';
import { waitWords } from './words.ts';
import './form.css';

export interface FormProps {
  /** Sends the form. Resolves to the trouble, or to nothing if there is nothing to show. */
  readonly onSend: () => Promise<Trouble | undefined>;
  readonly send: string;
  readonly sending: string;
  readonly children?: ComponentChildren;
  /** Beside the button. */
  readonly beside?: ComponentChildren;
}

/** A form for one act: fields, a button with a verb, and the outcome, which is announced. */
export function Form({ onSend, send, sending, children, beside }: FormProps) {
  const isBusy = useSignal(false);
  const trouble = useSignal<Trouble | undefined>(undefined);
  const waitUntil = useSignal(0);
  const words = useRef<HTMLDivElement>(null);
  const submit = async () => {
    if (isBusy.value || waitUntil.value > Date.now()) return;
    isBusy.value = true;
    trouble.value = undefined;
    const found = await onSend();
    isBusy.value = false;
    trouble.value = found;
    waitUntil.value = found === undefined || found.waitS === null ? 0 : Date.now() + found.waitS * 1_000;
    if (found !== undefined) words.current?.focus();
  };
  return (
    <form
      class="form"
      aria-busy={isBusy.value}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      <div class="form-actions">
        <button type="submit" class="button form-send" aria-disabled={isBusy.value}>
          {isBusy.value ? sending : send}
        </button>
        {beside}
      </div>
      <div role="status" tabIndex={-1} ref={words} class="form-words">
        {trouble.value !== undefined && (
          <p class="form-trouble tone-bad">
            <Icon name="warning" />
            <span>{trouble.value.words}</span>
          </p>
        )}
      </div>
      {typeof trouble.value?.waitS === 'number' && <Countdown until={waitUntil} />}
    </form>
  );
}

/** The time that is left to wait. It is shown, and not announced each second. */
function Countdown({ until }: { readonly until: Signal<number> }) {
  const left = useSignal(0);
  useEffect(() => {
    const count = () => {
      left.value = Math.max(0, Math.ceil((until.value - Date.now()) / 1_000));
    };
    count();
    const timer = setInterval(count, 1_000);
    return () => clearInterval(timer);
  }, [until.value]);
  return (
    <p class="quiet figures">
      {left.value > 0 ? t('Try again in {time}.', { time: waitWords(left.value) }) : t('You can try again now.')}
    </p>
  );
}
