export interface ChoiceButtonProps {
  readonly label: string;
  /** Its purpose, shown until it is chosen. */
  readonly note: string;
  /** The label once it is chosen. */
  readonly chosenLabel: string;
  readonly chosen: boolean;
  readonly shortcut?: string;
  readonly onChoose: () => void;
}

/** A choice that a traveller makes once. */
export function ChoiceButton({ label, note, chosenLabel, chosen, shortcut, onChoose }: ChoiceButtonProps) {
  return (
    <button
      type="button"
      class="choice"
      aria-pressed={chosen}
      aria-keyshortcuts={shortcut}
      disabled={chosen}
      onClick={onChoose}
    >
      <b>{chosen ? chosenLabel : label}</b>
      {!chosen && <small>{note}</small>}
    </button>
  );
}
