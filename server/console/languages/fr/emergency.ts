import type { Catalogue } from '../text.ts';

export const emergency: Catalogue = {
  Done: 'Fait',
  Close: 'Fermer',
  'This part of the page could not be loaded. Use the emergency release at the lane.':
    'Cette partie de la page n’a pas pu être chargée. Utilisez le déverrouillage d’urgence de la voie.',
  Emergency: 'Urgence',
  'Emergency at a whole site': 'Urgence sur tout un site',
  'Choose the cause. All gates of the site open and stay open until the emergency is ended. You confirm once with your passkey for all lanes of the site. If you have no passkey with you, use the emergency release at the lane.':
    'Choisissez la cause. Tous les sas du site s’ouvrent et restent ouverts jusqu’à la fin de l’urgence. Vous confirmez une seule fois avec votre clé d’accès pour toutes les voies du site. Si vous n’avez pas de clé d’accès sur vous, utilisez le déverrouillage d’urgence de la voie.',
  'The server does not answer. Use the emergency release at each lane.':
    'Le serveur ne répond pas. Utilisez le déverrouillage d’urgence de chaque voie.',
  'Reading the lanes of your sites…': 'Lecture des voies de vos sites…',
  '{open} of {all} open in an emergency': '{open} sur {all} ouvertes en urgence',
  'Open all lanes of {site}': 'Ouvrir toutes les voies de {site}',
  '{cause}: open {count} lanes': {
    one: '{cause}\u00a0: ouvrir {count} voie',
    other: '{cause}\u00a0: ouvrir {count} voies',
  },
  'End the emergency at {count} lanes': {
    one: 'Mettre fin à l’urgence sur {count} voie',
    other: 'Mettre fin à l’urgence sur {count} voies',
  },
  'Not heard yet': 'Pas encore de message',
  'Not heard for {time}. Last: {word}': 'Aucun message depuis {time}. Dernier état\u00a0: {word}',
  'Preparing the order': 'Préparation de l’ordre',
  'Confirm with your passkey': 'Confirmez avec votre clé d’accès',
  'On its way to the lane': 'En route vers la voie',
  'The page could not do it. Use the release at the lane.':
    'La page n’a pas pu le faire. Utilisez le déverrouillage de la voie.',
  'This lane was disabled.': 'Cette voie a été désactivée.',
  'the lane gave no reason': 'la voie n’a pas donné de raison',
  'Not done. Reason: {why}.': 'Non exécuté. Raison\u00a0: {why}.',
  'The lane did not answer in time. Use the release at the lane.':
    'La voie n’a pas répondu à temps. Utilisez le déverrouillage de la voie.',
};
