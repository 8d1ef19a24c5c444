/** Why a supervisory authority gets the seed of a period's noise. */
export const SEED_REASONS = ['inspection', 'complaint', 'court-order'] as const;
export type SeedReason = (typeof SEED_REASONS)[number];

/** `running`: the budget period is not over. `over`: two people can decide. `decided`: the authority can get the seed. */
export const SEED_STATES = ['running', 'over', 'decided'] as const;
export type SeedState = (typeof SEED_STATES)[number];
