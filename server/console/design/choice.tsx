import { useId } from 'preact/hooks';
import './choice.css';
import { t } from '../languages/text.ts';

export interface ChoiceProps<Key extends string> {
  readonly title: string;
  readonly options: readonly Key[];
  readonly words: { readonly [One in Key]: string };
  readonly chosen: Key | null;
  readonly onChoose: (key: Key) => void;
  /** A class by which a page changes the layout. */
  readonly className?: string;
}

/** A choice among a few options, all visible. Arrow keys move from one to the next. */
export function Choice<Key extends string>({ title, options, words, chosen, onChoose, className }: ChoiceProps<Key>) {
  const name = useId();
  return (
    <fieldset class={className === undefined ? 'choice' : `choice ${className}`}>
      <legend>{title}</legend>
      {options.map((key) => (
        <label key={key}>
          <input type="radio" name={name} checked={key === chosen} onChange={() => onChoose(key)} />
          <span>{words[key]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A choice among many options: a list that opens. */
export function Select<Key extends string>({ title, options, words, chosen, onChoose }: ChoiceProps<Key>) {
  const id = useId();
  return (
    <div class="select">
      <label for={id}>{title}</label>
      <select
        id={id}
        value={chosen ?? ''}
        onChange={({ currentTarget }) => {
          const key = options.find((one) => one === currentTarget.value);
          if (key !== undefined) onChoose(key);
        }}
      >
        <option value="" disabled>
          {t('Choose…')}
        </option>
        {options.map((key) => (
          <option key={key} value={key}>
            {words[key]}
          </option>
        ))}
      </select>
    </div>
  );
}
