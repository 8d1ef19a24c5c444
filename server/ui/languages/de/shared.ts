import type { Catalogue } from '../text.ts';

export const shared: Catalogue = {
  'You are not signed in.': 'Sie sind nicht angemeldet.',
  'Sign in': 'Anmelden',
  'Try again': 'Erneut versuchen',
  '{count} min': '{count} min',
  '{seconds} s': '{seconds} s',
  'Lane {lane}': 'Kontrollspur {lane}',
  Referred: 'Verwiesen',
  Figures: 'Kennzahlen',
  'Out of service': 'Außer Betrieb',
  'The server does not answer.': 'Der Server antwortet nicht.',
  Decided: 'Entschieden',
};
