/** The terms of agreements with partners, on the pages of the console and of the portal of partners. */
import type { Catalogue } from '../text.ts';

export const agreements: Catalogue = {
  'Type of document': 'Art des Dokuments',
  'Differences from the version before': 'Unterschiede zur vorigen Fassung',
  Deliveries: 'Lieferungen',
  'A pseudonym for each decision on a document of {states}. Lanes make it, and only the partner can open it.':
    'Ein Pseudonym je Entscheidung über ein Dokument von {states}. Die Kontrollspuren bilden es, und nur der Partner kann es öffnen.',
  'How many decisions were on documents of the partner’s blind list {list}, and how many on others. Only documents of {states} are compared.':
    'Wie viele Entscheidungen Dokumente der blinden Liste {list} des Partners betrafen und wie viele andere. Nur Dokumente von {states} werden verglichen.',
  'The list has at least {smallest} documents.': 'Die Liste hat mindestens {smallest} Dokumente.',
  'One count for each combination of {fields}.': 'Eine Zahl je Kombination von {fields}.',
  'Daily, {count} days after the day ends.': {
    one: 'Täglich, {count} Tag nach dem Ende des Tages.',
    other: 'Täglich, {count} Tage nach dem Ende des Tages.',
  },
  'Weekly, {count} days after the week ends.': {
    one: 'Wöchentlich, {count} Tag nach dem Ende der Woche.',
    other: 'Wöchentlich, {count} Tage nach dem Ende der Woche.',
  },
  'Monthly, {count} days after the month ends.': {
    one: 'Monatlich, {count} Tag nach dem Ende des Monats.',
    other: 'Monatlich, {count} Tage nach dem Ende des Monats.',
  },
  'Noise of ε {epsilon} is added to each count.': 'Zu jeder Zahl kommt ein Rauschen mit ε {epsilon}.',
  'Counts below {least} are left out.': 'Zahlen unter {least} entfallen.',
  '{list}, a blind list: at most {documents} documents and {mebibytes} MiB. A publication changes at most {share} % of it, and is at most {hours} h old when it arrives.':
    '{list}, eine blinde Liste: höchstens {documents} Dokumente und {mebibytes} MiB. Eine Veröffentlichung ändert höchstens {share} % davon und ist bei der Ankunft höchstens {hours} h alt.',
  '{list}: at most {documents} documents and {mebibytes} MiB. A publication changes at most {share} % of it, and is at most {hours} h old when it arrives.':
    '{list}: höchstens {documents} Dokumente und {mebibytes} MiB. Eine Veröffentlichung ändert höchstens {share} % davon und ist bei der Ankunft höchstens {hours} h alt.',
};
