/** The closed vocabulary of legal frameworks. Pure: the console imports it. */
export const FRAMEWORK_IDS = [
  'eu-gdpr',
  'eu-law-enforcement',
  'eu-ai-act',
  'uk-gdpr',
  'uk-law-enforcement',
  'us-federal',
] as const;
export type FrameworkId = (typeof FRAMEWORK_IDS)[number];

/** Rules by their content. Several frameworks have the same rule in different articles. */
export const RULE_IDS = [
  'controller-named',
  'contact-named',
  'time-limits-set',
  'law-named',
  'photographs-twelve-hours',
  'logs-six-months',
  'basis-in-law',
  'purpose-covered',
  'purpose-of-authority',
  'onward-transfer',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** The part of the processing that a rule limits. */
export const RULE_SUBJECTS = ['collected', 'kept', 'shared'] as const;
export type RuleSubject = (typeof RULE_SUBJECTS)[number];

/** `to-confirm`: the data cannot decide it, and a person must. */
export const RULE_VERDICTS = ['conforms', 'to-confirm', 'conflict', 'nothing-to-check'] as const;
export type RuleVerdict = (typeof RULE_VERDICTS)[number];
