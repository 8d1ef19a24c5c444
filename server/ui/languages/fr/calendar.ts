import type { Catalogue } from '../text.ts';

export const calendar: Catalogue = {
  'See the dates of reviews, holds, answers, duties and keys that one may see elsewhere':
    'Voir les dates des réexamens, gels, réponses, fonctions et clés que l’on peut voir ailleurs',
  Calendar: 'Calendrier',
  'The dates do not change while the server is away.': 'Les dates ne changent pas tant que le serveur ne répond pas.',
  'Due until {day}': 'Échéances jusqu’au {day}',
  'The server makes this list from its own records. It has no dates that are only on paper, for example drills.':
    'Le serveur établit cette liste à partir de ses propres données. Elle ne contient pas les dates qui ne figurent que sur papier, par exemple les exercices.',
  'Save as a calendar file': 'Enregistrer comme fichier de calendrier',
  '{count} dates': { one: '{count} date', other: '{count} dates' },
  'Nothing is overdue.': 'Rien n’est en retard.',
  '{count} dates are overdue.': { one: '{count} échéance est dépassée.', other: '{count} échéances sont dépassées.' },
  'Overdue for {time}': 'En retard de {time}',
  'in {time}': 'dans {time}',
  Overdue: 'En retard',
  'Answers to travellers': 'Réponses aux voyageurs',
  'Ends of legal holds': 'Fins de gels juridiques',
  'Retention policies that come into force': 'Politiques de conservation qui entrent en vigueur',
  'Review of the retention policy': 'Réexamen de la politique de conservation',
  'Record of processing': 'Registre des activités de traitement',
  'Facts for the impact assessment': 'Éléments pour l’analyse d’impact',
  'Ends of training': 'Fins de validité des formations',
  'Ends of duties': 'Fins de fonctions',
  'Next key of the server': 'Prochaine clé du serveur',
  'Change of the server’s key': 'Changement de la clé du serveur',
  'Answer request {name} of a traveller': 'Répondre à la demande {name} d’un voyageur',
  'A legal hold at {name} ends': 'Un gel juridique à {name} prend fin',
  'Retention policy {name} comes into force': 'La politique de conservation {name} entre en vigueur',
  'Review retention policy {name}': 'Réexaminer la politique de conservation {name}',
  'Make and sign the record of processing': 'Établir et signer le registre des activités de traitement',
  'Make and sign the facts for the impact assessment': 'Établir et signer les éléments pour l’analyse d’impact',
  'The training of {name} ends: {role}': 'La formation de {name} expire\u00a0: {role}',
  'The duty of {name} ends: {role}': 'La fonction de {name} prend fin\u00a0: {role}',
  'The server’s next key comes into force': 'La prochaine clé du serveur entre en vigueur',
  'Change the server’s signing key': 'Changer la clé de signature du serveur',
  'The law gives one month, and two more after an extension.':
    'La loi accorde un mois, et deux de plus après une prolongation.',
  'The lane then erases what it kept. Propose a new hold before that day if the reason still exists.':
    'La voie efface alors ce qu’elle a conservé. Proposez un nouveau gel avant ce jour si le motif subsiste.',
  'Two people must have signed it by then. Lanes adopt it from that time.':
    'Deux personnes doivent l’avoir signée d’ici là. Les voies l’adoptent à partir de ce moment.',
  'Last approved or started on {day}. A review is due every year.':
    'Dernière approbation ou entrée en vigueur le {day}. Un réexamen est dû chaque année.',
  'It has been neither signed nor made as PDF yet. It is required since the first traveller.':
    'Le document n’a encore été ni signé ni établi en PDF. Il est exigé depuis le premier voyageur.',
  'Last signed or made as PDF on {day}. It is due every year, and when the processing has changed.':
    'Signé ou établi en PDF pour la dernière fois le {day}. Il est à refaire chaque année, et quand le traitement a changé.',
  'Without valid training the duty cannot be exercised. Renew the duty with a new date of training.':
    'Sans formation valable, la fonction ne peut pas être exercée. Renouvelez la fonction avec une nouvelle date de formation.',
  'The person can then no longer work under this duty. Two administrators can renew it.':
    'La personne ne peut alors plus exercer cette fonction. Deux administrateurs peuvent la renouveler.',
  'Lanes accept the next key from that time. Restart the server with it.':
    'Les voies acceptent la prochaine clé à partir de ce moment. Redémarrez le serveur avec elle.',
  'The present key is in use since {day}. A change is due every year.':
    'La clé actuelle est utilisée depuis le {day}. Un changement est dû chaque année.',
};
