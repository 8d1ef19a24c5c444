import type { Catalogue } from '../text.ts';

export const design: Catalogue = {
  'Choose…': 'Choisir…',
  '{count} s': '{count} s',
  '{count} h': '{count} h',
  '{count} d': '{count} j',
  '{count} ms': '{count} ms',
  'For example {example}': 'Par exemple {example}',
  'Write it like this: {example}': 'Écrivez-le ainsi : {example}',
  'This day does not exist.': 'Ce jour n’existe pas.',
  'This time does not exist. Hours go from 00 to 23, and minutes from 00 to 59.':
    'Cette heure n’existe pas. Les heures vont de 00 à 23 et les minutes de 00 à 59.',
  'Enter {least} or later.': 'Saisissez {least} ou plus tard.',
  'Enter {most} or earlier.': 'Saisissez {most} ou plus tôt.',
};
