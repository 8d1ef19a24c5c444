import type { Catalogue } from '../text.ts';

export const shared: Catalogue = {
  'You are not signed in.': 'Vous n’êtes pas connecté.',
  'Sign in': 'Connexion',
  'Try again': 'Réessayer',
  Follow: 'Suivre',
  When: 'Quand',
  Proof: 'Preuve',
  'Make a code': 'Créer un code',
  'Making a code…': 'Création d’un code…',
  'Propose to disable': 'Proposer la désactivation',
  Kind: 'Type',
  'Out of service': 'Hors service',
  'Invite a person': 'Inviter une personne',
  '{count} min': '{count} min',
  '{seconds} s': '{seconds} s',
  'Lane {lane}': 'Voie {lane}',
  Referred: 'Renvoyés',
  Figures: 'Chiffres',
  Decided: 'Décidé',
  'The server does not answer.': 'Le serveur ne répond pas.',
  'Every kind': 'Tous les types',
};
