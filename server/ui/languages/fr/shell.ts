import type { Catalogue } from '../text.ts';

export const shell: Catalogue = {
  '{site}, lane {lane}': '{site}, voie {lane}',
  Language: 'Langue',
  'This language could not be loaded.': 'Cette langue n’a pas pu être chargée.',
  'As on this device': 'Comme sur cet appareil',
  'Light ## colours of the page': 'Clair',
  'Dark ## colours of the page': 'Sombre',
  'More ## contrast': 'Renforcé',
  Display: 'Affichage',
  Colours: 'Couleurs',
  Contrast: 'Contraste',
  'This browser does not store the choice. It is lost when the page is reloaded.':
    'Ce navigateur n’enregistre pas ce choix. Il est perdu quand la page est rechargée.',
};
