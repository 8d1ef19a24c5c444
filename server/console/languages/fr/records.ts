import type { Catalogue } from '../text.ts';

export const records: Catalogue = {
  '{away} This page tries again by itself.': '{away} Cette page réessaie d’elle-même.',
  'The duty may have ended. If it should be yours, ask the administrator who assigns duties.':
    'La fonction a peut-être pris fin. Si elle devait être la vôtre, adressez-vous à l’administrateur qui attribue les fonctions.',
  'The server could not answer.': 'Le serveur n’a pas pu répondre.',
  'Nothing was changed. Code: {code}': 'Rien n’a été modifié. Code\u00a0: {code}',
  'The server does not answer. This page shows its last answer.':
    'Le serveur ne répond pas. Cette page montre sa dernière réponse.',
  'Later {what}': 'Plus récents\u00a0: {what}',
  'Earlier {what}': 'Plus anciens\u00a0: {what}',
  'The server does not answer. Try again.': 'Le serveur ne répond pas. Réessayez.',
  'Verify {what}': 'Vérifier\u00a0: {what}',
  'Save the proof file': 'Enregistrer le fichier de preuve',
  'Verify elsewhere': 'Vérifier ailleurs',
  'Getting the proof…': 'Lecture de la preuve…',
  'The ledger has no entry for this. If there should be one, tell the auditor.':
    'Le registre n’a pas d’entrée pour cela. S’il devait y en avoir une, prévenez l’auditeur.',
  'The server could not give the proof ({code}).': 'Le serveur n’a pas pu fournir la preuve ({code}).',
  'Table: {label}': 'Tableau\u00a0: {label}',
  'The entry is in the log, but not in a published head yet. Try again in a few seconds.':
    'L’entrée est dans le journal, mais pas encore dans une tête publiée. Réessayez dans quelques secondes.',
};
