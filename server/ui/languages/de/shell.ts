import type { Catalogue } from '../text.ts';

export const shell: Catalogue = {
  '{site}, lane {lane}': '{site}, Kontrollspur {lane}',
  Language: 'Sprache',
  'This language could not be loaded.': 'Diese Sprache konnte nicht geladen werden.',
  'As on this device': 'Wie auf diesem Gerät',
  'Light ## colours of the page': 'Hell',
  'Dark ## colours of the page': 'Dunkel',
  'More ## contrast': 'Mehr',
  Display: 'Darstellung',
  Colours: 'Farben',
  Contrast: 'Kontrast',
  'This browser does not store the choice. It is lost when the page is reloaded.':
    'Dieser Browser speichert die Auswahl nicht. Sie geht verloren, wenn die Seite neu geladen wird.',
};
