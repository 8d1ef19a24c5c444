/** The closed vocabulary of restrictions. Pure: consoles import it. */

export const RESTRICTION_KINDS = ['sessions-ended', 'proof-required', 'grants-paused', 'keys-paused'] as const;
export type RestrictionKind = (typeof RESTRICTION_KINDS)[number];
