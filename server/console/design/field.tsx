import { useId } from 'preact/hooks';
import { type Signal, useSignal } from '@preact/signals';
import './field.css';

export interface FieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly hint?: string;
  readonly type?: 'text' | 'password';
  /** The value that a browser may fill in: a keyword of HTML's `autocomplete`. */
  readonly autocomplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal';
  readonly maxLength?: number;
  /** Set in the typeface of codes: for codes and for names that the server assigns. */
  readonly isExact?: boolean;
  /** By default yes. */
  readonly isRequired?: boolean;
  /** The fault of the typed text in words, or '' if it is right. The browser does not send a form with a fault; the text stays. */
  readonly faultOf?: (typed: string) => string;
}

/** A text field with its label. Passwords may be pasted. */
export function Field(props: FieldProps) {
  const { label, value, hint, type = 'text', autocomplete = 'off', inputMode = 'text', maxLength, isExact } = props;
  const { isRequired = true, faultOf } = props;
  const id = useId();
  const isLeft = useSignal(false);
  const fault = faultOf?.(value.value) ?? '';
  const isWrong = isLeft.value && fault !== '';
  const describedBy = [hint !== undefined && `${id}-hint`, faultOf !== undefined && `${id}-fault`]
    .filter((one) => one !== false)
    .join(' ');
  const common = {
    id,
    class: isExact === true ? 'field-input digest' : 'field-input',
    value: value.value,
    autocomplete,
    inputMode,
    autocapitalize: 'none',
    spellcheck: false,
    required: isRequired,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
      value.value = currentTarget.value;
      if (faultOf !== undefined) currentTarget.setCustomValidity(faultOf(currentTarget.value));
    },
    ...(maxLength !== undefined && { maxLength }),
    ...(describedBy !== '' && { 'aria-describedby': describedBy }),
    ...(faultOf !== undefined && {
      ref: (input: HTMLInputElement | null) => input?.setCustomValidity(fault),
      'aria-invalid': isWrong,
      onChange: () => (isLeft.value = true),
      onInvalid: () => (isLeft.value = true),
    }),
  } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'password' ? <input type="password" {...common} /> : <input type="text" {...common} />}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="quiet field-hint">
          {hint}
        </p>
      )}
      {faultOf !== undefined && (
        <p id={`${id}-fault`} class="field-trouble tone-bad" aria-live="polite">
          {isWrong && fault}
        </p>
      )}
    </div>
  );
}
