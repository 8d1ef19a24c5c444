/** The closed words of second looks. Consoles import them too. */

/** What a second person found about the decision to let a doubted traveller go. */
export const LOOK_FINDINGS = [
  'agrees',
  'disagrees',
  /** The pictures are gone, or show too little. */
  'cannot-tell',
] as const;
export type LookFinding = (typeof LOOK_FINDINGS)[number];

/** What a supervisor found where the second person disagrees. */
export const FOLLOW_UPS = ['decision-stands', 'decision-was-wrong'] as const;
export type FollowUp = (typeof FOLLOW_UPS)[number];

/** How long a second look is waited for before there is an alarm, ms. Retention class `after-doubt` lasts as long, or longer. */
export const LOOK_WITHIN_MS = 4 * 3_600_000;
