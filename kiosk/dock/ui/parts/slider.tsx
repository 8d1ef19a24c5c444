export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly step: number;
  /** The value with its unit. */
  readonly shown: string;
  readonly onSlide: (value: number) => void;
}

export function Slider({ label, value, max, step, shown, onSlide }: SliderProps) {
  return (
    <label class="field">
      <span>
        {label} <output class="figures quiet">{shown}</output>
      </span>
      <input
        type="range"
        min={0}
        max={max}
        step={step}
        value={value}
        aria-valuetext={shown}
        onInput={(event) => onSlide(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
