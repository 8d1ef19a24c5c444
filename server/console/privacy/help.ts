/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { GrantRelation } from '../../contract/evidence-vocabulary.ts';
import type { DueBand } from '../../contract/keeping.ts';
import type { RetentionClass } from '../../contract/retention.ts';
import type { HoldView } from '../../lanes/evidence/answers/hold.ts';
import type { OverdueKind, ViewingMark } from '../../privacy/answers/privacy.ts';
import type { RequestState } from '../../privacy/answers/request-vocabulary.ts';
import type { RolloutState } from '../../privacy/answers/retention.ts';
import type { ProposalView } from '../../records/proposals/answers.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { ERASURES, PROPOSALS } from '../help/shared-meanings.ts';
import { t, translated } from '../languages/text.ts';
import { CLASS_NAMES } from '../words-of-retention.ts';
import {
  DUE_WORDS,
  LANE_SAYS_WORDS,
  MARK_WORDS,
  PROPOSAL_STATE_WORDS,
  RELATION_WORDS,
  REQUEST_STATE_WORDS,
  ROLLOUT_WORDS,
} from './words-of-office.ts';

const CLASSES: Meanings<RetentionClass> = {
  title: () => t('Classes of what is kept'),
  words: CLASS_NAMES,
  meanings: translated({
    cleared: 'Captures of the traveller who is in the lane. They are erased when the passage ends.',
    referred: 'Captures of a referred traveller, until an officer decides, one day at most.',
    resolved: 'Captures after the decision, one hour at most.',
    'after-doubt':
      'Captures of a traveller who was admitted although the lane had a doubt. They wait for a possible second look, one day at most.',
    'legal-hold': 'Captures that two people ordered to keep, 90 days at most.',
    'registered-traveller': 'Templates of travellers who registered, while the registration lasts.',
    'inspection-records': 'Counted records of inspections. They name no one.',
    'readiness-records': 'Who made which readiness check of a lane. It is kept on this server.',
  }),
};

const DUE: Meanings<DueBand> = {
  title: () => t('Time until the erasure'),
  words: DUE_WORDS,
  meanings: translated({
    overdue: 'The limit has passed and the lane has not erased it. Go to the lane and look at its disk and clock.',
    tenMinutes: 'The lane erases it within ten minutes.',
    hour: 'The lane erases it within an hour.',
    day: 'The lane erases it within a day.',
    later: 'The lane erases it later, by its policy.',
  }),
};

const OVERDUE: Meanings<OverdueKind> = {
  title: () => t('Why something counts as overdue'),
  words: translated({
    'lane-says': 'The lane reports it',
    silent: 'The lane is silent',
    unreported: 'No report came',
  }),
  meanings: translated({
    'lane-says': 'The lane itself states that something past its limit is still there.',
    silent: 'Something should be gone by now, and the lane has sent nothing since. It erases without the server.',
    unreported: 'The captures of a referral should be gone, and no report of their erasure has come.',
  }),
};

const RELATIONS: Meanings<GrantRelation> = {
  title: () => t('The officer’s relation to the traveller'),
  words: RELATION_WORDS,
  meanings: translated({
    'own-referral': 'The officer had taken the referral.',
    'second-opinion': 'A colleague had asked for an opinion.',
    'supervisor-review': 'A supervisor reviewed a decision.',
    none: 'No referral connects the two. Policy allows it in some cases: ask which it was.',
  }),
};

const MARKS: Meanings<ViewingMark['kind']> = {
  title: () => t('Marks of a viewing'),
  words: MARK_WORDS,
  meanings: translated({
    'more-than-colleagues':
      'The officer viewed more often for this purpose than colleagues do. A busy desk explains it as well.',
    'unusual-hour': 'Colleagues seldom view at this hour. Compare it with the roster.',
    'no-relation': 'No referral connects this officer with the traveller.',
    'same-traveller': 'One officer viewed one traveller several times. A long case explains it.',
    refused: 'The lane released nothing. The reason is shown beside it.',
    'no-grant': 'The lane answered a permission that this server has not recorded. Call the auditor.',
  }),
};

