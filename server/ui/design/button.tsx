import type { Ref } from 'preact';
import './button.css';

export interface ButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  /** For a button that stays down. */
  readonly pressed?: boolean;
  /** `main`: what most people came for, one to a place. `grave`: what is not easily taken back. */
  readonly weight?: 'main' | 'grave';
  /** Pressed while it works, it does nothing more. */
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
