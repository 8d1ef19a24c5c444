/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { CalendarKind } from '../../oversight/calendar/calendar-kinds.ts';
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { KIND_WORDS } from './words.ts';

const DATES: Meanings<CalendarKind> = {
  title: () => t('Kinds of dates'),
  words: KIND_WORDS,
  meanings: translated({
    'request-answer': 'A traveller’s request must be answered by this day.',
    'hold-end': 'The lane erases the held captures on this day, unless two people hold them again.',
    'policy-start': 'The policy needs both signatures by then.',
    'policy-review': 'Check once a year whether the limits are still needed.',
    'record-review': 'Make the record again and sign it.',
    'assessment-review': 'Compare the assessment with the current facts.',
    'training-end': 'Without new training the duty cannot be used after this day.',
    'duty-end': 'Propose a renewal before this day.',
    'server-key-start': 'From this day the server signs with the next key.',
    'server-key-rotation': 'Propose a change of the key.',
    'breach-notice': 'The next notice that a law requires about an open breach.',
    'corrective-action': 'A penalty or corrective action must be carried out by this day.',
    'agreement-end': 'Decide before this day whether the agreement gets a new version.',
    'partner-audit': 'Schedule and conclude the audit before this day.',
    'partner-finding': 'By this day the partner must have corrected it, and two people must have closed it.',
    'document-reading': 'Read the documents against their controls.',
    'law-reading': 'The law may have changed. A new release of the program brings changed rules.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Calendar'),
  purpose: () =>
    t(
      'Lists what is due in the next year, from the records of the server: answers, reviews, ends of holds, duties and training, changes of keys, notices of breaches, corrective actions, audits and agreements of partners. Each line leads to the page on which the work is done. The list can be saved for a calendar program.',
    ),
  meanings: [DATES],
  views: {},
};
