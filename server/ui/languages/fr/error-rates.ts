import type { Catalogue } from '../text.ts';

export const errorRates: Catalogue = {
  'Error rates': 'Taux d’erreur',
  'Error rates of {period}': 'Taux d’erreur pour {period}',
  'How often the gates of this service are wrong, for each month and year. Each report is signed, and the ledger holds its digest: you can verify it without this server.':
    'Combien de fois les sas de ce service se trompent, pour chaque mois et chaque année. Chaque rapport est signé et le registre de preuves contient son empreinte : vous pouvez le vérifier sans ce serveur.',
  'Loading reports': 'Chargement des rapports',
  'The reports cannot be loaded.': 'Les rapports ne peuvent pas être chargés.',
  'The report cannot be loaded.': 'Le rapport ne peut pas être chargé.',
  'Load the reports again': 'Charger à nouveau les rapports',
  'No report is published yet. The report of a month is made two weeks after it has ended.':
    'Aucun rapport n’est encore publié. Le rapport d’un mois est établi deux semaines après sa fin.',
  'Month or year': 'Mois ou année',
  'Gates that reported: {count}.': 'Sas ayant transmis des rapports : {count}.',
  'Made on {date}.': 'Établi le {date}.',
  'No place had enough travellers for a rate.': 'Aucun lieu n’a eu assez de voyageurs pour un taux.',
  'In brackets: the interval that holds the true rate in 95 of 100 cases. Counts below ten are withheld, and so are others that would reveal them.':
    'Entre parenthèses : l’intervalle qui contient le taux réel dans 95 cas sur 100. Les nombres inférieurs à dix sont retenus, ainsi que ceux qui les révéleraient.',
  'Not recognised: genuine travellers whom the comparison rejected, by the decisions of officers. Not acquired: no usable picture or fingerprint. Refused as an attack: genuine travellers taken for a picture or a mask.':
    'Non reconnus : voyageurs authentiques que la comparaison a rejetés, selon les décisions des agents. Non acquis : aucune image ni empreinte utilisable. Refusés comme attaque : voyageurs authentiques pris pour une image ou un masque.',
  'Download the signed file': 'Télécharger le fichier signé',
  'Download the proof of the ledger': 'Télécharger la preuve du registre de preuves',
  Where: 'Où',
  Compared: 'Comparé',
  Finger: 'Doigt',
  'Not acquired': 'Non acquis',
  'Not recognised': 'Non reconnus',
  'Refused as an attack': 'Refusés comme attaque',
  'All gates': 'Tous les sas',
  'Site {site}': 'Site {site}',
  'Models {digest}': 'Modèles {digest}',
  'Device {device}': 'Appareil {device}',
};
