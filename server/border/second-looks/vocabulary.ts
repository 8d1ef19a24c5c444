/** The closed vocabulary of second looks. Consoles import it too. */

/** Findings of the second person about the decision to let a doubted traveller go. */
export const LOOK_FINDINGS = [
  'agrees',
  'disagrees',
  /** The pictures are gone, or show too little. */
  'cannot-tell',
] as const;
export type LookFinding = (typeof LOOK_FINDINGS)[number];

/** A supervisor's findings after a disagreement. */
export const FOLLOW_UPS = ['decision-stands', 'decision-was-wrong'] as const;
export type FollowUp = (typeof FOLLOW_UPS)[number];

/** Time until an alarm for a missing look, ms. Retention class `after-doubt` should last at least as long. */
export const LOOK_WITHIN_MS = 4 * 3_600_000;
