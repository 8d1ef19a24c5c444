/** Meanings that several sections show. */
import type { ErasureCause } from '../../contract/retention.ts';
import type { DeviceHealth } from '../../contract/vocabulary.ts';
import type { ProposalView } from '../../records/proposals/answers.ts';
import { t, translated } from '../languages/text.ts';
import { CAUSE_WORDS, HEALTH_WORDS, PROPOSAL_WORDS } from '../words.ts';
import type { Meanings } from './section-help.ts';

export const DEVICES: Meanings<DeviceHealth> = {
  title: () => t('States of a device'),
  words: HEALTH_WORDS,
  meanings: translated({
    ready: 'The device works.',
    faulted: 'The device answers and reports a fault. Call a technician if it stays.',
    disconnected: 'The device does not answer. Its cable or its power may be off.',
  }),
};

export const ERASURES: Meanings<ErasureCause> = {
  title: () => t('Causes of an erasure'),
  words: CAUSE_WORDS,
  meanings: translated({
    'passage-ended': 'The traveller was cleared. Nothing is kept after the passage.',
    due: 'The limit of the retention policy was reached.',
    'overdue-at-start': 'The limit passed while the lane was switched off. The lane erased it at its start.',
    'on-request': 'A privacy officer ordered it on a traveller’s request.',
    resolved: 'An officer decided, and the policy keeps nothing after that.',
    'hold-released': 'Two people ended the legal hold.',
    unreadable: 'The key was already destroyed, so only the remains were removed.',
  }),
};

export const PROPOSALS: Meanings<ProposalView['state']> = {
  title: () => t('States of a proposal'),
  words: PROPOSAL_WORDS,
  meanings: translated({
    open: 'The proposal waits for another person, seven days in most cases.',
    approved: 'Another person approved it and it took effect.',
    'turned-down': 'Another person refused it. Nothing changed.',
    withdrawn: 'The proposer took it back. Nothing changed.',
    expired: 'No one approved it in time. Nothing changed. Propose it again.',
  }),
};
