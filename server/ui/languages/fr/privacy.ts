import type { Catalogue } from '../text.ts';

export const privacy: Catalogue = {
  'Nothing was erased.': 'Rien n’a été effacé.',
  'The lane destroyed {count} group keys. All captures under them had been erased before.': {
    one: 'La voie a détruit {count} clé de groupe. Toutes les images qu’elle protégeait avaient déjà été effacées.',
    other:
      'La voie a détruit {count} clés de groupe. Toutes les images qu’elles protégeaient avaient déjà été effacées.',
  },
  'The lane overwrote {count} captures or records with their wrapped keys.': {
    one: 'La voie a écrasé {count} image ou relevé avec sa clé enveloppée.',
    other: 'La voie a écrasé {count} images ou relevés avec leurs clés enveloppées.',
  },
  'It destroyed no group key yet, because other captures need it or its ten minutes had not ended. A later line reports the group key.':
    'Elle n’a pas encore détruit de clé de groupe, car d’autres images en ont besoin ou ses dix minutes n’étaient pas écoulées. Une ligne ultérieure signale la clé de groupe.',
  'It also destroyed {count} group keys.': {
    one: 'Elle a aussi détruit {count} clé de groupe.',
    other: 'Elle a aussi détruit {count} clés de groupe.',
  },
  'This file is larger than any retention policy. It was not read.':
    'Ce fichier est plus grand que toute règle de conservation. Il n’a pas été lu.',
  'This file is not a retention policy.': 'Ce fichier n’est pas une règle de conservation.',
  'Kept at most, hours': 'Conservé au plus, en heures',
  'The longest that any policy can allow: {time}': 'Durée maximale qu’une règle peut autoriser\u00a0: {time}',
  'Legal basis': 'Base légale',
  'May be viewed by': 'Peut être consulté par',
  'No person may view these data.': 'Personne ne peut consulter ces données.',
  'Change the policy': 'Modifier la règle',
  'Proposed. Another privacy officer must approve it.':
    'Proposé. Un autre responsable de la protection des données doit l’approuver.',
  'Draft of policy {number}': 'Projet de règle {number}',
  'In force from (00:00 UTC)': 'En vigueur à partir du (00:00 UTC)',
  Propose: 'Proposer',
  Discard: 'Abandonner',
  'Differences from policy {number}': 'Différences par rapport à la règle {number}',
  '{count} differences': { one: '{count} différence', other: '{count} différences' },
  'The draft starts with the terms of policy {number}. You see each difference before you propose it.':
    'Le projet part des dispositions de la règle {number}. Vous voyez chaque différence avant de proposer.',
  'Draft the next policy': 'Rédiger la règle suivante',
  'Lanes run the policy that they were set up with. The server has its digest and not its text. Choose its file to start from its terms.':
    'Les voies appliquent la règle avec laquelle elles ont été installées. Le serveur en a l’empreinte, pas le texte. Choisissez son fichier pour partir de ses dispositions.',
  'Draft the first policy': 'Rédiger la première règle',
  'No lane has reported that it runs this policy. Choose the file that the lanes were set up with.':
    'Aucune voie n’a signalé qu’elle applique cette règle. Choisissez le fichier avec lequel les voies ont été installées.',
  'File of the present policy': 'Fichier de la règle actuelle',
};
