import type { Catalogue } from '../text.ts';

export const evidence: Catalogue = {
  'Your duty does not include this lane.': 'Votre fonction ne comprend pas cette voie.',
  'Asking the server…': 'Demande au serveur…',
  'Is this the holder of the document?': 'Est-ce le titulaire du document\u00a0?',
  'Is the document what it should be?': 'Le document est-il ce qu’il doit être\u00a0?',
  'Was there an attempt to deceive the lane?': 'Y a-t-il eu une tentative de tromper la voie\u00a0?',
  'A complaint of the traveller': 'Une réclamation du voyageur',
  'Camera of the lane': 'Caméra de la voie',
  'Portrait on the chip': 'Portrait de la puce',
  Fingerprint: 'Empreinte digitale',
  'Fingerprints on the chip': 'Empreintes de la puce',
  'Confirm with your passkey: it signs this one viewing.':
    'Confirmez avec votre clé d’accès\u00a0: elle signe cette seule consultation.',
  'Asking the lane…': 'Demande à la voie…',
  'The minute is over. To look again, ask again.': 'La minute est écoulée. Pour regarder encore, refaites la demande.',
  'Closed because you left this window. To look again, ask again.':
    'Fermé parce que vous avez quitté cette fenêtre. Pour regarder encore, refaites la demande.',
  'Closed. To look again, ask again.': 'Fermé. Pour regarder encore, refaites la demande.',
  'The permission was for another lane.': 'L’autorisation était pour une autre voie.',
  "The lane's clock is behind the server's. Have the clocks checked.":
    'L’horloge de la voie retarde sur celle du serveur. Faites vérifier les horloges.',
  'The permission came too late: it is valid for two minutes. Ask again.':
    'L’autorisation est arrivée trop tard\u00a0: elle vaut deux minutes. Refaites la demande.',
  'The rules of this lane do not let your role view evidence.':
    'Les règles de cette voie ne permettent pas à votre rôle de consulter les images de contrôle.',
  'Your training for looking at evidence has lapsed.':
    'Votre formation à la consultation des images de contrôle a expiré.',
  'Your permission to look at evidence was withdrawn.':
    'Votre autorisation de consulter les images de contrôle a été retirée.',
  'The lane has no recent message from the server. It releases no evidence until it has one.':
    'La voie n’a pas de message récent du serveur. Elle ne remet pas d’images de contrôle avant d’en avoir un.',
  'This lane has no list of officers’ keys. Ask an administrator to release the list of officers’ keys.':
    'Cette voie n’a pas la liste des clés des agents. Demandez à un administrateur de publier la liste des clés des agents.',
  'Your passkey did not sign. Ask again.': 'Votre clé d’accès n’a pas signé. Refaites la demande.',
  'The lane cannot read what your passkey signed. Ask again, or use another passkey.':
    'La voie ne peut pas lire ce que votre clé d’accès a signé. Refaites la demande, ou utilisez une autre clé d’accès.',
  'This lane does not have your key yet. Ask an administrator to release the list of officers’ keys.':
    'Cette voie n’a pas encore votre clé. Demandez à un administrateur de publier la liste des clés des agents.',
  'This passkey is not listed for you in this role. Use your own, or ask an administrator to release the list of officers’ keys.':
    'Cette clé d’accès n’est pas inscrite pour vous dans ce rôle. Utilisez la vôtre, ou demandez à un administrateur de publier la liste des clés des agents.',
  'Your passkey signed something else. Ask again.': 'Votre clé d’accès a signé autre chose. Refaites la demande.',
  'The lane does not take passkeys from this address. Open the console by its own address.':
    'La voie n’accepte pas de clés d’accès de cette adresse. Ouvrez la console à sa propre adresse.',
  'Your passkey did not check that it is you. Use its PIN or your finger.':
    'Votre clé d’accès n’a pas vérifié que c’est vous. Utilisez son code PIN ou votre doigt.',
  'This is not the signature of your passkey. Ask again; if it happens twice, call an administrator.':
    'Ce n’est pas la signature de votre clé d’accès. Refaites la demande\u00a0; si cela se répète, appelez un administrateur.',
  'A copy of your passkey may exist. Use another passkey, and tell an administrator where this one is.':
    'Il existe peut-être une copie de votre clé d’accès. Utilisez une autre clé d’accès, et dites à un administrateur où se trouve celle-ci.',
  'This permission was used before. Ask again.': 'Cette autorisation a déjà été utilisée. Refaites la demande.',
  'You have made too many viewings at this lane. Wait a few minutes.':
    'Vous avez souvent consulté cette voie. Attendez quelques minutes.',
  'This traveller has been viewed as often as one day allows. Look at the document at the desk.':
    'Ce voyageur a été consulté aussi souvent qu’un jour le permet. Regardez le document au guichet.',
  'No longer kept: the lane has erased it, as it must, or never had it.':
    'Plus conservé\u00a0: la voie l’a effacé, comme elle le doit, ou ne l’a jamais eu.',
  'The key of this page was not usable. Reload the page.':
    'La clé de cette page n’était pas utilisable. Rechargez la page.',
  "The lane's secure element does not answer.": 'L’élément sécurisé de la voie ne répond pas.',
  'The lane did not understand the permission.': 'La voie n’a pas compris l’autorisation.',
  'The lane does not recognise the signature of this server.': 'La voie ne connaît pas la signature de ce serveur.',
  'The lane does not serve this console.': 'La voie ne sert pas cette console.',
  'The lane has another address.': 'La voie ne répond pas à cette adresse.',
  'There is no evidence at the address of this lane.': 'Il n’y a pas d’images de contrôle à l’adresse de cette voie.',
  'The lane did not understand the request.': 'La voie n’a pas compris la demande.',
  'The permission was too long for the lane.': 'L’autorisation était trop longue pour la voie.',
  'The lane is busy with other viewers. Ask again in a moment.':
    'La voie est occupée par d’autres consultations. Refaites la demande dans un instant.',
  'The lane could not do it. Ask again, or look at the document at the desk.':
    'La voie n’a pas pu le faire. Refaites la demande, ou regardez le document au guichet.',
  'The lane does not answer. It may be off, or this console does not reach it. Reload after enrolling a lane.':
    'La voie ne répond pas. Elle est peut-être éteinte, ou cette console ne l’atteint pas. Rechargez la page après l’enregistrement d’une voie.',
  'Sign in first.': 'Connectez-vous d’abord.',
  'This traveller is not yours to look at. Take the referral first.':
    'Vous n’avez pas à consulter ce voyageur. Prenez d’abord le renvoi en charge.',
  'Your duty is over.': 'Votre fonction a pris fin.',
  'Your duty has not begun.': 'Votre fonction n’a pas commencé.',
  'This is not the time of your shift.': 'Vous êtes en dehors de votre service.',
  'Viewing evidence needs a passkey, and you have none here. Add one under Your account.':
    'Les voies ne montrent les images de contrôle qu’aux agents qui ont une clé d’accès, et vous n’en avez pas ici. Ajoutez-en une sous «\u00a0Votre compte\u00a0».',
  'The lane was enrolled without its address for evidence.':
    'La voie a été enregistrée sans son adresse pour les images de contrôle.',
  'The server has no such referral.': 'Le serveur n’a pas ce renvoi.',
  'You have asked too often. Wait a moment.': 'Vous avez fait beaucoup de demandes. Attendez un instant.',
  'The server could not give permission. Ask again.':
    'Le serveur n’a pas pu donner l’autorisation. Refaites la demande.',
  'The captures from the lane do not open here, so nothing is shown. Reload the page and ask again.':
    'Les captures de la voie ne s’ouvrent pas ici\u00a0; rien n’est affiché. Rechargez la page et refaites la demande.',
  'A security officer has paused your permission to view evidence for some hours.':
    'Un agent de sécurité a suspendu pour quelques heures votre permission de voir les images de contrôle.',
};
