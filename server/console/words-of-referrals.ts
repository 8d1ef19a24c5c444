/** English words for decisions on referred travellers. Complete by type. They state findings and never judge a traveller. */
import type { DriftView } from '../border/referrals/answers.ts';
import type {
  Decision,
  DecisionOutcome,
  DecisionReason,
  LaneNote,
  ReferralState,
  SafeguardingCode,
} from '../border/referrals/vocabulary.ts';
import { translated } from './languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const STATE_WORDS: Words<ReferralState> = translated({
  waiting: 'Waiting',
  taken: 'Taken',
  'second-opinion': 'Second opinion asked for',
  'with-supervisor': 'For a supervisor',
  decided: 'Decided',
});

export const DECISION_WORDS: Words<DecisionOutcome> = translated({
  'admitted-after-manual-check': 'Admit after a manual check',
  'sent-to-secondary-inspection': 'Send to the second line',
  'refused-entry': 'Refuse entry',
  'passed-to-another-authority': 'Pass to another authority',
  left: 'The traveller left',
  'no-traveller': 'No traveller was there',
});

export const DECIDED_WORDS: Words<DecisionOutcome> = translated({
  'admitted-after-manual-check': 'Admitted after a manual check',
  'sent-to-secondary-inspection': 'Sent to the second line',
  'refused-entry': 'Entry refused',
  'passed-to-another-authority': 'Passed to another authority',
  left: 'The traveller left',
  'no-traveller': 'No traveller was there',
});

export const DECISION_REASON_WORDS: Words<DecisionReason> = translated({
  'identity-confirmed-in-person': 'Identity confirmed in person',
  'document-confirmed-by-hand': 'Document checked by hand and genuine',
  'capture-was-poor': 'The lane’s picture was poor',
  'lane-was-at-fault': 'The lane was at fault',
  'exempt-from-the-check': 'Exempt from the check',
  'desk-was-chosen': 'Traveller chose the desk; everything is in order',
  'identity-not-settled': 'Identity not established',
  'document-doubtful': 'The document needs a closer look',
  'deception-of-lane-possible': 'The lane may have been deceived',
  'watchlist-to-be-settled': 'Watchlist entry to be clarified',
  'purpose-or-means-to-be-settled': 'Purpose or means to be clarified',
  'welfare-to-be-settled': 'Welfare of a person to be clarified',
  'no-valid-travel-document': 'A: no valid travel document',
  'false-travel-document': 'B: false, forged or altered travel document',
  'no-valid-visa-or-permit': 'C: no valid visa or residence permit',
  'false-visa-or-permit': 'D: false, forged or altered visa or permit',
  'purpose-not-justified': 'E: purpose and conditions of stay not justified',
  'stay-exhausted': 'F: the days of stay are used up',
  'means-insufficient': 'G: means of subsistence not sufficient',
  'alert-for-refusal': 'H: an alert for refusal of entry',
  'threat-to-order-or-health': 'I: a threat to public order or health',
  police: 'Police',
  'medical-service': 'Medical service',
  'child-protection': 'Child protection',
  'asylum-authority': 'Asylum authority',
  customs: 'Customs',
  'left-before-seen': 'Before an officer came',
  'left-while-seen': 'During the check',
  'went-to-another-desk': 'To another desk',
  'lane-fault': 'A fault of the lane',
  'staff-in-lane': 'Staff were in the lane',
  'nobody-there': 'The lane was empty',
});

export const SAFEGUARDING_WORDS: Words<SafeguardingCode> = translated({
  'unaccompanied-minor': 'Unaccompanied minor',
  'separated-child': 'Child separated from carers',
  'possible-trafficking': 'Signs of trafficking',
  'vulnerable-adult': 'Adult who needs care',
  'medical-need': 'Medical need',
  'asylum-wish': 'Asks for asylum',
});

export const LANE_NOTE_WORDS: Words<LaneNote> = translated({
  'camera-to-clean': 'Camera to be cleaned',
  'reader-slow': 'Document reader is slow',
  'gate-noisy': 'Gate is noisy',
  'finger-scanner-to-clean': 'Finger scanner to be cleaned',
  'technician-called': 'Technician was called',
  'many-referrals': 'Many referrals',
  'queue-long': 'Long queue',
  'assistance-often-needed': 'Travellers often need assistance',
  'keep-an-eye-on': 'Watch this lane closely',
});

export function decidedWords({ outcome, reason }: Decision): string {
  return `${DECIDED_WORDS[outcome]}: ${DECISION_REASON_WORDS[reason]}`;
}

export const LOOK_WORDS: Words<'due' | 'overdue' | 'agrees' | 'disagrees' | 'cannot-tell'> = translated({
  due: 'To be looked at',
  overdue: 'No second look in time',
  agrees: 'Agreed',
  disagrees: 'Disagreed: for a supervisor',
  'cannot-tell': 'Could not tell',
});

export const DRIFT_WORDS: Words<DriftView['verdict']> = translated({
  within: 'Nothing stands out',
  'more-often': 'Admits more often',
  'less-often': 'Admits less often',
  'too-few-to-say': 'Too few to say',
});

/** Columns of the table of tests. */
export const TEST_RESULT_WORDS: Words<'sound' | 'missed' | 'not-scored'> = translated({
  sound: 'Sound',
  missed: 'Missed',
  'not-scored': 'Not scored',
});
