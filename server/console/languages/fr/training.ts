import type { Catalogue } from '../text.ts';

export const training: Catalogue = {
  'A lane that a stranger opened': 'Une voie qu’une personne inconnue a ouverte',
  'See who has passed which courses and until when that is valid':
    'Voir qui a réussi quels cours et jusqu’à quand cela vaut',
  'Propose which duties need which courses, or that people take a course again':
    'Proposer quelles fonctions demandent quels cours, ou que des personnes refassent un cours',
  'Approve which duties need which courses, or that people take a course again':
    'Approuver quelles fonctions demandent quels cours, ou que des personnes refassent un cours',
  'From {day} no duty needs a course.': 'À partir du {day}, aucune fonction ne demande de cours.',
  'From {day} these duties need these courses. Without a valid one their acts are refused.':
    'À partir du {day}, ces fonctions demandent ces cours. Sans cours valable, leurs actes sont refusés.',
  'Days of grace for new people': 'Jours de délai pour les nouvelles personnes',
  'A course is taken again by {day}: {course}. Earlier passes end with that day.':
    'Un cours est refait jusqu’au {day}\u00a0: {course}. Les réussites antérieures finissent ce jour-là.',
  'People ## of a refresher': 'Personnes',
  'Which duties need which courses': 'Quelles fonctions demandent quels cours',
  'People take a course again': 'Des personnes refont un cours',
  'The first day must be tomorrow or later.': 'Le premier jour doit être demain ou plus tard.',
  'The first day is more than 400 days away. Choose an earlier one.':
    'Le premier jour est dans plus de 400 jours. Choisissez-en un plus proche.',
  'Fewer than two administrators have these courses on the first day. Let them pass the courses first, so that two can always act.':
    'Moins de deux administrateurs ont ces cours le premier jour. Ils les réussissent d’abord, pour que deux puissent toujours agir.',
  'The last day has passed. Choose a later one.': 'Le dernier jour est passé. Choisissez-en un plus tardif.',
  'The last day is more than 90 days away. Choose an earlier one.':
    'Le dernier jour est dans plus de 90 jours. Choisissez-en un plus proche.',
  'A course that your duty needs is missing. Take it under Training.':
    'Il manque un cours que votre fonction demande. Faites-le sous Formation.',
  'Go to the course': 'Aller au cours',
  Training: 'Formation',
  'Go to your training': 'Aller à votre formation',
  'Courses that you need': 'Cours qu’il vous faut',
  'A course is missing for your duty: {duty}. Until you pass it, only safety acts are possible.':
    'Il manque un cours pour votre fonction\u00a0: {duty}. Tant que vous ne l’avez pas réussi, seuls les actes de sécurité sont possibles.',
  'A course for your duty is needed by {time}: {duty}.':
    'Il faut un cours pour votre fonction avant le {time}\u00a0: {duty}.',
  'Answer every question first.': 'Répondez d’abord à chaque question.',
  'This exam is concluded. Go back to see the result.':
    'Cet examen est terminé. Revenez en arrière pour voir le résultat.',
  'Exam: {course}': 'Examen\u00a0: {course}',
  '{passes} right answers of {count} pass. Send the answers by {time}.':
    '{passes} bonnes réponses sur {count} suffisent. Envoyez les réponses avant {time}.',
  '{number}. {question}': '{number}. {question}',
  'Send the answers': 'Envoyer les réponses',
  'Back to the courses': 'Retour aux cours',
  'States of a course': 'États d’un cours',
  'The exam was passed, and it counts until the day that is shown.':
    'L’examen est réussi et vaut jusqu’au jour indiqué.',
  'It is still valid, but ends within 30 days or was ordered again. Take it before then.':
    'Il vaut encore, mais finit dans les 30 jours ou a été redemandé. Faites-le avant.',
  'A duty needs it now. Until it is passed, only safety acts of the duty are possible.':
    'Une fonction le demande maintenant. Tant qu’il n’est pas réussi, seuls les actes de sécurité de la fonction sont possibles.',
  'A duty will need it, or two people ordered it. Take it before the day that is shown.':
    'Une fonction le demandera, ou deux personnes l’ont demandé. Faites-le avant le jour indiqué.',
  'No duty needs it. You may take it.': 'Aucune fonction ne le demande. Vous pouvez le faire.',
  'Has the courses of each person. People who supervise training see who has passed which course.':
    'Contient les cours de tous et montre à ceux qui suivent la formation qui a réussi lesquels.',
  'My training': 'Ma formation',
  'Shows your courses. Read the lessons, then take the exam: the server draws the questions and grades the answers. You see once which answers were wrong and why; the server keeps only the outcome. You have a few attempts a day.':
    'Montre vos cours. Lisez les leçons, puis passez l’examen\u00a0: le serveur tire les questions et note les réponses. Vous voyez une fois quelles réponses étaient fausses et pourquoi\u00a0; le serveur ne garde que le résultat. Vous avez quelques essais par jour.',
  'Overview of training': 'Vue d’ensemble de la formation',
  'Shows which courses duties need and until when each person’s courses are valid, without answers and failed exams. Two people decide which duties need which courses, and that people take a course again, for instance after an incident.':
    'Montre quels cours les fonctions demandent et jusqu’à quand chaque personne les a, sans réponses ni examens échoués. Deux personnes décident quelles fonctions demandent quels cours, et que des personnes refassent un cours, par exemple après un incident.',
  Sources: 'Sources',
  'Begin the exam': 'Commencer l’examen',
  'Nothing is lost.': 'Rien n’est perdu.',
  Courses: 'Cours',
  'Read the lessons, then take the exam. No one else sees your answers.':
    'Lisez les leçons, puis passez l’examen. Personne d’autre ne voit vos réponses.',
  'Read the lessons': 'Lire les leçons',
  'Continue the exam': 'Continuer l’examen',
  'No attempts are left today.': 'Il ne reste aucun essai aujourd’hui.',
  '{questions} questions in {minutes} minutes; {passes} right answers pass.':
    '{questions} questions en {minutes} minutes\u00a0; {passes} bonnes réponses suffisent.',
  '{count} attempts are left today.': {
    one: 'Il reste un essai aujourd’hui.',
    other: 'Il reste {count} essais aujourd’hui.',
  },
  'Valid until {time}.': 'Valable jusqu’au {time}.',
  'It was valid until {time}.': 'Il valait jusqu’au {time}.',
  'Two people asked that you take it again by {day}.': 'Deux personnes demandent que vous le refassiez avant le {day}.',
  'Your duty needs it from {time}.': 'Votre fonction le demande à partir du {time}.',
  'The exam of another course is open: {course}. Finish that one first.':
    'L’examen d’un autre cours est ouvert\u00a0: {course}. Continuez d’abord celui-là.',
  'Validity runs on.': 'Les validités continuent de courir.',
  'The policy does not apply to administrators: fewer than two of them could act. Two administrators pass the missing courses.':
    'La règle ne s’applique pas aux administrateurs\u00a0: moins de deux pourraient agir. Deux administrateurs réussissent les cours manquants.',
  'Courses that duties need': 'Cours que les fonctions demandent',
  'No duty needs a course now.': 'Aucune fonction ne demande de cours à présent.',
  'From {day}': 'À partir du {day}',
  'No duty needs a course.': 'Aucune fonction ne demande de cours.',
  '{duty}: {courses}': '{duty}\u00a0: {courses}',
  'Since {day}. Days of grace for new people: {days}.':
    'Depuis le {day}. Jours de délai pour les nouvelles personnes\u00a0: {days}.',
  'Validity by person': 'Validité par personne',
  'Search by name': 'Rechercher par nom',
  'Only people with a missing course': 'Seulement les personnes à qui il manque un cours',
  'No person matches.': 'Aucune personne ne correspond.',
  'Validity of courses by person': 'Validité des cours par personne',
  'until {day}': 'jusqu’au {day}',
  'from {day}': 'à partir du {day}',
  Refreshers: 'Cours à refaire',
  'Refreshers whose day has not passed': 'Cours à refaire dont le jour n’est pas passé',
  Course: 'Cours',
  'By ## a day': 'Avant le',
  'Choose the first day, and 0 to 90 days of grace.': 'Choisissez le premier jour et 0 à 90 jours de délai.',
  'Propose which duties need which courses': 'Proposer quelles fonctions demandent quels cours',
  'Without a valid course the acts of a duty are refused from the first day. Safety acts, the course and the account always remain. Administrators are included only where two of them hold the courses.':
    'Sans cours valable, les actes d’une fonction sont refusés dès le premier jour. Les actes de sécurité, le cours et le compte restent toujours. Les administrateurs ne sont concernés que si deux d’entre eux ont les cours.',
  'Everyone with a duty': 'Toutes les personnes ayant une fonction',
  'Named people': 'Personnes nommées',
  'Propose that people take a course again': 'Proposer que des personnes refassent un cours',
  'Result: {course}': 'Résultat\u00a0: {course}',
  '{right} of {of} answers were right.': '{right} réponses sur {of} étaient justes.',
  'Only you see this, and only now: the server keeps the outcome but no answers.':
    'Vous seul voyez cela, et seulement maintenant\u00a0: le serveur garde le résultat et aucune réponse.',
  'Right ## an answer': 'Juste',
  'Wrong ## an answer': 'Faux',
  'Phishing and approval requests': 'Hameçonnage et demandes d’approbation',
  'Social engineering at the lane': 'Manipulation à la voie',
  'Rules of evidence': 'Règles des images de contrôle',
  'Bias and automation bias': 'Biais et biais d’automatisation',
  'An incident': 'Un incident',
  'A finding of an audit': 'Un constat d’un audit',
  'An alarm, by a rule of the release': 'Une alarme, par une règle de la version',
  'A breach of personal data, by a rule of the release':
    'Une violation de données à caractère personnel, d’après une règle de la version',
  'New rules': 'De nouvelles règles',
  'Not passed. Read the lessons again, then try once more.': 'Échoué. Relisez les leçons, puis réessayez.',
  'The time was over before the answers came.': 'Le temps était écoulé avant l’arrivée des réponses.',
  'The course has a new version. This attempt does not count; begin again.':
    'Le cours a une nouvelle version. Cet essai ne compte pas\u00a0; recommencez.',
  'Valid ## a course that was passed': 'Valable',
  'Take it again soon': 'À refaire bientôt',
  'Missing ## a course that a duty needs': 'Manque',
  'Needed soon ## a course': 'Bientôt requis',
  'Not taken ## a course that no duty needs': 'Non fait',
  "Report another person's proposal as suspicious": 'Signaler la proposition d’une autre personne comme suspecte',
  'See planned drills, and the counts of ended ones':
    'Voir les exercices prévus et les chiffres des exercices terminés',
  'Propose a drill': 'Proposer un exercice',
  'Approve a drill': 'Approuver un exercice',
  'It was a drill': 'C’était un exercice',
  'Nothing was changed. Only you are shown your answer, here and under Training, My training.':
    'Rien n’a été changé. Vous seul voyez votre réponse, ici et sous Formation, Ma formation.',
  'The signs': 'Les indices',
  'Show the signs': 'Voir les indices',
  'A drill is held from {from} until {until}: {scenario}. Each person is shown an invented proposal.':
    'Un exercice a lieu du {from} au {until} : {scenario}. Chaque personne voit une proposition inventée.',
  'Everyone who could approve it': 'Toutes les personnes qui pourraient l’approuver',
  'Who learns the answers': 'Qui apprend les réponses',
  'Each person learns their own. Counts are shown after the end.':
    'Chaque personne apprend la sienne. Les chiffres sont montrés après la fin.',
  'Report this': 'Signaler',
  'Reported. An alarm is raised; the proposal stays open.':
    'Signalé. Une alarme est déclenchée ; la proposition reste ouverte.',
  'A drill is held': 'Un exercice a lieu',
  'The first day is more than 90 days away. Choose an earlier one.':
    'Le premier jour est dans plus de 90 jours. Choisissez-en un plus proche.',
  'A drill lasts 2 to 31 days.': 'Un exercice dure de 2 à 31 jours.',
  'Another drill is planned for one of these days. Choose other days.':
    'Un autre exercice est prévu l’un de ces jours. Choisissez d’autres jours.',
  'One of the people could not approve such a proposal, or may see plans of drills, and is not asked.':
    'L’une des personnes ne pourrait pas approuver une telle proposition, ou peut voir les plans des exercices, et n’est pas interrogée.',
  'No one could be asked with this scenario.': 'Personne ne pourrait être interrogé avec ce scénario.',
  'Drills run on.': 'Les exercices continuent.',
  Drills: 'Exercices',
  'No one is shown the answer of a person. A count is shown after the end, and only if at least five people are in it and at least five are not.':
    'La réponse d’une personne n’est montrée à aucune autre. Un chiffre est montré après la fin, et seulement si au moins cinq personnes en font partie et au moins cinq non.',
  'No drill has been decided yet.': 'Aucun exercice n’a encore été décidé.',
  'Drills and their counts': 'Exercices et leurs chiffres',
  Scenario: 'Scénario',
  Days: 'Jours',
  'Asked ## people of a drill': 'Interrogées',
  'Reported ## a count': 'Signalée',
  'Not ended yet': 'Pas encore terminé',
  'Each person is shown an invented proposal in your name among the real ones, from a random moment of the first half of the days. Approving it changes nothing. Tell no one who could be asked. If a person asks you, answer that they should report it.':
    'À partir d’un moment aléatoire de la première moitié des jours, chaque personne voit, parmi les vraies propositions, une proposition inventée à votre nom. L’approuver ne change rien. N’en parlez à personne qui pourrait être interrogé. Si une personne vous interroge, répondez-lui de la signaler.',
  'People who can be asked: {count}': 'Personnes pouvant être interrogées : {count}',
  'Shows planned drills and the counts of ended ones. In a drill people are shown an invented proposal. Approving it changes nothing, and each person learns only their own answer. Two people decide on a drill.':
    'Montre les exercices prévus et les chiffres des exercices terminés. Dans un exercice, des personnes voient une proposition inventée. L’approuver ne change rien, et chaque personne est seule à apprendre sa réponse. Deux personnes décident d’un exercice.',
  'My drills': 'Mes exercices',
  'Only you are shown your answers.': 'Vous seul voyez vos réponses.',
  'You did not answer it.': 'Vous n’avez pas répondu.',
  'A person asks for a duty for themselves': 'Une personne demande une fonction pour elle-même',
  'A key for a trader that no one knows': 'Une clé pour une entreprise que personne ne connaît',
  'Lanes without the watchlist because of a crowd': 'Des voies sans liste de surveillance à cause d’une affluence',
  'You approved it. Next time, look for the signs first.':
    'Vous l’avez approuvée. La prochaine fois, cherchez d’abord les indices.',
  'You turned it down. That was right; reporting it also protects your colleagues.':
    'Vous l’avez refusée. C’était juste ; la signaler protège aussi vos collègues.',
  'You reported it. That was the best answer.': 'Vous l’avez signalée. C’était la meilleure réponse.',
};