const REQUESTS: Meanings<RequestState> = {
  title: () => t('States of a request'),
  words: REQUEST_STATE_WORDS,
  meanings: translated({
    open: 'The request waits for an answer. The month runs.',
    extended: 'The deadline was extended and the traveller was told why.',
    answered: 'The traveller received an answer.',
    'nothing-held': 'Nothing about the traveller was kept, and the traveller was told so.',
    refused: 'The request was refused on a ground of the law.',
    withdrawn: 'The traveller withdrew the request.',
  }),
};

const ROLLOUT: Meanings<RolloutState> = {
  title: () => t('Progress of a policy on a lane'),
  words: ROLLOUT_WORDS,
  meanings: translated({
    adopted: 'The lane runs the policy and has signed that it does.',
    sent: 'The order is on its way.',
    refused: 'The lane refused the policy. The reason is shown beside it. Another person must sign.',
    'not-yet-valid': 'The policy is signed and begins later.',
    silent: 'The lane is away. It receives the policy when it returns.',
    'again-later': 'The last order had no effect. The server sends another one by itself.',
  }),
};

const HOLDS: Meanings<HoldView['laneSays']> = {
  title: () => t('Answers of a lane to a hold'),
  words: LANE_SAYS_WORDS,
  meanings: translated({
    pending: 'The order is on its way. Until the lane answers, its captures may still be erased by their limit.',
    obeyed: 'The lane holds the captures, or has released them.',
    refused: 'The lane could not do it, for example because the captures were already erased.',
    expired: 'The lane did not answer in time. Propose it again.',
  }),
};

const PROPOSED: Meanings<ProposalView['state']> = {
  title: () => t('States of a proposal'),
  words: PROPOSAL_STATE_WORDS,
  meanings: PROPOSALS.meanings,
};

export const HELP: SectionHelp = {
  title: () => t('Privacy'),
  purpose: () =>
    t(
      'Shows privacy officers, and in part auditors, what the lanes keep, what they erased, who viewed it, and on what basis. It shows counts, acts and proofs, never a picture.',
    ),
  meanings: [],
  views: {
    kept: {
      title: () => t('Kept now'),
      purpose: () =>
        t(
          'Counts what each lane keeps now, by class and by the time until its erasure. Anything overdue must be investigated at the lane.',
        ),
      meanings: [CLASSES, DUE, OVERDUE],
    },
    erased: {
      title: () => t('Erased'),
      purpose: () =>
        t('Lists what the lanes erased. Each line is a report that a lane signed and has a proof in the ledger.'),
      meanings: [CLASSES, ERASURES],
    },
    viewings: {
      title: () => t('Viewings'),
      purpose: () =>
        t(
          'Lists each viewing of evidence with its officer, purpose and result. A mark asks you to look into it. It accuses no one.',
        ),
      meanings: [RELATIONS, MARKS],
    },
    requests: {
      title: () => t('Requests'),
      purpose: () =>
        t(
          'Keeps travellers’ requests for access or erasure with their deadlines. Enter a request, find the data by the receipt code, then answer. The law gives one month, which can be extended.',
        ),
      meanings: [REQUESTS],
    },
    retention: {
      title: () => t('Retention'),
      purpose: () =>
        t(
          'Shows the retention policy in force, its versions, and which policy each lane runs. Two people approve a draft here. Two people then sign it with their own keys outside the server, and the lanes adopt it.',
        ),
      meanings: [ROLLOUT, CLASSES],
    },
    holds: {
      title: () => t('Holds'),
      purpose: () =>
        t(
          'Lists legal holds: captures that a lane must not erase while a hold is in force. One person proposes a hold or its end, another person approves it.',
        ),
      meanings: [HOLDS, PROPOSED],
    },
    record: {
      title: () => t('Record and files'),
      purpose: () =>
        t(
          'Shows the record of processing activities, the facts for an impact assessment, and published counts. Each can be saved as a document.',
        ),
      meanings: [],
    },
  },
};
