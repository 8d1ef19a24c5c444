/** The closed vocabulary of findings, cases and exceptions. Pure: consoles import it. */

/** The result of a person's inquiry into a finding. */
export const DISPOSITIONS = ['true', 'benign-explained', 'rule-wrong', 'test'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** Reasons of each disposition. There is no free text, which could name a traveller. */
export const DISPOSITION_REASONS = {
  true: ['misuse', 'intrusion', 'stolen-credential', 'careless-handling', 'technical-fault'],
  'benign-explained': [
    'ordered-by-superior',
    'unusual-traffic',
    'roster-changed',
    'maintenance-work',
    'equipment-fault',
    'training-of-staff',
  ],
  'rule-wrong': ['baseline-too-low', 'wrong-comparison', 'wrong-subject', 'incomplete-records'],
  test: ['announced-exercise', 'red-team', 'acceptance-test'],
} as const satisfies { readonly [One in Disposition]: readonly string[] };
export type DispositionReason = (typeof DISPOSITION_REASONS)[Disposition][number];
export const ALL_DISPOSITION_REASONS: readonly DispositionReason[] = DISPOSITIONS.flatMap(
  (one): readonly DispositionReason[] => DISPOSITION_REASONS[one],
);

export function isReasonOf(disposition: Disposition, reason: DispositionReason): boolean {
  const reasons: readonly DispositionReason[] = DISPOSITION_REASONS[disposition];
  return reasons.includes(reason);
}

export const CASE_STATES = ['open', 'escalated', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Notes on the work at a case. */
export const NOTE_CODES = [
  'person-asked',
  'supervisor-asked',
  'roster-compared',
  'records-compared',
  'viewings-reviewed',
  'decisions-reviewed',
  'lane-inspected',
  'network-checked',
  'partner-asked',
  'evidence-secured',
] as const;
export type NoteCode = (typeof NOTE_CODES)[number];

/** Who takes over a case that a security officer cannot end alone. */
export const ESCALATIONS = [
  'management',
  'data-protection',
  'staff-office',
  'computer-emergency-team',
  'police',
] as const;
export type Escalation = (typeof ESCALATIONS)[number];

export const CASE_OUTCOMES = [
  'misuse-confirmed',
  'intrusion-confirmed',
  'fault-mended',
  'nothing-wrong',
  'exercise',
] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

export const EXCEPTION_REASONS = ['planned-work', 'known-fault', 'new-rhythm', 'exercise'] as const;
export type ExceptionReason = (typeof EXCEPTION_REASONS)[number];
/** An exception ends by itself after this time at the latest. */
export const LONGEST_EXCEPTION_DAYS = 90;
/** An exception shows what it would have hidden in this time. */
export const HIDDEN_SHOWN_DAYS = 90;

/** Findings about one subject within this time join one case. */
export const JOINS_CASE_MS = 7 * 86_400_000;

/** A closed case and its findings are erased after this time, an open one after the second. */
export const CLOSED_CASE_DAYS = 365;
export const OPEN_CASE_DAYS = 1_096;
