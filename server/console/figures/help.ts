/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { IdleState } from '../../border/figures/lane-watch.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { IDLE_WORDS } from './words.ts';

const IDLE: Meanings<IdleState> = {
  title: () => t('Times without service'),
  words: IDLE_WORDS,
  meanings: translated({
    'out-of-service': 'A person closed the lane, or a device had a fault.',
    emergency: 'The gate stood open by an order in an emergency.',
    silent: 'The server received no status of the lane.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Figures'),
  purpose: () =>
    t(
      'Shows supervisors how the lanes of their sites worked: travellers, duration of each step, referral rate by reason, waiting time, and faults of devices. Choose a period and a lane. Each chart has its numbers as a table and as a CSV file. A value outside the usual band of that hour is marked.',
    ),
  meanings: [IDLE],
  views: {},
};

export const SITE_HELP: SectionHelp = {
  title: () => t('Figures of sites'),
  purpose: () =>
    t(
      'Shows figures of a whole site for days that have ended, to people who see no traveller. Small counts are withheld, with as many others as would reveal them, so that no figure concerns one person.',
    ),
  meanings: [IDLE],
  views: {},
};
