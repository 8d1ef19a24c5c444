import type { Catalogue } from '../text.ts';

export const design: Catalogue = {
  'Choose…': 'Auswählen…',
  '{count} s': '{count} s',
  '{count} h': '{count} h',
  '{count} d': '{count} d',
  '{count} ms': '{count} ms',
  'For example {example}': 'Zum Beispiel {example}',
  'Write it like this: {example}': 'Schreiben Sie es so: {example}',
  'This day does not exist.': 'Diesen Tag gibt es nicht.',
  'This time does not exist. Hours go from 00 to 23, and minutes from 00 to 59.':
    'Diese Uhrzeit gibt es nicht. Stunden gehen von 00 bis 23, Minuten von 00 bis 59.',
  'Enter {least} or later.': 'Geben Sie {least} oder später ein.',
  'Enter {most} or earlier.': 'Geben Sie {most} oder früher ein.',
};
