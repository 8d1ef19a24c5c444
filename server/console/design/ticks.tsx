import type { Signal } from '@preact/signals';
import './ticks.css';

export interface TicksProps<Key extends string> {
  readonly title: string;
  readonly options: readonly Key[];
  readonly words: { readonly [One in Key]: string };
  readonly chosen: Pick<Signal<readonly Key[]>, 'value'>;
}

/** A choice of several options. */
export function Ticks<Key extends string>({ title, options, words, chosen }: TicksProps<Key>) {
  return (
    <fieldset class="ticks">
      <legend>{title}</legend>
      {options.map((key) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={chosen.value.includes(key)}
            onChange={({ currentTarget }) => {
              chosen.value = options.filter((one) =>
                one === key ? currentTarget.checked : chosen.value.includes(one),
              );
            }}
          />
          <span>{words[key]}</span>
        </label>
      ))}
    </fieldset>
  );
}
