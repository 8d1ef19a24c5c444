import { useId } from 'preact/hooks';
import type { Signal } from '@preact/signals';
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
}

/** A text field with its label. Passwords may be pasted. */
export function Field(props: FieldProps) {
  const { label, value, hint, type = 'text', autocomplete = 'off', inputMode = 'text', maxLength, isExact } = props;
  const { isRequired = true } = props;
  const id = useId();
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
    },
    ...(maxLength !== undefined && { maxLength }),
    ...(hint !== undefined && { 'aria-describedby': `${id}-hint` }),
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
    </div>
  );
}
