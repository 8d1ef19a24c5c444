import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

export interface OptionalFieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly hint?: string;
  readonly isNumber?: boolean;
}

/** A text field that may stay empty. */
export function OptionalField({ label, value, hint, isNumber = false }: OptionalFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="field-input"
        type="text"
        inputMode={isNumber ? 'decimal' : 'text'}
        autocomplete="off"
        maxLength={isNumber ? 8 : 120}
        value={value.value}
        aria-describedby={`${id}-hint`}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value;
        }}
      />
      <p id={`${id}-hint`} class="quiet field-hint">
        {hint}
      </p>
    </div>
  );
}
