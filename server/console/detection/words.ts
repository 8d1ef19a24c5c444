/** The console's words for findings, cases and rules. Complete by type. */
import type {
  CaseOutcome,
  CaseState,
  Disposition,
  DispositionReason,
  Escalation,
  NoteCode,
} from '../../oversight/detection/vocabulary.ts';
import type { CountedName } from '../../oversight/detection/rules/counted-names.ts';
import type { ResponseEnd, ResponseKind, ResponseState } from '../../oversight/detection/responses/vocabulary.ts';
import type { TrialLimit, TrialState } from '../../oversight/detection/trials/vocabulary.ts';
import { translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

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
  'fault-mended': 'A fault was repaired',
  'nothing-wrong': 'Nothing was wrong',
  exercise: 'It was an exercise',
});

export const RESPONSE_STATE_WORDS: Words<ResponseState> = translated({
  proposed: 'Waits for a confirmation',
  'half-confirmed': 'Waits for a second person',
  started: 'Started, waits for a confirmation',
  confirmed: 'Confirmed',
  'in-force': 'In force',
  returning: 'Waits for the lane’s return',
  ended: 'Ended',
});

export const END_WORDS: Words<ResponseEnd> = translated({
  declined: 'Declined',
  expired: 'Expired',
  unconfirmed: 'Taken back: not confirmed in time',
  'taken-back': 'Taken back',
  over: 'Over',
  returned: 'Over: the lane is in service again',
  'no-subject': 'Not possible: the subject is unknown or disabled',
  unsafe: 'Not done: a limit forbade it',
});

/** The effect of a response, in one sentence. */
export const RESPONSE_EFFECT_WORDS: Words<ResponseKind> = translated({
  'end-sessions': 'All sessions of the person end now; the person can sign in again and is then shown this response.',
  'require-step-up': 'For 8 hours the person has to prove their identity again before any act, and then every hour.',
  'pause-grants': 'For 8 hours the officer gets no permission to view evidence; all other work continues.',
  'pause-key':
    'For 24 hours the server refuses the keys of the trader’s programs; people of the trader can still use the portal.',
  'take-lane-out-of-service':
    'An officer of the lane is asked to take it out of service; the lane serves no traveller until it is returned, after 24 hours at the latest.',
});

/** The counts of the plots by hour. */
export const COUNTED_WORDS: Words<CountedName> = translated({
  'viewings of others': 'Viewings of other people’s referrals',
  'viewings without a task': 'Viewings without a task',
  viewings: 'Viewings of own referrals',
  decisions: 'Decisions on referrals',
  openings: 'Gates opened by hand',
  searches: 'Searches of watchlists',
  records: 'Records exported, requests and holds',
  administration: 'Acts of administration',
  service: 'Acts on lanes',
  erasures: 'Erasures, ended holds and disabled lanes',
  operation: 'Silences, freezes and roll-outs',
  'declaration views': 'Sealed fields of declarations viewed',
  controls: 'Results of customs controls',
  'waived controls': 'Waived customs controls',
  'presentations by hour': 'Refused presentations',
  'documents by hour': 'Refused documents',
  'lane faults': 'Faults of the lane',
  'failed sign-ins': 'Failed sign-ins',
  signals: 'Signs of an intrusion',
  portal: 'Queries on the pages for travellers',
  'portal refusals': 'Refused queries on the pages for travellers',
});

export const TRIAL_LIMIT_WORDS: Words<TrialLimit | 'exception'> = translated({
  'ten-times-rarer': 'Only what is ten times rarer',
  'three-times-rarer': 'Only what is three times rarer',
  'three-times-commoner': 'Also what is three times more common',
  'ten-times-commoner': 'Also what is ten times more common',
  exception: 'An exception about one subject',
});

export const TRIAL_STATE_WORDS: Words<TrialState> = translated({
  running: 'Runs',
  done: 'Done ## a trial',
  cancelled: 'Cancelled ## a trial',
  failed: 'Failed ## a trial',
});

/** Refusals of these pages. */
export const REFUSAL_WORDS: Readonly<Record<string, string>> = translated({
  'another-person-required': 'It is about you. Another person must do this.',
  'proposal-settled': 'Another person has already done this.',
  'trial-running': 'Another trial runs. Wait for its end, or cancel it.',
  'proposal-expired': 'The time to confirm it is over. Judge the finding, and act by hand if it is urgent.',
  'last-reachable':
    'This is the last person with their duty who can act. Ask an administrator or another security officer first.',
  'site-would-close':
    'Fewer than half of the officers or lanes of this site would be left. Take back another response first.',
  'finding-not-judged': 'Judge each finding of the case first.',
  'reason-not-of-outcome': 'The reason does not belong to this judgement.',
});
