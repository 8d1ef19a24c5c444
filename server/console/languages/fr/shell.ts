import type { Catalogue } from '../text.ts';

export const shell: Catalogue = {
  'Your account': 'Votre compte',
  Administration: 'Administration',
  People: 'Personnes',
  Decisions: 'Décisions',
  'As on this device': 'Comme sur cet appareil',
  'Light ## colours of the page': 'Clair',
  'Dark ## colours of the page': 'Sombre',
  'More ## contrast': 'Renforcé',
  Display: 'Affichage',
  'Display and language': 'Affichage et langue',
  'More ## sections': 'Plus',
  'More sections': 'Plus de rubriques',
  'More sections: {title}': 'Plus de rubriques\u00a0: {title}',
  Colours: 'Couleurs',
  Contrast: 'Contraste',
  'This browser does not store the choice. It is lost when the page is reloaded.':
    'Ce navigateur n’enregistre pas ce choix. Il est perdu quand la page est rechargée.',
  'Figures of sites': 'Chiffres des sites',
  '{site}, lane {lane}': '{site}, voie {lane}',
  'This language could not be loaded.': 'Cette langue n’a pas pu être chargée.',
  Language: 'Langue',
  Ledger: 'Registre',
  'Reload the page': 'Recharger la page',
  'The link may be from an older version.': 'Le lien vient peut-être d’une version antérieure.',
  'Lanes and referrals': 'Voies et renvois',
  Privacy: 'Protection des données',
  'This is not part of your duty.': 'Cela ne fait pas partie de vos fonctions.',
  '{count} lanes open: emergency': {
    one: '{count} voie ouverte\u00a0: urgence',
    other: '{count} voies ouvertes\u00a0: urgence',
  },
  '{count} openings not confirmed in time': {
    one: '{count} ouverture non confirmée à temps',
    other: '{count} ouvertures non confirmées à temps',
  },
  '{count} lanes out of service': { one: '{count} voie hors service', other: '{count} voies hors service' },
  '{count} lanes refer every traveller': {
    one: '{count} voie renvoie tous les voyageurs',
    other: '{count} voies renvoient tous les voyageurs',
  },
  '{count} lanes too slow': { one: '{count} voie trop lente', other: '{count} voies trop lentes' },
  '{count} readiness checks not passed': {
    one: '{count} contrôle de disponibilité non réussi',
    other: '{count} contrôles de disponibilité non réussis',
  },
  '{count} lanes with a foreign release': {
    one: '{count} voie avec une livraison étrangère',
    other: '{count} voies avec une livraison étrangère',
  },
  '{count} lanes with an old master list': {
    one: '{count} voie avec une ancienne liste maîtresse',
    other: '{count} voies avec une ancienne liste maîtresse',
  },
  'lane with an old master list': 'voie avec une ancienne liste maîtresse',
  'The newest list of states’ certificates at the lane is older than its policy allows. Past a second limit it refers every traveller. Call the administrator.':
    'La liste la plus récente des certificats des États à la voie est plus ancienne que sa politique ne le permet. Au-delà d’une seconde limite, elle renvoie tous les voyageurs. Appelez un administrateur.',
  '{count} lanes with an old watchlist': {
    one: '{count} voie avec une ancienne liste de signalement',
    other: '{count} voies avec une ancienne liste de signalement',
  },
  'lane with an old watchlist': 'voie avec une ancienne liste de signalement',
  'A watchlist at the lane is missing or older than its policy allows. Past a second limit it refers every traveller. Call the administrator.':
    'Une liste de signalement manque à la voie ou est plus ancienne que sa politique ne le permet. Au-delà d’une seconde limite, elle renvoie tous les voyageurs. Appelez un administrateur.',
  '{count} lanes with their earlier software': {
    one: '{count} voie revenue à son logiciel précédent',
    other: '{count} voies revenues à leur logiciel précédent',
  },
  '{count} lanes with old releases': {
    one: '{count} voie avec d’anciennes livraisons',
    other: '{count} voies avec d’anciennes livraisons',
  },
  '{count} lanes differ from their calibration': {
    one: '{count} voie s’écarte de son étalonnage',
    other: '{count} voies s’écartent de leur étalonnage',
  },
  '{name}: {framesPerS} frames a second': '{name}\u00a0: {framesPerS} images par seconde',
  '{count} openings to confirm': { one: '{count} ouverture à confirmer', other: '{count} ouvertures à confirmer' },
  'Lanes that need you': 'Voies qui ont besoin de vous',
  'The server does not answer: this may be old.':
    'Le serveur ne répond pas\u00a0: ces informations peuvent être anciennes.',
  '({where}, for {time})': '({where}, depuis {time})',
  '({where}, {time} left)': '({where}, encore {time})',
  '({where}, {time} late)': '({where}, {time} de retard)',
  '{person} offers a handover of {site}.': '{person} propose la relève de {site}.',
  'Handovers on offer': 'Relèves proposées',
  'Read it and take over': 'Lire et prendre la relève',
  'It includes {count} referrals.': { one: 'Elle comprend {count} renvoi.', other: 'Elle comprend {count} renvois.' },
  Connecting: 'Connexion en cours',
  Live: 'En direct',
  Degraded: 'Dégradé',
  Offline: 'Hors ligne',
  '<b>Development.</b> Devices can be simulated, people are invented, and the server answers on this machine only. Do not use it for travellers.':
    '<b>Développement.</b> Des appareils peuvent être simulés, les personnes sont fictives et le serveur ne répond que sur cette machine. Ne l’utilisez pas pour des voyageurs.',
  'No answer yet': 'Pas encore de réponse',
  'As of {time}': 'État de {time}',
  Sections: 'Rubriques',
  'This part of the console has stopped.': 'Cette partie de la console s’est arrêtée.',
  'Show it again': 'Afficher de nouveau',
  'Nothing was sent or lost. If it stops again, reload the page and tell the administrator.':
    'Rien n’a été envoyé ni perdu. Si elle s’arrête encore, rechargez la page et prévenez l’administrateur.',
  'Opening “{title}”…': 'Ouverture de «\u00a0{title}\u00a0»…',
  '“{title}” could not be loaded.': '«\u00a0{title}\u00a0» n’a pas pu être chargé.',
  'The server does not answer, or has been updated since this page was opened.':
    'Le serveur ne répond pas, ou il a été mis à jour depuis l’ouverture de cette page.',
  'an unknown time': 'une heure inconnue',
  'Reconnect now': 'Se reconnecter',
  '<b>The live link has been down</b> since {time}. The page asks the server every few seconds, so it may be some seconds old.':
    '<b>La liaison en direct est interrompue</b> depuis {time}. La page interroge le serveur toutes les quelques secondes\u00a0; ce qu’elle montre peut avoir cet âge.',
  'Try now': 'Essayer maintenant',
  '<b>The server has not answered</b> since {time}. Lanes continue without it; this page shows the state of {last} and updates itself.':
    '<b>Le serveur ne répond plus</b> depuis {time}. Les voies continuent sans lui\u00a0; cette page montre l’état de {last} et se met à jour d’elle-même.',
  'If it should be, ask the administrator who assigns duties.':
    'Si cela devait en faire partie, adressez-vous à l’administrateur qui attribue les fonctions.',
  'There is nothing at this address.': 'Il n’y a rien à cette adresse.',
  'Skip to content': 'Aller au contenu',
  'Reading your session…': 'Lecture de votre session…',
  'Sign in to continue.': 'Connectez-vous pour continuer.',
  'Lanes continue without it. This page tries again by itself.':
    'Les voies continuent sans lui. Cette page réessaie d’elle-même.',
  '“{title}” is not part of your duty.': '«\u00a0{title}\u00a0» ne fait pas partie de vos fonctions.',
  'You have no duty now.': 'Vous n’avez actuellement aucune fonction.',
  'It may have ended, or your training has lapsed. Ask the administrator who assigns duties.':
    'Elle a peut-être pris fin, ou votre formation a expiré. Adressez-vous à l’administrateur qui attribue les fonctions.',
  'Go to your start page': 'Aller à votre page d’accueil',
  'Restrictions on you': 'Restrictions pour vous',
  'Prove that it is you': 'Prouvez que c’est vous',
  'A security officer ended your sessions at {from}, so you had to sign in again. If you do not know why, ask the security officer.':
    'Un agent de sécurité a terminé vos sessions à {from}, vous avez donc dû vous reconnecter. Si vous ne savez pas pourquoi, demandez à l’agent de sécurité.',
  'Since {from} a security officer requires you to prove your identity again, every hour until {until}.':
    'Un agent de sécurité exige depuis {from} que vous prouviez de nouveau votre identité, toutes les heures jusqu’à {until}.',
  'A security officer has paused your permission to view evidence from {from} until {until}.':
    'Un agent de sécurité a suspendu votre permission de voir les images de contrôle de {from} à {until}.',
  'A security officer has paused your keys from {from} until {until}.':
    'Un agent de sécurité a suspendu vos clés de {from} à {until}.',
};
