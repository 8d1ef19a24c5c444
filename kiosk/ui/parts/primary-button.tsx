export interface PrimaryButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  /** The direction of its arrow. Default: forward. */
  readonly way?: 'back';
}

export function PrimaryButton({ label, onPress, way }: PrimaryButtonProps) {
  return (
    <button type="button" class="primary" onClick={onPress}>
      <span>{label}</span>
      <svg class={way === 'back' ? 'onward back' : 'onward'} viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 12h15M13 6l6 6-6 6" />
      </svg>
    </button>
  );
}
