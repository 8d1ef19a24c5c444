import type { Duty } from '../access/principal.ts';

/** A duty as administrators and auditors see it. */
export interface DutyView extends Duty {
  readonly personId: string;
  /** The proposal that gave it; `null` for the first administrators. */
  readonly givenBy: string | null;
  readonly givenAt: number;
}

export interface DutyList {
  readonly serverTime: number;
  /** Those that end last first. */
  readonly duties: readonly DutyView[];
}
