/** The closed vocabulary of trials. Pure: consoles import it. */

/** Decades that findings of the rule need in addition. */
export const TRIAL_LIMITS = {
  'ten-times-rarer': 1,
  'three-times-rarer': 0.5,
  'three-times-commoner': -0.5,
  'ten-times-commoner': -1,
} as const;
export type TrialLimit = keyof typeof TRIAL_LIMITS;
export const TRIAL_LIMIT_NAMES = Object.keys(TRIAL_LIMITS) as readonly TrialLimit[] as readonly [
  TrialLimit,
  ...TrialLimit[],
];

export const TRIAL_STATES = ['running', 'done', 'cancelled', 'failed'] as const;
export type TrialState = (typeof TRIAL_STATES)[number];

/** Days that a trial shows. */
export const TRIAL_DAYS = 90;
/** Lost findings that are listed; all are counted. */
export const MAX_LOST = 50;
