/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';
import type { CheckName, CheckResult, Outcome, Passage } from '../../contract/vocabulary.ts';
import type { LaneState } from '../../records/kiosks/answers.ts';
import type { DecisionOutcome, ReferralState } from '../../border/referrals/vocabulary.ts';
import { CHECK_WORDS, OUTCOME_WORDS, PASSAGE_WORDS, RESULT_WORDS } from '../../records/reports/words.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { DEVICES, ERASURES } from '../help/shared-meanings.ts';
import { t, translated } from '../languages/text.ts';
import { DECISION_WORDS, DRIFT_WORDS, LOOK_WORDS, STATE_WORDS, TEST_RESULT_WORDS } from '../words-of-referrals.ts';
import { ALARM_ADVICE, ALARM_WORDS, LANE_STATE_WORDS } from '../words.ts';
import { SHORTCUTS } from './shortcuts/shortcuts.ts';
import { OPENING_STATE_WORDS } from '../words-of-orders.ts';

const REFERRALS: Meanings<ReferralState> = {
  title: () => t('States of a referral'),
  words: STATE_WORDS,
  meanings: translated({
    waiting: 'No one works on it yet. It also waits again when its holder does not act for ten minutes.',
    taken: 'A person has taken it and decides.',
    'second-opinion': 'The holder asks a colleague, who decides without knowing the first decision.',
    'with-supervisor': 'The two opinions differ. A supervisor decides.',
    decided: 'The decision is recorded and cannot be changed.',
  }),
};

const DECISIONS: Meanings<DecisionOutcome> = {
  title: () => t('Decisions'),
  words: DECISION_WORDS,
  meanings: translated({
    'admitted-after-manual-check':
      'The traveller may pass. The button also opens the gate, for which you sign with your passkey.',
    'sent-to-secondary-inspection': 'The traveller goes to the second line. The gate stays closed.',
    'refused-entry':
      'Needs a second opinion that agrees. The reasons are those of the standard form for refusal of entry.',
    'passed-to-another-authority': 'Another authority takes care of the traveller.',
    left: 'The traveller went away before the decision.',
    'no-traveller': 'The lane referred, but it was empty or staff were in it.',
  }),
};

const RESULTS: Meanings<CheckResult> = {
  title: () => t('Results of a check'),
  words: translated(RESULT_WORDS),
  meanings: translated({
    passed: 'The check found what the policy requires.',
    failed: 'The check found a difference. The reason is shown beside it.',
    inconclusive: 'The check could not decide, for example because of light or movement. It is not a suspicion.',
    'not-run':
      'The check was not made: the policy does not require it, the lane does not have it, or an earlier check had decided.',
  }),
};

const CHECKS: Meanings<CheckName> = {
  title: () => t('Checks of the lane'),
  words: translated(CHECK_WORDS),
  meanings: translated({
    'document-read': 'The reader took the printed lines and opened the chip.',
    'mrz-check-digits': 'The printed lines contain check digits, which must agree with the data.',
    'document-validity': 'The document has not expired.',
    'dg1-matches-mrz': 'The chip and the printed lines hold the same data.',
    'passive-authentication': 'A state that the lane trusts has signed the content of the chip.',
    'chip-genuineness': 'The chip proved with its own key that it is not a copy.',
    nationality:
      'Holders of this nationality may use a lane. All others use the desk. It says nothing against the traveller.',
    'issuing-state': 'Holders of documents of this state or organisation may use a lane.',
    'document-type': 'Holders of this kind of document may use a lane.',
    'holder-age': 'Travellers of this age may use a lane. The lane works out the age and reports only the result.',
    'remaining-validity': 'The document stays valid for as long as the policy requires.',
    'opening-hours': 'Lanes are open at this time.',
    'document-watchlist': 'The document is not on the list of lost, stolen or invalid documents that the lane holds.',
    'comparison-attempts':
      'One document may be compared at most three times a day at a lane, so that no one can try out faces.',
    'face-capture': 'The camera found one face and took pictures of it.',
    'face-quality': 'The picture is sharp and bright enough for a comparison.',
    'presentation-attack-head-turn': 'While the head turns, the lane measures its relief. A flat picture has none.',
    'presentation-attack-light-challenge':
      'The screen shines in changing colours. The lane checks that the light is reflected as by a head.',
    'face-comparison':
      'The live face is compared with the portrait of the chip. The value is the highest share of strangers who would pass.',
    'finger-comparison': 'A fingerprint is compared with the chip or with the registration.',
    declaration: 'The traveller answered the questions of customs.',
  }),
};

const LANES: Meanings<LaneState> = {
  title: () => t('States of a lane'),
  words: LANE_STATE_WORDS,
  meanings: translated({
    starting: 'The lane tests its devices and loads its models. It serves no traveller yet.',
    free: 'The lane waits for the next traveller.',
    'in-use': 'A traveller is in the lane. The step is not shown, so that a test of attention cannot be recognised.',
    emergency: 'The gate stands open so that people can get out. The lane checks no one.',
    'out-of-service':
      'The lane serves no traveller: a person closed it, a device has a fault, or it is outside the opening hours.',
  }),
};

