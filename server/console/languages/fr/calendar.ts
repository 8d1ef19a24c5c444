import type { Catalogue } from '../text.ts';

export const calendar: Catalogue = {
  'See the dates of reviews, holds, answers, duties, keys, breaches and audits that one may see elsewhere':
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
  'The present key has been in use since {day}. A change is due every year.':
    'La clé actuelle est utilisée depuis le {day}. Un changement est dû chaque année.',
  'Notices of breaches': 'Notifications de violations',
  'Ends of agreements with partners': 'Fins d’accords avec des partenaires',
  'Findings of audits of partners': 'Constatations des audits de partenaires',
  'Documents of the certification pack': 'Documents du dossier de certification',
  'Comparison of rules with the law': 'Comparaison des règles avec la loi',
  'Send the next notice about breach {name}': 'Envoyer la prochaine notification sur la violation {name}',
  'Last day of {name}': 'Dernier jour de {name}',
  'Audit the partner of the agreement {name}': 'Auditer le partenaire de l’accord {name}',
  'Compare the rules of {name} with the text of the law': 'Comparer les règles de {name} avec le texte de la loi',
  'Two people end it and state the proof that it was carried out, or give it more time.':
    'Deux personnes y mettent fin avec la preuve de son exécution, ou accordent un délai.',
  'Two people close the finding and state the proof that it was corrected.':
    'Deux personnes closent la constatation avec la preuve de sa correction.',
  'A person compares each document with its controls once a year.':
    'Une personne compare chaque document avec ses mesures une fois par an.',
  'The oldest comparison is of {day}. One is due every year.':
    'La comparaison la plus ancienne date du {day}. Une comparaison est due chaque année.',
  'The next notice that a law requires about an open breach.':
    'La prochaine notification qu’une loi exige sur une violation ouverte.',
  'A penalty or corrective action must be carried out by this day.':
    'Une sanction ou une mesure corrective doit être exécutée avant la fin de ce jour.',
  'Decide before this day whether the agreement gets a new version.':
    'Décidez avant ce jour si l’accord reçoit une nouvelle version.',
  'Schedule and conclude the audit before this day.': 'Fixez l’audit et concluez-le avant ce jour.',
  'By this day the partner must have corrected it, and two people must have closed it.':
    'Le partenaire doit l’avoir corrigée, et deux personnes l’avoir close.',
  'Read the documents against their controls.': 'Comparez les documents avec leurs mesures.',
  'The law may have changed. A new release of the program brings changed rules.':
    'La loi a pu changer. Des règles modifiées viennent avec une nouvelle version du programme.',
  'Read {count} documents of the certification pack again': {
    one: 'Relire {count} document du dossier de certification',
    other: 'Relire {count} documents du dossier de certification',
  },
  'The time that the law gives ends {time}. A later notice must give the reasons for the delay.':
    'Le délai légal expire {time}. Une notification plus tardive doit donner les motifs du retard.',
  'Nothing is delivered after this day. A new version needs two signatures of each side.':
    'Rien n’est livré après ce jour. Une nouvelle version demande deux signatures de chaque partie.',
  'There has been no audit yet. At least one is due in each year.':
    'Il n’y a pas encore eu d’audit. Un audit au moins est dû chaque année.',
  'The last audit ended on {day}. At least one is due in each year.':
    'Le dernier audit s’est terminé le {day}. Un audit au moins est dû chaque année.',
  'The partner of the agreement {name} must have corrected a finding':
    'Le partenaire de l’accord {name} doit avoir corrigé une constatation',
  'Last day of the agreement {name}': 'Dernier jour de l’accord {name}',
};
