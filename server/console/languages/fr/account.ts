import type { Catalogue } from '../text.ts';

export const account: Catalogue = {
  'This one': 'Celle-ci',
  'Only one': 'Une seule',
  Blocked: 'Bloquée',
  Over: 'Terminée',
  'Training lapsed': 'Formation expirée',
  Duties: 'Fonctions',
  'None yet. Two administrators assign duties.':
    'Aucune pour l’instant. Deux administrateurs attribuent les fonctions.',
  '{sites}, {lanes}. Until {end}, training valid until {trainingEnd}.':
    '{sites}, {lanes}. Jusqu’au {end}, formation valable jusqu’au {trainingEnd}.',
  'All sites': 'Tous les sites',
  'Sites: {sites}': 'Sites\u00a0: {sites}',
  'all lanes': 'toutes les voies',
  'lanes: {lanes}': 'voies\u00a0: {lanes}',
  'Password and code are removed.': 'Le mot de passe et le code sont supprimés.',
  'Password and code': 'Mot de passe et code',
  Remove: 'Supprimer',
  'Not set.': 'Non définis.',
  'Set {time}.': 'Définis\u00a0: {time}.',
  'Set them': 'Définir',
  'Set them anew': 'Redéfinir',
  'Where you are signed in': 'Vos sessions',
  '{count} sessions in your name were not made by this server. They are not listed and give no access. Call the auditor now.':
    {
      one: '{count} session à votre nom n’a pas été créée par ce serveur. Elle n’est pas affichée et ne donne aucun accès. Appelez l’auditeur maintenant.',
      other:
        '{count} sessions à votre nom n’ont pas été créées par ce serveur. Elles ne sont pas affichées et ne donnent aucun accès. Appelez l’auditeur maintenant.',
    },
  'End all others': 'Mettre fin à toutes les autres',
  'All other sessions are ended.': 'Toutes les autres sessions sont closes.',
  'Signed in {since} {method}, last used {used}. Ends {end} at the latest.':
    'Connexion {since} {method}, dernière utilisation {used}. Fin au plus tard {end}.',
  'End ## a session': 'Mettre fin',
  'That session is ended.': 'Cette session est close.',
  Passkeys: 'Clés d’accès',
  'No passkey': 'Aucune clé d’accès',
  'Add one: it is safer than a password.': 'Ajoutez-en une\u00a0: elle est plus sûre qu’un mot de passe.',
  'Add a second one and keep it elsewhere. Without it, a lost key means going to two administrators.':
    'Ajoutez-en une deuxième et gardez-la ailleurs. Sans elle, la perte d’une clé oblige à s’adresser à deux administrateurs.',
  '“{name}” is removed.': '«\u00a0{name}\u00a0» est supprimée.',
  'Stored by your account on several devices.': 'Enregistrée par votre compte sur plusieurs appareils.',
  'Stored on one device.': 'Enregistrée sur un seul appareil.',
  'Added {added}, not used since.': 'Ajoutée {added}, pas utilisée depuis.',
  'Added {added}, last used {used}.': 'Ajoutée {added}, dernière utilisation {used}.',
  'A copy of it may exist, so it no longer works. Remove it and add another.':
    'Il en existe peut-être une copie\u00a0: elle ne fonctionne plus. Supprimez-la et ajoutez-en une autre.',
  'Passkey {name}': 'Clé d’accès {name}',
  Rename: 'Renommer',
  'Save name': 'Enregistrer le nom',
  'Saving…': 'Enregistrement…',
  'Name of this passkey': 'Nom de cette clé d’accès',
  'First key': 'Première clé',
  'Second key': 'Deuxième clé',
  'Add a passkey': 'Ajouter une clé d’accès',
  'Waiting for your new passkey…': 'En attente de votre nouvelle clé d’accès…',
  'Name of the new key': 'Nom de la nouvelle clé',
  'Sign in to see your account.': 'Connectez-vous pour voir votre compte.',
  'Reading your account…': 'Lecture de votre compte…',
  'Your account could not be read.': 'Votre compte n’a pas pu être lu.',
  'Your name in the ledger: {personId}': 'Votre nom dans le registre\u00a0: {personId}',
  'Sign out': 'Se déconnecter',
  'You are an invented person of development: you have no keys.':
    'Vous êtes une personne fictive de l’environnement de développement\u00a0: vous n’avez pas de clés.',
};
