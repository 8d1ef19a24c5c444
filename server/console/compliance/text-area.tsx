import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

export interface TextAreaProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly hint?: string;
}

/** Some lines of text with their label. */
export function TextArea({ label, value, hint }: TextAreaProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="field-input"
        rows={4}
        value={value.value}
        {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
        onInput={({ currentTarget }) => (value.value = currentTarget.value)}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} class="quiet field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
