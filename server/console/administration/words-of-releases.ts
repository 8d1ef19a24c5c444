/** Words for the signed channel: releases, roll-outs, and what lanes hold. */
import type { ReleaseKind } from '../../contract/release.ts';
import type { ReturnReason } from '../../contract/lane-software.ts';
import type { ReleaseStanding } from '../../contract/release-standing.ts';
import type { ReleaseFailure } from '../../contract/release-status.ts';
import type { GateState } from '../../contract/roll-out.ts';
import type { JudgedChannel, NotJudgedReason } from '../../contract/shadow-passage.ts';
import type { PassageState } from '../../border/roll-outs/judge-passage.ts';
import type { Wait } from '../../border/roll-outs/judge-step.ts';
import type { PendingReason } from '../../border/roll-outs/pending.ts';
import type { HaltCause, StoredStep } from '../../border/roll-outs/roll-out-table.ts';
import { translated } from '../languages/text.ts';

type Words<Word extends string> = { readonly [One in Word]: string };

export const KIND_WORDS: Words<ReleaseKind> = translated({
  'decision-policy': 'Decision policy',
  notice: 'Notice',
  'trust-list': 'Trust list',
  'gate-profile': 'Gate profile',
  watchlist: 'Watchlist',
  'watchlist-keys': 'Key of watchlists',
  models: 'Models',
  software: 'Software',
  rules: 'Rules',
  'exchange-rates': 'Exchange rates',
  'selection-rules': 'Selection rules',
  'bill-of-materials': 'Bill of materials',
});

/** Channels of the customs questions. */
export const CHANNEL_WORDS: Words<JudgedChannel> = translated({
  green: 'Green channel',
  red: 'Red channel',
  refer: 'Undecided: customs',
});

export const STEP_WORDS: Words<StoredStep> = translated({
  shadow: 'Beside the one in use',
  laboratory: 'Laboratory',
  sites: 'One lane of each site',
  'five-percent': '5 % of lanes',
  quarter: '25 % of lanes',
  all: 'All lanes',
});

export const GATE_WORDS: Words<GateState> = translated({
  open: 'Proceeds',
  held: 'Held',
  returned: 'Returned',
});

export const WAIT_WORDS: Words<Wait> = translated({
  frozen: 'waits for the end of a freeze',
  'shadow-undecided': 'waits until its shadow passage is within the limits',
  'no-lanes': 'no lane of this step was heard in the last hour',
  'lanes-pending': 'waits for its lanes',
  'too-early': 'waits for its time',
  'too-few-travellers': 'waits for more travellers',
});

export const PENDING_WORDS: Words<PendingReason> = translated({
  'on-its-way': 'on its way',
  return: 'goes back',
  'later-step': 'in a later step',
  held: 'held',
  frozen: 'frozen',
  'not-before': 'has a later date',
  paused: 'paused by signature',
});

export const STANDING_WORDS: Words<ReleaseStanding> = translated({
  current: 'Current',
  unchecked: 'Not checked for a day',
  'renewal-due': 'Signatures expire soon',
  'too-old': 'Too old',
});

export const CAUSE_WORDS: Words<Exclude<HaltCause, 'person'>> = translated({
  referrals: 'more referrals',
  faults: 'more faults',
  times: 'longer times',
  'left-by-lanes': 'a lane left it by itself',
  shadow: 'disagrees with the one in use beyond the signed limits',
});

export const PASSAGE_WORDS: Words<PassageState> = translated({
  undecided: 'Not decided yet',
  'within-limits': 'Within the limits',
  exceeded: 'Limits exceeded',
});

export const NOT_JUDGED_WORDS: Words<NotJudgedReason> = translated({
  'out-of-time': 'too slow',
  failed: 'failed',
  memory: 'too much memory',
  'not-loaded': 'not loaded',
  'no-capacity': 'lane was busy',
  'other-reference': 'registered face',
  interrupted: 'lane stopped',
  'not-captured': 'asks for more than was captured',
});

/** Why a lane left a release of its software by itself. A technician's return has a sentence of its own. */
export const RETURN_WORDS: Words<Exclude<ReturnReason, 'technician'>> = translated({
  'did-not-start': 'it did not start',
  devices: 'devices did not become ready',
  server: 'the server was not reached',
  damaged: 'its files were damaged',
});

export const FAILURE_WORDS: Words<ReleaseFailure> = translated({
  unreachable: 'the source did not answer',
  absent: 'the source has no releases',
  malformed: 'the release cannot be used',
  unsigned: 'signatures are missing',
  'rolled-back': 'the source has an older state',
  expired: 'signatures have expired',
  mixed: 'files differ from what was signed',
  'too-large': 'a file is too large',
  'root-refused': 'the list of signers was refused',
  disk: 'the lane cannot write to its disk',
});
