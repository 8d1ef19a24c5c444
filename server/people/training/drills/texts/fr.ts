import type { DrillScenario, ScenarioText } from '../../vocabulary.ts';

export const FRENCH: { readonly [One in DrillScenario]: ScenarioText } = {
  'own-rights': {
    title: 'Une personne demande une fonction pour elle-même',
    signs: [
      'La personne qui propose et celle qui reçoit la fonction sont la même.',
      'Le rôle de la personne qui propose ne permet pas de proposer des fonctions. La ligne sous la proposition nomme ce rôle.',
      'Elle demande tout à la fois : administration, tous les sites, à toute heure, pour 400 jours.',
    ],
    advice:
      'Interrogez la personne de vive voix ou par un numéro de la liste du personnel. Sans une raison que vous pouvez redire en une phrase, signalez la proposition.',
  },
  'unknown-trader': {
    title: 'Une clé pour une entreprise que personne ne connaît',
    signs: [
      'L’entreprise ne figure dans aucune déclaration ni sur aucune liste.',
      'Le rôle de la personne qui propose ne permet pas de proposer des clés. La ligne sous la proposition nomme ce rôle.',
      'Elle donne tous les droits pour presque la plus longue durée, et personne n’a comparé la clé avec l’entreprise.',
    ],
    advice:
      'Appelez l’entreprise par un numéro que vous connaissez et comparez l’empreinte de la clé. Si vous ne connaissez pas l’entreprise, signalez la proposition.',
  },
  'unguarded-lanes': {
    title: 'Des voies sans liste de surveillance à cause d’une affluence',
    signs: [
      'La cause ne va pas avec la mesure : une affluence n’est pas une raison d’omettre la liste de surveillance.',
      'Le rôle de la personne qui propose ne permet pas de la proposer. La ligne sous la proposition nomme ce rôle.',
      'Elle demande la plus longue durée, 24 heures, et reste ouverte pendant des jours. Une vraie doit être approuvée en un quart d’heure.',
    ],
    advice:
      'Demandez aux voies si quelque chose est en panne. Si la cause n’a pas besoin de la mesure, signalez la proposition.',
  },
  'opening-of-stranger': {
    title: 'Une voie qu’une personne inconnue a ouverte',
    signs: [
      'La personne qui a ouvert la voie n’a pas de fonction aux voies. Elle ne figure sur aucune liste de l’équipe.',
      'La cause dit qu’un guichet avait décidé. La liste de ce moment ne contient aucune décision d’un guichet.',
      'La voie n’était pas ouverte : elle n’indique aucun passage, et personne sur place ne se souvient d’un passage.',
    ],
    advice:
      'Ne confirmez que ce que vous avez vu, ou ce que vous dit une personne que vous interrogez de vive voix. Sinon, signalez qu’il n’y avait pas de cause.',
  },
};
