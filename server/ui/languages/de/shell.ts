import type { Catalogue } from '../text.ts';

export const shell: Catalogue = {
  '{site}, lane {lane}': '{site}, Kontrollspur {lane}',
  Language: 'Sprache',
  'This language could not be loaded.': 'Diese Sprache konnte nicht geladen werden.',
};
