import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../languages/text.ts';

export interface ChoiceFieldProps<Word extends string> {
  readonly label: string;
  /** `null` until the person chooses. */
  readonly value: Signal<Word | null>;
  readonly words: { readonly [W in Word]: string };
}

/** One of a closed list. */
export function ChoiceField<Word extends string>({ label, value, words }: ChoiceFieldProps<Word>) {
  const id = useId();
  const all = Object.keys(words) as Word[];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="field-input"
        value={value.value ?? ''}
        onChange={({ currentTarget }) => {
          value.value = all.find((word) => word === currentTarget.value) ?? value.value;
        }}
      >
        <option value="" disabled>
          {t('Choose…')}
        </option>
        {all.map((word) => (
          <option key={word} value={word}>
            {words[word]}
          </option>
        ))}
      </select>
    </div>
  );
}
