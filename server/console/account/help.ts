/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { ACCOUNT_WORDS } from './words.ts';

const MARKS: Meanings<'this-one' | 'only-one' | 'blocked' | 'over' | 'training-lapsed'> = {
  title: () => t('Marks'),
  words: ACCOUNT_WORDS,
  meanings: translated({
    'this-one': 'The session of this page.',
    'only-one': 'You have a single passkey. Add a second one and keep it elsewhere.',
    blocked: 'A copy of the passkey may exist, so it no longer works. Remove it.',
    over: 'The duty has ended.',
    'training-lapsed': 'The training is no longer valid, so the duty cannot be used. Ask an administrator.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Your account'),
  purpose: () =>
    t(
      'Shows your own passkeys, sessions and duties. Keep two passkeys in two places: without one, two administrators must give you new keys. End a session that you do not recognise at once.',
    ),
  meanings: [MARKS],
  views: {},
};
