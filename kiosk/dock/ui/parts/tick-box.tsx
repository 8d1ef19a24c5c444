export interface TickBoxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onTick: (checked: boolean) => void;
}

export function TickBox({ label, checked, onTick }: TickBoxProps) {
  return (
    <label class="tick-box">
      <input type="checkbox" checked={checked} onChange={(event) => onTick(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
