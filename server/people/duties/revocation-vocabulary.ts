/** Words of the revocation of officers. Pure: consoles import them too. */

/** Why an officer was revoked; a later one outranks an earlier one. */
export const REVOCATION_CAUSES = [
  'account-disabled',
  'duty-ended',
  /** The officer's conduct is examined. */
  'suspicion',
  /** A key of the officer may be in the hands of another person. */
  'key-stolen',
] as const;
export type RevocationCause = (typeof REVOCATION_CAUSES)[number];

/** Causes that a new duty or a recovery does not end: two people must take the revocation back. */
export const EXAMINED_CAUSES = ['suspicion', 'key-stolen'] as const satisfies readonly RevocationCause[];

export function isExamined(cause: RevocationCause | null): boolean {
  return EXAMINED_CAUSES.some((one) => one === cause);
}

/** Why two people take a revocation back. */
export const TAKE_BACK_REASONS = ['mistake', 'suspicion-refuted', 'keys-renewed'] as const;
export type TakeBackReason = (typeof TAKE_BACK_REASONS)[number];
