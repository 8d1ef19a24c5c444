import type { Catalogue } from '../text.ts';

export const shared: Catalogue = {
  'You are not signed in.': 'Vous n’êtes pas connecté.',
  'Sign in': 'Connexion',
  'Try again': 'Réessayer',
  '{count} min': '{count} min',
  '{seconds} s': '{seconds} s',
  'Lane {lane}': 'Voie {lane}',
  Referred: 'Renvoyés',
  Figures: 'Chiffres',
  'Out of service': 'Hors service',
  'The server does not answer.': 'Le serveur ne répond pas.',
  Decided: 'Décidé',
};
