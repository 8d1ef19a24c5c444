/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { Degradation } from '../../contract/order-vocabulary.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { PROPOSALS } from '../help/shared-meanings.ts';
import { t, translated } from '../languages/text.ts';
import { MEASURE_WORDS } from './words.ts';
import { DUTY_STATE_WORDS } from '../words.ts';
import { OPENING_STATE_WORDS } from '../words-of-orders.ts';

const OPENED: Meanings<'due' | 'overdue' | 'confirmed' | 'unfounded'> = {
  title: () => t('Lanes opened in an emergency'),
  words: OPENING_STATE_WORDS,
  meanings: translated({
    due: 'Another supervisor must confirm the emergency within ten minutes.',
    overdue: 'The ten minutes are over and an alarm was raised. Go to the lane, then enter your finding.',
    confirmed: 'A supervisor found that there was an emergency.',
    unfounded: 'A supervisor found no emergency. Find out who came through and why the lane was opened.',
  }),
};

const MEASURES: Meanings<Degradation> = {
  title: () => t('Reduced policies'),
  words: MEASURE_WORDS,
  meanings: translated({
    'light-challenge-observed':
      'The lane still shows the light and reports its result, which decides nothing. Use it when daylight disturbs the check.',
    'without-fingers': 'The lane asks for no fingerprint. Use it when the scanner has a fault.',
    'without-watchlist': 'The lane does not compare with the list of documents. Officers check it at the desk.',
    'older-revocation-lists':
      'The lane accepts lists of revoked signers that are older than usual. Use it when their source does not answer.',
  }),
};

const DUTIES: Meanings<'over' | 'not-begun' | 'training-lapsed'> = {
  title: () => t('States of a duty'),
  words: DUTY_STATE_WORDS,
  meanings: translated({
    over: 'The duty has ended. Propose a new one if the person continues.',
    'not-begun': 'The duty begins later.',
    'training-lapsed':
      'The training is no longer valid, so the duty cannot be used. Record the training when it was passed.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Decisions'),
  purpose: () =>
    t(
      'Shows what two people decide together: duties, reduced policies, legal holds, changes of the server’s key. One person proposes, another person reads the change and approves it or turns it down. No one approves their own proposal.',
    ),
  meanings: [PROPOSALS, OPENED, MEASURES, DUTIES],
  views: {},
};
