import './button.css';

export interface ButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  /** For a button that stays down. */
  readonly pressed?: boolean;
}

export function Button({ label, onPress, pressed }: ButtonProps) {
  return (
    <button
      type="button"
      class="button"
      onClick={onPress}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
    >
      {label}
    </button>
  );
}
