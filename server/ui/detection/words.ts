/** The console's words for findings, cases and rules. Complete by type. Rules and events keep their codes, by which records name them. */
import type { Entity } from '../../detection/rules/entity.ts';
import type { CounterfactualCode, NextStepCode } from '../../detection/rules/rule-ids.ts';
import type {
  CaseOutcome,
  CaseState,
  Disposition,
  DispositionReason,
  Escalation,
  ExceptionReason,
  NoteCode,
} from '../../detection/vocabulary.ts';
import { translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const ENTITY_WORDS: Words<Entity['kind']> = translated({
  person: 'Person ## subject of a finding',
  lane: 'Lane',
  site: 'Site',
  console: 'Console ## subject of a finding',
  partner: 'Partner agency',
  trader: 'Trader',
  server: 'Server ## subject of a finding',
});

export const BASIS_WORDS: Words<'invariant' | 'statistic'> = translated({
  invariant: 'Always holds',
  statistic: 'Compares counts',
});

export const DISPOSITION_WORDS: Words<Disposition> = translated({
  true: 'It is right',
  'benign-explained': 'It is harmless, with an explanation',
  'rule-wrong': 'The rule is wrong here',
  test: 'It was an exercise',
});

export const REASON_WORDS: Words<DispositionReason> = translated({
  misuse: 'A person misused their duty',
  intrusion: 'A stranger was in the system',
  'stolen-credential': 'A key or session was stolen',
  'careless-handling': 'A person was careless',
  'technical-fault': 'A device or program failed',
  'ordered-by-superior': 'A superior ordered it',
  'unusual-traffic': 'There was unusual traffic',
  'roster-changed': 'The roster had changed',
  'maintenance-work': 'Maintenance was under way',
  'equipment-fault': 'Equipment had a known fault',
  'training-of-staff': 'Staff was being trained',
  'baseline-too-low': 'The rule expects too little',
  'wrong-comparison': 'The rule compares with the wrong peers',
  'wrong-subject': 'The rule names the wrong subject',
  'incomplete-records': 'Records are missing',
  'announced-exercise': 'An announced exercise',
  'red-team': 'A test by a red team',
  'acceptance-test': 'An acceptance test',
});

export const PREVENTED_WORDS: Words<CounterfactualCode> = translated({
  'second-person': 'A second person who agrees',
  'second-opinion': 'A second opinion',
  'smaller-limit': 'A smaller limit',
  'step-up': 'A fresh proof of the person',
  'shorter-session': 'A shorter session',
  'bound-to-device': 'A session bound to its device',
  'bound-to-network': 'A key bound to its network',
  'narrower-duty': 'A narrower duty',
  'narrower-agreement': 'A narrower agreement',
  'shorter-agreement': 'A shorter agreement',
  'attempt-limit': 'A limit of attempts',
  'lane-out-of-service': 'Taking the lane out of service earlier',
  'key-in-element': 'A key in a secure element',
  'signed-approval': 'An approval that people sign',
  reconciliation: 'Comparing tables with the ledger',
  'longer-retention': 'Keeping the captures for longer',
  monitoring: 'Monitoring',
  'nothing-earlier': 'Nothing: each act alone is allowed',
});

export const STEP_WORDS: Words<NextStepCode> = translated({
  'compare-with-roster': 'Compare with the roster.',
  'ask-person': 'Ask the person.',
  'ask-supervisor': 'Ask their supervisor.',
  'review-decisions': 'Review the decisions.',
  'review-viewings': 'Review the viewings of evidence.',
  'review-approvals': 'Review the approvals.',
  'end-sessions': 'Have the sessions ended.',
  'require-step-up': 'Require a fresh proof.',
  'pause-grants': 'Have the permission to view evidence paused.',
  'pause-key': 'Have the key ended.',
  'take-lane-out-of-service': 'Have the lane taken out of service.',
  'inspect-lane': 'Inspect the lane.',
  'inspect-camera': 'Inspect the camera.',
  'follow-document': 'Look for the document at other lanes.',
  'compare-database-with-log': 'Compare the database with the ledger.',
  'renew-key': 'Renew the key.',
  'check-agreement': 'Read the agreement.',
  'check-feed': 'Look at the feed.',
  'check-network': 'Look at the network.',
  'restore-alerting': 'Restore the routes of alerts.',
  'return-release': 'Return the release.',
});

export const CASE_STATE_WORDS: Words<CaseState> = translated({
  open: 'Open ## state of a case',
  escalated: 'Escalated',
  closed: 'Closed ## state of a case',
});

export const NOTE_WORDS: Words<NoteCode> = translated({
  'person-asked': 'The person was asked',
  'supervisor-asked': 'The supervisor was asked',
  'roster-compared': 'The roster was compared',
  'records-compared': 'Records were compared',
  'viewings-reviewed': 'Viewings were reviewed',
  'decisions-reviewed': 'Decisions were reviewed',
  'lane-inspected': 'The lane was inspected',
  'network-checked': 'The network was checked',
  'partner-asked': 'The partner was asked',
  'evidence-secured': 'Records were secured',
});

export const ESCALATION_WORDS: Words<Escalation> = translated({
  management: 'Management',
  'data-protection': 'Data protection',
  'staff-office': 'Staff office',
  'computer-emergency-team': 'Computer emergency team',
  police: 'Police',
});

export const OUTCOME_WORDS: Words<CaseOutcome> = translated({
  'misuse-confirmed': 'Misuse is confirmed',
  'intrusion-confirmed': 'An intrusion is confirmed',
  'fault-mended': 'A fault was mended',
  'nothing-wrong': 'Nothing was wrong',
  exercise: 'It was an exercise',
});

export const EXCEPTION_REASON_WORDS: Words<ExceptionReason> = translated({
  'planned-work': 'Planned work',
  'known-fault': 'A known fault',
  'new-rhythm': 'A new rhythm of work',
  exercise: 'An exercise',
});

/** Refusals of these pages. */
export const REFUSAL_WORDS: Readonly<Record<string, string>> = translated({
  'another-person-required': 'It is about you. Another person must do this.',
  'proposal-settled': 'Another person was first.',
  'finding-not-judged': 'Judge each finding of the case first.',
  'reason-not-of-outcome': 'The reason does not belong to this judgement.',
});
