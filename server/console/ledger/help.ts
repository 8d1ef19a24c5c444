/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { EntryType } from '../../records/ledger/entry/entry.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { ENTRY_WORDS } from './words.ts';

const WITNESSES: Meanings<'cosigned' | 'waits'> = {
  title: () => t('States of a witness'),
  words: translated({
    cosigned: 'Cosigned',
    waits: 'Has not cosigned this head',
  }),
  meanings: translated({
    cosigned: 'The witness saw this state of the ledger and that it only continues earlier ones.',
    waits: 'The witness has not answered for this state yet. If this continues, ask the agency that runs it.',
  }),
};

const ENTRIES: Meanings<EntryType> = {
  title: () => t('Kinds of entries'),
  words: ENTRY_WORDS,
  meanings: translated({
    report: 'A lane reported the result of a traveller’s checks or a passage.',
    act: 'A person did something in a console.',
    'test-referral': 'The server placed an invented referral in a queue.',
    grant: 'The server permitted a viewing of evidence.',
    viewing: 'A lane released evidence, or refused to.',
    'declaration-viewing': 'A customs officer was allowed to read groups of a trader’s declaration.',
    erasure: 'A lane erased captures and destroyed their keys.',
    policy: 'Two people put a policy in force.',
    export: 'A person made a file of records.',
    alarm: 'The server raised an alarm.',
    row: 'The server changed a row of a table that the ledger guards.',
    adoption: 'The ledger took over tables of an earlier version.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Ledger'),
  purpose: () =>
    t(
      'Shows the log in which every report and act is entered, so that no one can change or remove one unnoticed. It holds digests, never a traveller’s data.',
    ),
  meanings: [],
  views: {
    heads: {
      title: () => t('Heads and witnesses'),
      purpose: () =>
        t(
          'Shows the size of the ledger, the part that is published, and the witnesses that cosigned it. Compare the root with the one of a witness.',
        ),
      meanings: [WITNESSES],
    },
    entries: {
      title: () => t('Entries'),
      purpose: () =>
        t(
          'Lists the entries by number, kind and time. Open an entry to verify its proof in this page and to save it as a file.',
        ),
      meanings: [ENTRIES],
    },
  },
};
