import type { EmergencyOpening } from '../store/emergency-openings.ts';

export interface EmergencyList {
  readonly serverTime: number;
  /** Those that nobody else has looked into first, then the newest. */
  readonly emergencies: readonly EmergencyOpening[];
}
