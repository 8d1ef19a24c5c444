/** Words for the work of a privacy officer: requests, policies, holds, proposals, files. Complete by type where a vocabulary is closed. */
import type { ACCESS_REFUSALS } from '../../platform/access/vocabulary.ts';
import type { GrantRelation } from '../../contract/evidence-vocabulary.ts';
import type { DueBand } from '../../contract/keeping.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import type { AccessRequestView } from '../../privacy/answers/access-request.ts';
import type {
  RefusalGround,
  RequestKind,
  RequestProof,
  RequestState,
} from '../../privacy/answers/request-vocabulary.ts';
import type { HoldView } from '../../lanes/evidence/answers/hold.ts';
import type { ViewingMark } from '../../privacy/answers/privacy.ts';
import type { RolloutState } from '../../privacy/answers/retention.ts';
import type { ProposalView } from '../../records/proposals/answers.ts';
import type { Tone } from '../design/tone.ts';
import { age } from '../design/times.ts';
import { t, translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const KIND_WORDS: Words<RequestKind> = translated({
  access: 'Access (Art. 15)',
  erasure: 'Erasure (Art. 17)',
});
export const PROOF_WORDS: Words<RequestProof> = translated({
  receipt: 'Receipt code',
  'document-handle': 'Document handle',
});
export const REQUEST_STATE_WORDS: Words<RequestState> = translated({
  open: 'Waits',
  extended: 'Waits, extended',
  answered: 'Answered',
  'nothing-held': 'Nothing was held',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
});
export const GROUND_WORDS: Words<RefusalGround> = translated({
  'identity-not-shown': 'The traveller did not show that the data is theirs (Art. 12(2))',
  'manifestly-unfounded': 'Manifestly unfounded (Art. 12(5))',
  excessive: 'Excessive (Art. 12(5))',
  'restricted-by-law': 'Restricted by law (Art. 23)',
});
export const LANE_SAYS_WORDS: Words<HoldView['laneSays']> = translated({
  pending: 'No answer from the lane yet',
  obeyed: 'Carried out by the lane',
  refused: 'Refused by the lane',
  expired: 'No answer from the lane in time: propose it again',
});
export const PROPOSAL_STATE_WORDS: Words<ProposalView['state']> = translated({
  open: 'Waits for a second person',
  approved: 'Approved',
  'turned-down': 'Turned down',
  withdrawn: 'Withdrawn',
  expired: 'Not approved in time',
});
type OfficeKind =
  | 'retention-policy'
  | 'legal-hold'
  | 'legal-hold-release'
  | 'declaration-hold'
  | 'declaration-hold-release';

export const PROPOSAL_KINDS: Words<OfficeKind> = translated({
  'retention-policy': 'Retention policy',
  'legal-hold': 'Legal hold',
  'legal-hold-release': 'End of a legal hold',
  'declaration-hold': 'A legal hold on a declaration',
  'declaration-hold-release': 'A legal hold on a declaration ends',
});

export const DUE_WORDS: Words<DueBand> = translated({
  overdue: 'Overdue',
  tenMinutes: 'Within 10 minutes',
  hour: 'Within an hour',
  day: 'Within a day',
  later: 'Later',
});

export const RELATION_WORDS: Words<GrantRelation> = translated({
  'own-referral': 'the officer’s own referral',
  'second-opinion': 'a second opinion that was asked for',
  'supervisor-review': "a supervisor's review",
  none: 'no referral of the officer',
});

/** Progress of a policy on a lane. */
export const ROLLOUT_WORDS: Words<RolloutState> = translated({
  adopted: 'Adopted',
  sent: 'Ordered, no answer yet',
  refused: 'Refused',
  'not-yet-valid': 'Starts when the policy is in force',
  silent: 'No status: ordered when it answers',
  'again-later': 'No answer: sent again automatically',
});

export const MARK_WORDS: Words<ViewingMark['kind']> = translated({
  'more-than-colleagues': 'More often than colleagues',
  'unusual-hour': 'At an unusual hour',
  'no-relation': 'No referral of the officer',
  'same-traveller': 'The same traveller again',
  refused: 'Nothing was shown',
  'no-grant': 'No permission on record',
});

const REFUSALS: Partial<Words<WireErrorCode | (typeof ACCESS_REFUSALS)[number] | 'offline'>> = translated({
  offline: 'The server does not answer. Nothing was done; try again.',
  'step-up-required': 'Confirm who you are first, then do it again.',
  'another-person-required': 'Another person must do this: a person cannot approve their own proposal.',
  'not-entitled': 'This is not part of your duty.',
  'duty-over': 'Your duty has ended.',
  'training-lapsed': 'Your training has lapsed.',
  'course-missing': 'A course that your duty needs is missing. Take it under Training.',
  'invalid-message': 'A value is not in the expected form. Check what you entered.',
  'not-found': 'The server has no such record.',
  'request-changed': 'Another person has changed it. Look again before you continue.',
  'request-settled': 'The request is closed, or was extended before.',
  'proposal-settled': 'This proposal was settled already.',
  'proposal-expired': 'This proposal has expired. Propose it again.',
  'proposal-inapplicable': 'This proposal no longer applies: the state has changed since it was made.',
  'rate-limited': 'Too many requests. Wait a moment.',
  'not-published': 'The latest entries are not published yet. Try again in a moment.',
  'file-in-making': 'The server makes another report of a year. Try again when it is made.',
});

export function refusalWords(code: string): string {
  return (
    (REFUSALS as Readonly<Record<string, string | undefined>>)[code] ??
    t('The server could not do it ({code}).', { code })
  );
}

export interface Deadline {
  readonly tone: Tone;
  readonly words: string;
}

const DAY_MS = 86_400_000;

/** The part of the month that is left. */
export function deadlineOf({ dueAt, closedAt }: AccessRequestView, nowMs: number): Deadline {
  if (closedAt !== null)
    return { tone: closedAt <= dueAt ? 'plain' : 'bad', words: closedAt <= dueAt ? t('in time') : t('late') };
  if (nowMs > dueAt) return { tone: 'bad', words: t('late by {time}', { time: age(nowMs - dueAt) }) };
  return {
    tone: dueAt - nowMs < 7 * DAY_MS ? 'caution' : 'good',
    words: t('{time} left', { time: age(dueAt - nowMs) }),
  };
}
