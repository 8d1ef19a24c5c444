import type { Catalogue } from '../text.ts';

export const shell: Catalogue = {
  '{site}, lane {lane}': '{site}, voie {lane}',
  Language: 'Langue',
  'This language could not be loaded.': 'Cette langue n’a pas pu être chargée.',
};
