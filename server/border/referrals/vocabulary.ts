/** The closed vocabulary of decisions about referred travellers. There is no free text that could hold personal data. Consoles import it too. */

export const REFERRAL_STATES = ['waiting', 'taken', 'second-opinion', 'with-supervisor', 'decided'] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

export const DECISIONS = [
  'admitted-after-manual-check',
  /** The second line check of Regulation (EU) 2016/399, art. 2(13). */
  'sent-to-secondary-inspection',
  /** Art. 14 of the same regulation; requires two people. */
  'refused-entry',
  'passed-to-another-authority',
  /** The traveller left before a decision. */
  'left',
  'no-traveller',
] as const;
export type DecisionOutcome = (typeof DECISIONS)[number];

/** Reasons of each outcome. Those of a refusal are the grounds A to I of Regulation (EU) 2016/399, Annex V, part B. */
export const DECISION_REASONS = {
  'admitted-after-manual-check': [
    'identity-confirmed-in-person',
    'document-confirmed-by-hand',
    'capture-was-poor',
    'lane-was-at-fault',
    'exempt-from-the-check',
    'desk-was-chosen',
  ],
  'sent-to-secondary-inspection': [
    'identity-not-settled',
    'document-doubtful',
    'deception-of-lane-possible',
    'watchlist-to-be-settled',
    'purpose-or-means-to-be-settled',
    'welfare-to-be-settled',
  ],
  'refused-entry': [
    'no-valid-travel-document',
    'false-travel-document',
    'no-valid-visa-or-permit',
    'false-visa-or-permit',
    'purpose-not-justified',
    'stay-exhausted',
    'means-insufficient',
    'alert-for-refusal',
    'threat-to-order-or-health',
  ],
  'passed-to-another-authority': ['police', 'medical-service', 'child-protection', 'asylum-authority', 'customs'],
  left: ['left-before-seen', 'left-while-seen', 'went-to-another-desk'],
  'no-traveller': ['lane-fault', 'staff-in-lane', 'nobody-there'],
} as const satisfies { readonly [Outcome in DecisionOutcome]: readonly string[] };
export type DecisionReason = (typeof DECISION_REASONS)[DecisionOutcome][number];

export const ALL_DECISION_REASONS: readonly DecisionReason[] = DECISIONS.flatMap(
  (outcome): readonly DecisionReason[] => DECISION_REASONS[outcome],
);

export interface Decision {
  readonly outcome: DecisionOutcome;
  readonly reason: DecisionReason;
}

export function isReasonOf({ outcome, reason }: Decision): boolean {
  const reasons: readonly DecisionReason[] = DECISION_REASONS[outcome];
  return reasons.includes(reason);
}

/** Kinds of care that a traveller may need. A code never says who or why. */
export const SAFEGUARDING_CODES = [
  'unaccompanied-minor',
  'separated-child',
  'possible-trafficking',
  'vulnerable-adult',
  'medical-need',
  'asylum-wish',
] as const;
export type SafeguardingCode = (typeof SAFEGUARDING_CODES)[number];

/** Notes about a lane for the next shift. */
export const LANE_NOTES = [
  'camera-to-clean',
  'reader-slow',
  'gate-noisy',
  'finger-scanner-to-clean',
  'technician-called',
  'many-referrals',
  'queue-long',
  'assistance-often-needed',
  'keep-an-eye-on',
] as const;
export type LaneNote = (typeof LANE_NOTES)[number];

/** Results of a test referral. */
export const TEST_RESULTS = [
  'sound',
  /** Admitted despite a grave fault. */
  'missed',
  /** No officer took it in time. */
  'not-noticed',
  /** The officer correctly reported that there was no traveller. */
  'not-scored',
] as const;
export type TestResult = (typeof TEST_RESULTS)[number];

/** Reasons why an act on a referral, a watch or a handover is refused. */
export const REFERRAL_REFUSALS = [
  /** Another person has acted since the asker's version. */
  'referral-changed',
  'referral-taken',
  'not-your-referral',
  'referral-decided',
  /** The act needs a person without a part in the referral. */
  'another-person-required',
  /** A refusal of entry needs an agreeing second opinion. */
  'second-opinion-required',
  /** The decision differs from the one that the second opinion agreed to. */
  'opinion-differs',
  'not-with-supervisor',
  'reason-not-of-outcome',
  /** Taking referrals requires a watch of the site. */
  'not-on-watch',
  'watching-elsewhere',
  /** The hour has passed; another person must watch. */
  'relief-due',
] as const;
export type ReferralRefusal = (typeof REFERRAL_REFUSALS)[number];
