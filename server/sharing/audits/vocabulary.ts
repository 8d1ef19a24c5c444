/** The closed words of audits of partners. Pure: the console imports it. */

/** The clauses of an agreement that an audit asks about, in the order of the agreement. */
export const AUDIT_CLAUSES = [
  'purpose',
  'datasets',
  'receipts',
  'retention',
  'recipients',
  'onward-transfer',
  'rate',
  'budget',
  'keys',
  'need',
] as const;
export type AuditClause = (typeof AUDIT_CLAUSES)[number];

export const AUDIT_ANSWERS = ['met', 'not-met', 'not-applicable'] as const;
export type AuditAnswer = (typeof AUDIT_ANSWERS)[number];

export const AUDIT_STATES = ['scheduled', 'overdue', 'concluded'] as const;
export type AuditState = (typeof AUDIT_STATES)[number];

export const FINDING_STATES = ['open', 'overdue', 'mended', 'accepted'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** `accepted`: it stays as it is, with reasons. */
export const FINDING_OUTCOMES = ['mended', 'accepted'] as const;
export type FindingOutcome = (typeof FINDING_OUTCOMES)[number];

/** An agreement in force is audited at least once in this time. */
export const AUDIT_EVERY_DAYS = 365;
/** An agreement in force without a receipt in this time counts as unused. */
export const UNUSED_DAYS = 92;
