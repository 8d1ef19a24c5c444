import type { Catalogue } from '../text.ts';

export const people: Catalogue = {
  'Can sign in': 'Peut se connecter',
  Invited: 'Invitée',
  'No key, no code': 'Ni clé, ni code',
  'Name at this server': 'Nom sur ce serveur',
  'Disabled ## a person': 'Désactivée',
  'No one is enrolled yet, except the invented people of development.':
    'Personne n’est encore enregistré, sauf les personnes fictives du développement.',
  'Asked for. Another administrator must agree.': 'Demandé. Un autre administrateur doit approuver.',
  'Disabled. They can no longer sign in.': 'Désactivée. Cette personne ne peut plus se connecter.',
  'Fewer than two administrators would be left. Propose it: another administrator or a privacy officer approves.':
    'Il resterait moins de deux administrateurs. Proposez-le\u00a0: un autre administrateur ou un responsable de la protection des données approuve.',
  'New keys': 'Nouvelles clés',
  'End sessions': 'Mettre fin aux sessions',
  'All their sessions are ended.': 'Toutes ses sessions sont closes.',
  Disable: 'Désactiver',
  'no passkey': 'aucune clé d’accès',
  '{count} passkeys': { one: 'une clé d’accès', other: '{count} clés d’accès' },
  '{keys}, password and code': '{keys}, mot de passe et code',
  'Agreed. The second half of the code is shown.': 'Approuvé. La seconde moitié du code est affichée.',
  'Turned down.': 'Rejeté.',
  'New keys that wait for agreement': 'Nouvelles clés en attente d’approbation',
  'Asked for by {person} {since}; open until {until}. Agree only when you have seen the person: their old keys and sessions end at once.':
    'Demandé par {person} {since}\u00a0; ouvert jusqu’à {until}. N’approuvez que si vous avez vu la personne\u00a0: ses anciennes clés et sessions prennent fin aussitôt.',
  'Another administrator must agree.': 'Un autre administrateur doit approuver.',
  'New keys for {personId}': 'Nouvelles clés pour {personId}',
  Agree: 'Approuver',
  'Turn down': 'Rejeter',
  'Reading the people…': 'Lecture des personnes…',
  'The people could not be read.': 'Les personnes n’ont pas pu être lues.',
  'Before you decide': 'Avant de décider',
  'The person who asks also sent the invitation of this account. Ask the person whether the account is theirs.':
    'La personne qui demande a aussi envoyé l’invitation de ce compte. Demandez à la personne si le compte est le sien.',
  'The account was younger than a day at that time.': 'Le compte avait moins d’un jour à ce moment.',
  'The account of the person who asks was younger than a day at that time.':
    'Le compte de la personne qui demande avait moins d’un jour à ce moment.',
  'Account since': 'Compte depuis',
  'Invited by': 'Invité par',
  'no one: a code that the server printed': 'personne : par un code que le serveur a imprimé',
  'A name at this server has 3 to 32 small letters, digits and hyphens, for example olga-o.':
    'Un nom sur ce serveur a de 3 à 32 lettres minuscules, chiffres et traits d’union, par exemple olga-o.',
};
