/** A labelled list to choose one word from. */
export interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly words: { readonly [Word in Value]: string };
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}

export function Choice<Value extends string>({ label, words, value, onChoose }: ChoiceProps<Value>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value as Value)}>
        {(Object.entries(words) as [Value, string][]).map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