const OUTCOMES: Meanings<Outcome> = {
  title: () => t('Outcomes'),
  words: translated(OUTCOME_WORDS),
  meanings: translated({
    cleared: 'Every required check passed and the lane opened the gate.',
    referred: 'The lane sent the traveller to an officer. The decision of the officer is shown beside it.',
    refused: 'An officer refused entry.',
    abandoned: 'The traveller left before the lane had decided.',
    'resolved-by-officer': 'An officer decided at the lane or at the desk.',
  }),
};

const PASSAGES: Meanings<Passage> = {
  title: () => t('Passage through the gate'),
  words: translated(PASSAGE_WORDS),
  meanings: translated({
    'one-person': 'The sensor counted one person.',
    'turned-back': 'The traveller entered and went back.',
    tailgating: 'The sensor counted more people than the lane had cleared. Look for the second person.',
    'nobody-entered': 'The gate opened and closed again without a passage.',
    'barrier-jammed': 'The barrier stopped on its way. Look at the gate.',
    interrupted: 'The lane stopped meanwhile, so the passage is not known.',
  }),
};

const LOOKS: Meanings<'due' | 'overdue' | 'agrees' | 'disagrees' | 'cannot-tell'> = {
  title: () => t('States of a second look'),
  words: LOOK_WORDS,
  meanings: translated({
    due: 'The decision was drawn at random and waits for a person who had no part in it.',
    overdue: 'The time is nearly over. The lane erases the pictures when it ends.',
    agrees: 'The second person would have decided the same.',
    disagrees: 'The second person would have decided otherwise. A supervisor reviews the case.',
    'cannot-tell': 'The pictures do not suffice for an opinion.',
  }),
};

const OPENINGS: Meanings<'due' | 'overdue' | 'confirmed' | 'unfounded'> = {
  title: () => t('Openings by hand'),
  words: OPENING_STATE_WORDS,
  meanings: translated({
    due: 'Another person must confirm the cause within ten minutes.',
    overdue: 'The ten minutes are over and an alarm was raised. Ask at the lane, then enter your finding.',
    confirmed: 'Another person found that there was a cause.',
    unfounded: 'Another person found no cause. Find out who came through.',
  }),
};

const DRIFT: Meanings<'within' | 'more-often' | 'less-often' | 'too-few-to-say'> = {
  title: () => t('Comparison with colleagues'),
  words: DRIFT_WORDS,
  meanings: translated({
    within: 'The number is within the range that chance and habit explain.',
    'more-often': 'More admissions than colleagues would have given in these cases. Discuss some of them.',
    'less-often': 'Fewer admissions than colleagues would have given in these cases. Discuss some of them.',
    'too-few-to-say': 'Too few decisions for a comparison.',
  }),
};

const TESTS: Meanings<'sound' | 'missed' | 'not-scored'> = {
  title: () => t('Results of a test of attention'),
  words: TEST_RESULT_WORDS,
  meanings: translated({
    sound: 'The person noticed the fault that the test contained.',
    missed: 'The person admitted although the test showed a grave fault.',
    'not-scored': 'The person stated that no traveller was there, which is true of a test.',
  }),
};

const ALARMS: Meanings<AlarmKind> = {
  title: () => t('Alarms'),
  words: ALARM_WORDS,
  meanings: ALARM_ADVICE,
};

export const HELP: SectionHelp = {
  title: () => t('Lanes and referrals'),
  purpose: () => t('Officers watch the lanes of their site here and decide about travellers whom a lane referred.'),
  meanings: [],
  views: {
    watch: {
      title: () => t('Watch'),
      purpose: () =>
        t(
          'Shows the travellers who wait, the selected referral with its evidence and decision, and the lanes of your duty. Take a referral, compare the faces, then choose a decision and its reason. The pictures close after one minute.',
        ),
      meanings: [REFERRALS, DECISIONS, RESULTS, CHECKS, LANES, DEVICES],
    },
    outcomes: {
      title: () => t('Outcomes and alarms'),
      purpose: () =>
        t(
          'Shows the outcomes that the lanes reported, the alarms, and the erasures. A referred traveller appears here after the decision. Open a line to see each check.',
        ),
      meanings: [OUTCOMES, PASSAGES, RESULTS, CHECKS, ERASURES, ALARMS],
    },
    'second-look': {
      title: () => t('Second look'),
      purpose: () =>
        t(
          'Lists decisions and openings of colleagues that wait for a second person. View the evidence first, then state your finding. The traveller has left and is not held for it. Your own decisions are not listed.',
        ),
      meanings: [LOOKS, OPENINGS],
    },
    handover: {
      title: () => t('Handover'),
      purpose: () =>
        t(
          'Passes a watch to the next person. The person who leaves writes notes about lanes, never about travellers, and offers the handover. The next person reads the notes and takes over.',
        ),
      meanings: [],
    },
    attention: {
      title: () => t('Attention'),
      purpose: () =>
        t(
          'Shows supervisors how the tests of attention went, and whose decisions differ from those of colleagues in similar cases by more than chance explains. A mark is a reason to discuss cases together. It is not a finding about a person.',
        ),
      meanings: [DRIFT, TESTS],
    },
  },
  keys: SHORTCUTS,
};
