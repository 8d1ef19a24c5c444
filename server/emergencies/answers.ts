import type { ManualOpening } from '../orders/manual-openings.ts';

export interface EmergencyList {
  readonly serverTime: number;
  /** Those that nobody else has looked into first, then the newest. */
  readonly emergencies: readonly ManualOpening[];
}
