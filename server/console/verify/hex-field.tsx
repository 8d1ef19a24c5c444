import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

interface HexFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: Signal<string>;
  readonly isValid: boolean;
  readonly fault: string;
  /** Reduces the typed text to the value that is kept. */
  readonly clean?: (typed: string) => string;
  /** Content above the field. */
  readonly children?: ComponentChildren;
}

/** A field for bytes in hexadecimal, typed or pasted. */
export function HexField({
  id,
  label,
  hint,
  value,
  isValid,
  fault,
  clean = (typed) => typed,
  children,
}: HexFieldProps) {
  return (
    <div class="given">
      {children}
      <label for={id}>{label}</label>
      <p class="quiet" id={`${id}-hint`}>
        {hint}
      </p>
      <input
        id={id}
        class="digest"
        value={value.value}
        maxLength={200}
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${id}-hint`}
        aria-invalid={!isValid}
        onInput={(event) => {
          value.value = clean(event.currentTarget.value);
        }}
      />
      {!isValid && <p class="given-fault">{fault}</p>}
    </div>
  );
}
