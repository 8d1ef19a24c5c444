/** Closed words of the selection of declarations. Consoles import this file. */

/** Why a declaration has no band: the model cannot be used, it failed, or no item has a heading of the tariff. */
export const UNSCORED_CAUSES = ['no-model', 'model-failed', 'no-goods'] as const;
export type UnscoredCause = (typeof UNSCORED_CAUSES)[number];

/** Recommended controls, from the least to the most. */
export const CONTROL_ROUTES = ['documents', 'scan', 'physical'] as const;
export type ControlRoute = (typeof CONTROL_ROUTES)[number];
