import type { Ref } from 'preact';
import './button.css';

export interface ButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  /** For a button that stays down. */
  readonly pressed?: boolean;
  /** `main`: the main act of a view, at most one. `grave`: an act that is hard to undo. */
  readonly weight?: 'main' | 'grave';
  /** Further presses have no effect while the act runs. */
  readonly busy?: boolean;
  /** A key that does the same, shown beside the label. */
  readonly shortcut?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

export function Button({ label, onPress, pressed, weight, busy = false, shortcut, buttonRef }: ButtonProps) {
  return (
    <button
      type="button"
      class={weight === undefined ? 'button' : `button button-${weight}`}
      onClick={() => !busy && onPress()}
      {...(buttonRef !== undefined && { ref: buttonRef })}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      {...(busy && { 'aria-disabled': true })}
      {...(shortcut !== undefined && { 'aria-keyshortcuts': shortcut })}
    >
      {label}
      {shortcut !== undefined && (
        <kbd class="shortcut" aria-hidden="true">
          {shortcut}
        </kbd>
      )}
    </button>
  );
}
