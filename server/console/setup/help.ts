/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { SetupItemView } from '../../oversight/setup/answers.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { PART_STATE_WORDS } from './words.ts';

const STATES: Meanings<SetupItemView['state']> = {
  title: () => t('States of a part'),
  words: PART_STATE_WORDS,
  meanings: translated({
    open: 'The server’s records show that something is missing. The part says what, why it matters and where it is done.',
    done: 'The server’s records show that it is done. The part opens again by itself when that changes.',
    stated: 'An administrator stated it, with a reason, because the server cannot see it. It counts for 90 days.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Overview'),
  purpose: () =>
    t(
      'Leads from a new server to the first traveller, and shows what waits for you today. The state of each part comes from the server’s records; a part that the server can check itself cannot be ticked.',
    ),
  meanings: [STATES],
  views: {},
};
