import type { StoredDegradation } from './degradation-table.ts';

/** Lanes that work with less, as consoles show it. */
export interface DegradationView extends StoredDegradation {
  readonly isInForce: boolean;
}

export interface DegradationList {
  readonly serverTime: number;
  /** Those that began last first. */
  readonly degradations: readonly DegradationView[];
}
