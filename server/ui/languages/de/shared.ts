import type { Catalogue } from '../text.ts';

export const shared: Catalogue = {
  'You are not signed in.': 'Sie sind nicht angemeldet.',
  'Sign in': 'Anmelden',
  'Try again': 'Erneut versuchen',
  Follow: 'Verfolgen',
  When: 'Wann',
  Proof: 'Nachweis',
  'Make a code': 'Code erstellen',
  'Making a code…': 'Code wird erstellt…',
  'Propose to disable': 'Sperrung vorschlagen',
  Kind: 'Art',
  'Out of service': 'Außer Betrieb',
  'Invite a person': 'Person einladen',
  '{count} min': '{count} min',
  '{seconds} s': '{seconds} s',
  'Lane {lane}': 'Kontrollspur {lane}',
  Referred: 'Verwiesen',
  Figures: 'Kennzahlen',
  Decided: 'Entschieden',
  'The server does not answer.': 'Der Server antwortet nicht.',
  'Every kind': 'Alle Arten',
};
