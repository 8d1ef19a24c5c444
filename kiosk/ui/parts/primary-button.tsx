export interface PrimaryButtonProps {
  readonly label: string;
  readonly onPress: () => void;
}

export function PrimaryButton({ label, onPress }: PrimaryButtonProps) {
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
      <svg class="onward" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 12h15M13 6l6 6-6 6" />
      </svg>
    </button>
  );
}
