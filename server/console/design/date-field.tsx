import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../languages/text.ts';
import { DATE_EXAMPLES, type DateForm, readEntry } from './date-entry.ts';
import './field.css';

export interface DateFieldProps {
  readonly label: string;
  /** The typed text. It becomes the one form when the field is left, and stays as it is while it is wrong. */
  readonly value: Pick<Signal<string>, 'value'>;
  /** Named after the entry. By default UTC, in which each minute exists exactly once. */
  readonly zone?: string;
  readonly hint?: string;
  /** The first and the last entry that are possible, in the field's form. */
  readonly least?: string;
  readonly most?: string;
  /** By default yes. */
  readonly isRequired?: boolean;
}

/** A day: `2026-12-31`. */
export function DateField(props: DateFieldProps) {
  return <EntryField {...props} form="day" />;
}

/** A day and a time of day in UTC: `2026-12-31 18:00`. */
export function DateTimeField(props: DateFieldProps) {
  return <EntryField {...props} form="minute" />;
}

/** A time of day: `18:00`. */
export function TimeField(props: DateFieldProps & { readonly zone: string }) {
  return <EntryField {...props} form="clock" />;
}

function EntryField(props: DateFieldProps & { readonly form: DateForm }) {
  const { label, value, form, zone = 'UTC', hint, isRequired = true } = props;
  const id = useId();
  const isLeft = useSignal(false);
  const trouble = troubleOf(props, value.value);
  const isWrong = isLeft.value && trouble !== '';
  return (
    <div class="field date-field">
      <label for={id}>{label}</label>
      <div class="date-entry">
        <input
          id={id}
          // The browser refuses to send a form with a wrong entry
          ref={(input) => input?.setCustomValidity(trouble)}
          class="field-input figures"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          spellcheck={false}
          required={isRequired}
          value={value.value}
          aria-invalid={isWrong}
          aria-describedby={`${id}-zone ${id}-hint ${id}-trouble`}
          onInput={({ currentTarget }) => {
            value.value = currentTarget.value;
            currentTarget.setCustomValidity(troubleOf(props, currentTarget.value));
          }}
          onChange={({ currentTarget }) => {
            isLeft.value = true;
            const entry = readEntry(form, currentTarget.value);
            if (entry.kind === 'read') value.value = entry.text;
          }}
          onInvalid={() => (isLeft.value = true)}
        />
        <span id={`${id}-zone`}>{zone}</span>
      </div>
      <p id={`${id}-hint`} class="quiet field-hint">
        {t('For example {example}', { example: DATE_EXAMPLES[form] })}
        {hint !== undefined && `. ${hint}`}
      </p>
      <p id={`${id}-trouble`} class="field-trouble tone-bad" aria-live="polite">
        {isWrong && trouble}
      </p>
    </div>
  );
}

type Judged = Pick<DateFieldProps, 'least' | 'most' | 'isRequired'> & { readonly form: DateForm };

/** The fault of an entry, in words; nothing while it is right. */
function troubleOf({ form, least = '', most, isRequired = true }: Judged, typed: string): string {
  const entry = readEntry(form, typed);
  switch (entry.kind) {
    case 'missing':
      return isRequired ? t('Write it like this: {example}', { example: DATE_EXAMPLES[form] }) : '';
    case 'malformed':
      return t('Write it like this: {example}', { example: DATE_EXAMPLES[form] });
    case 'no-such-day':
      return t('This day does not exist.');
    case 'no-such-time':
      return t('This time does not exist. Hours go from 00 to 23, and minutes from 00 to 59.');
    case 'read':
      if (entry.text < least) return t('Enter {least} or later.', { least });
      return most !== undefined && entry.text > most ? t('Enter {most} or earlier.', { most }) : '';
  }
}
