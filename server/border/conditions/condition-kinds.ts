/** Closed list, gravest first. Consoles have words for each. */
export const CONDITION_KINDS = [
  /** The gate is open by an emergency order. */
  'lane-in-emergency',
  /** The ten minutes for a second person's finding have passed. */
  'confirmation-overdue',
  'lane-out-of-service',
  /** `REFERS_EVERYONE` applies. */
  'lane-refers-everyone',
  /** A lane analyses too few frames: it runs with a reduced load, or is out of service. */
  'lane-slow',
  /** A technician's readiness check did not end, or left the lane out of service. */
  'lane-check-unfinished',
  /** Measured values of a lane differ from the calibration of its site. */
  'lane-drifted',
  /** A lane holds other bytes of a release than those that were published, or a version that was not published here. */
  'lane-releases-differ',
  /** A lane is behind the freshness limit of the signed channel: no check for a day, or signatures that expire soon or have expired. */
  'lane-releases-behind',
  /** The newest master list of a lane is past an age of its policy. */
  'lane-trust-old',
  /** A watchlist of a lane is past an age of its policy, or missing. */
  'lane-watchlists-old',
  /** A lane left a release of its software by itself, because it did not recover with it. */
  'lane-software-returned',
  /** A second person must still confirm an opening by one person. */
  'confirmation-due',
] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

/** These also raise an alarm under the same name when they begin. An overdue confirmation raises its own (`../emergencies`). */
export const ALARMED_KINDS = [
  'lane-in-emergency',
  'lane-out-of-service',
  'lane-refers-everyone',
  'lane-slow',
  'lane-check-unfinished',
  'lane-drifted',
  'lane-releases-differ',
  'lane-releases-behind',
  'lane-trust-old',
  'lane-watchlists-old',
  'lane-software-returned',
] as const;
export type AlarmedKind = (typeof ALARMED_KINDS)[number];
