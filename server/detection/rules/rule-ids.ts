/** The closed vocabulary of rules. An id keeps its meaning permanently; a changed rule gets a higher version. Pure. */

/** Rules that hold for everyone at any time. They are never calibrated and never muted. */
export const INVARIANT_IDS = [
  // Lanes and travellers
  'forked-sequence',
  'copied-lane-key',
  'foreign-lane-software',
  'document-at-two-sites',
  'comparisons-exhausted',
  'attempts-overrun',
  'blind-queries-misused',
  'retention-overdue',
  // Sign-in
  'sign-ins-guessed',
  'console-failures',
  'alternating-consoles',
  'viewed-at-other-console',
  'person-at-two-sites',
  'copied-passkey',
  'replayed-proof',
  'enrolment-codes-guessed',
  'acts-refused-often',
  // Referrals, evidence and gates
  'opened-without-referral',
  'opened-for-cause-often',
  'opening-unconfirmed',
  'opening-unfounded',
  'decided-alone-against-failure',
  'second-look-disagrees',
  'viewings-too-many',
  'erased-without-request',
  'erased-after-own-release',
  'lane-disabled-under-hold',
  'degraded-and-decided',
  // People
  'acted-after-disabled',
  'invited-and-signed-in',
  'recovered-by-helper',
  'duty-holder-invited',
  'duty-for-oneself',
  'brief-duty',
  'many-people-disabled',
  'first-code-used-late',
  'approved-for-oneself',
  'approved-unread',
  'approved-in-turns',
  // Keys, partners and traders
  'key-used-by-issuer',
  'key-on-many-networks',
  'revoked-key-used',
  'partner-refused-often',
  'outside-agreement',
  'export-receipt-missing',
  'records-exported-often',
  'lists-searched-often',
  'copied-trader-passkey',
  'trader-keys-made-often',
  'trader-sign-ins-refused',
  'trader-arranged-from-new-network',
  'trader-passkey-used-elsewhere',
  'partner-answer-forged',
  // Releases and operation
  'released-in-freeze',
  'held-release-resumed-alone',
  'freeze-lifted-and-resumed',
  'releases-returned-often',
  'exception-ended-early',
  'feed-silent',
  'database-behind-log',
  'server-key-misused',
  'server-files-differ',
  'alerts-silenced-over-incident',
  'alerts-rerouted',
  'own-alert-dismissed',
] as const;
export type InvariantId = (typeof INVARIANT_IDS)[number];

/** Rules that compare counts and shares with their own past and with peers. */
export const STATISTIC_IDS = [
  // People
  'acts-in-hour',
  'acts-of-day',
  'acts-rise',
  'acts-beyond-peers',
  'acts-at-unusual-time',
  'views-of-others',
  'views-of-others-beyond-peers',
  'admits-more',
  'admits-more-beyond-peers',
  'admits-unseen',
  'admits-unseen-beyond-peers',
  'chooses-one-lane',
  'decides-for-one-person',
  'refused-acts-of-day',
  // Lanes
  'comparisons-fail',
  'comparisons-fail-beyond-peers',
  'presentations-refused',
  'presentations-refused-beyond-peers',
  'presentations-refused-in-hour',
  'documents-refused',
  'documents-refused-beyond-peers',
  'documents-refused-in-hour',
  'documents-repeated',
  'refers-more',
  'refers-less',
  'abandoned-more',
  'lane-traffic',
  'lane-faults',
  // Partners, traders and clients
  'rows-of-day',
  'rows-rise',
  'partner-acts-of-day',
  'trader-acts-of-day',
  'trader-acts-rise',
  'trader-refused-more',
  // Sites and the server
  'sign-in-failures',
  'signals-in-hour',
  'signals-of-day',
  'portal-in-hour',
] as const;
export type StatisticId = (typeof STATISTIC_IDS)[number];

export type RuleId = InvariantId | StatisticId;
export const RULE_IDS: readonly RuleId[] = [...INVARIANT_IDS, ...STATISTIC_IDS];

/** The measure that would have prevented the events of a finding. */
export const COUNTERFACTUAL_CODES = [
  'second-person',
  'second-opinion',
  'smaller-limit',
  'step-up',
  'shorter-session',
  'bound-to-device',
  'bound-to-network',
  'narrower-duty',
  'narrower-agreement',
  'shorter-agreement',
  'attempt-limit',
  'lane-out-of-service',
  'key-in-element',
  'signed-approval',
  'reconciliation',
  'longer-retention',
  'monitoring',
  /** The act is allowed and harmless alone; only its pattern is not. */
  'nothing-earlier',
] as const;
export type CounterfactualCode = (typeof COUNTERFACTUAL_CODES)[number];

/** Suggestions for the first step of an inquiry. */
export const NEXT_STEP_CODES = [
  'compare-with-roster',
  'ask-person',
  'ask-supervisor',
  'review-decisions',
  'review-viewings',
  'review-approvals',
  'end-sessions',
  'require-step-up',
  'pause-grants',
  'pause-key',
  'take-lane-out-of-service',
  'inspect-lane',
  'inspect-camera',
  'follow-document',
  'compare-database-with-log',
  'renew-key',
  'check-agreement',
  'check-feed',
  'check-network',
  'restore-alerting',
  'return-release',
] as const;
export type NextStepCode = (typeof NEXT_STEP_CODES)[number];
