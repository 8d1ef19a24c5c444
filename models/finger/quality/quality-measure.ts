/** One measure of a print: a native value in its own unit, and a component 0..100; higher is better. */
export interface QualityMeasure {
  readonly native: number;
  readonly component: number;
}

/** A component that is 0 at `worst`, 100 at `best` and linear between, rounded. `worst` may be larger than `best`. */
export function measured(native: number, worst: number, best: number): QualityMeasure {
  const share = (native - worst) / (best - worst);
  return { native, component: Math.round(100 * Math.max(0, Math.min(1, share))) };
}
