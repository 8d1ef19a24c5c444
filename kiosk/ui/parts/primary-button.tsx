export interface PrimaryButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  /** Which way it leads, as its arrow shows: onward unless it says so. */
  readonly way?: 'back';
}

export function PrimaryButton({ label, onPress, way }: PrimaryButtonProps) {
  return (
    <button
      type="button"
      class="primary"
      onClick={(event) => {
        // The stage around it may be one big button too.
        event.stopPropagation();
        onPress();
      }}
    >
      <span>{label}</span>
      <svg class={way === 'back' ? 'onward back' : 'onward'} viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 12h15M13 6l6 6-6 6" />
      </svg>
    </button>
  );
}
