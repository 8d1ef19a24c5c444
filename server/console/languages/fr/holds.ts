import type { Catalogue } from '../text.ts';

export const holds: Catalogue = {
  'Duration in days': 'Durée en jours',
  'Copy the reference': 'Copier la référence',
  'Copied.': 'Copié.',
  'The browser did not copy it. Select the reference and copy it.':
    'Le navigateur n’a rien copié. Sélectionnez la référence et copiez-la.',
  'To keep the captures of this passage longer, send the reference to a privacy officer before they are erased.':
    'Pour conserver plus longtemps les captures de ce passage, envoyez la référence à un responsable de la protection des données avant leur effacement.',
  'The hold is proposed. A privacy officer must approve it before the captures are erased.':
    'Le gel est proposé. Un responsable de la protection des données doit l’approuver avant l’effacement des captures.',
  'Place a hold': 'Placer un gel',
  'A hold keeps the captures of this passage at the lane. A privacy officer must approve it.':
    'Un gel conserve dans la voie les captures de ce passage. Un responsable de la protection des données doit l’approuver.',
  'Propose the hold': 'Proposer le gel',
  'The server does not answer. Nothing was proposed; try again.':
    'Le serveur ne répond pas. Rien n’a été proposé\u00a0; réessayez.',
  'No hold is possible: this traveller was not referred to an officer.':
    'Aucun gel n’est possible\u00a0: ce voyageur n’a pas été renvoyé vers un agent.',
  'The server did not accept the proposal. Code: {code}.':
    'Le serveur n’a pas accepté la proposition. Code\u00a0: {code}.',
  'Reference of the passage, and hold': 'Référence du passage et gel',
};
