/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';

const VERDICTS: Meanings<'verified' | 'not-verified' | 'no-witness' | 'offline'> = {
  title: () => t('Words of the result'),
  words: translated({
    verified: 'Verified',
    'not-verified': 'Not verified',
    'no-witness': 'No witness',
    offline: 'Works offline',
  }),
  meanings: translated({
    verified: 'According to the policy that you chose, the entry is in the ledger, unaltered.',
    'not-verified': 'The file does not prove it. A copying mistake and a forgery look alike: ask for the file again.',
    'no-witness': 'Only the agency that runs the ledger has signed.',
    offline: 'Your browser keeps the page, so that it opens without the server.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Verify'),
  purpose: () =>
    t(
      'Verifies proof files and travellers’ receipts in your browser, without sign-in. Neither files nor receipts are sent anywhere; for a receipt the page asks the server for the key of its lane, and for the code of a lane it asks about the software that the code names. After the first visit the page also works without the server.',
    ),
  meanings: [VERDICTS],
  views: {},
};
