import type { Catalogue } from '../text.ts';

export const training: Catalogue = {
  'A lane that a stranger opened': 'Eine Kontrollspur, die eine fremde Person geöffnet hat',
  'See who has passed which courses and until when that is valid':
    'Sehen, wer welche Kurse bestanden hat und bis wann das gilt',
  'Propose which duties need which courses, or that people take a course again':
    'Vorschlagen, welche Befugnisse welche Kurse brauchen oder dass Personen einen Kurs wiederholen',
  'Approve which duties need which courses, or that people take a course again':
    'Genehmigen, welche Befugnisse welche Kurse brauchen oder dass Personen einen Kurs wiederholen',
  'From {day} no duty needs a course.': 'Ab {day} braucht keine Befugnis einen Kurs.',
  'From {day} these duties need these courses. Without a valid one their acts are refused.':
    'Ab {day} brauchen diese Befugnisse diese Kurse. Ohne gültigen Kurs werden ihre Handlungen abgelehnt.',
  'Days of grace for new people': 'Schonfrist für neue Personen in Tagen',
  'A course is taken again by {day}: {course}. Earlier passes end with that day.':
    'Ein Kurs wird bis {day} wiederholt: {course}. Frühere Erfolge enden mit diesem Tag.',
  'People ## of a refresher': 'Personen',
  'Which duties need which courses': 'Welche Befugnisse welche Kurse brauchen',
  'People take a course again': 'Personen wiederholen einen Kurs',
  'The first day must be tomorrow or later.': 'Der erste Tag muss morgen oder später sein.',
  'The first day is more than 400 days away. Choose an earlier one.':
    'Der erste Tag ist mehr als 400 Tage entfernt. Wählen Sie einen früheren.',
  'Fewer than two administrators have these courses on the first day. Let them pass the courses first, so that two can always act.':
    'Weniger als zwei Personen der Administration haben diese Kurse am ersten Tag. Sie bestehen sie zuerst, damit immer zwei handeln können.',
  'The last day has passed. Choose a later one.': 'Der letzte Tag ist vorbei. Wählen Sie einen späteren.',
  'The last day is more than 90 days away. Choose an earlier one.':
    'Der letzte Tag ist mehr als 90 Tage entfernt. Wählen Sie einen früheren.',
  'A course that your duty needs is missing. Take it under Training.':
    'Ein Kurs, den Ihre Befugnis braucht, fehlt. Machen Sie ihn unter Schulung.',
  'Go to the course': 'Zum Kurs',
  Training: 'Schulung',
  'Go to your training': 'Zu Ihrer Schulung',
  'Courses that you need': 'Kurse, die Sie brauchen',
  'A course is missing for your duty: {duty}. Until you pass it, only safety acts are possible.':
    'Für Ihre Befugnis fehlt ein Kurs: {duty}. Bis Sie ihn bestehen, sind nur Handlungen für die Sicherheit möglich.',
  'A course for your duty is needed by {time}: {duty}.':
    'Für Ihre Befugnis brauchen Sie bis {time} einen Kurs: {duty}.',
  'Answer every question first.': 'Beantworten Sie zuerst jede Frage.',
  'This exam is concluded. Go back to see the result.':
    'Diese Prüfung ist abgeschlossen. Gehen Sie zurück, um das Ergebnis zu sehen.',
  'Exam: {course}': 'Prüfung: {course}',
  '{passes} right answers of {count} pass. Send the answers by {time}.':
    '{passes} richtige von {count} Antworten genügen. Senden Sie die Antworten bis {time}.',
  '{number}. {question}': '{number}. {question}',
  'Send the answers': 'Antworten senden',
  'Back to the courses': 'Zurück zu den Kursen',
  'States of a course': 'Zustände eines Kurses',
  'The exam was passed, and it counts until the day that is shown.':
    'Die Prüfung ist bestanden und gilt bis zu dem Tag, der gezeigt wird.',
  'It is still valid, but ends within 30 days or was ordered again. Take it before then.':
    'Er gilt noch, endet aber in 30 Tagen oder wurde erneut angeordnet. Machen Sie ihn vorher.',
  'A duty needs it now. Until it is passed, only safety acts of the duty are possible.':
    'Eine Befugnis braucht ihn jetzt. Bis er bestanden ist, sind nur Handlungen der Befugnis für die Sicherheit möglich.',
  'A duty will need it, or two people ordered it. Take it before the day that is shown.':
    'Eine Befugnis wird ihn brauchen, oder zwei Personen haben ihn angeordnet. Machen Sie ihn vor dem Tag, der gezeigt wird.',
  'No duty needs it. You may take it.': 'Keine Befugnis braucht ihn. Sie dürfen ihn machen.',
  'Has the courses of each person. People who supervise training see who has passed which course.':
    'Enthält die Kurse für alle und zeigt denen, die über Schulungen wachen, wer welche bestanden hat.',
  'My training': 'Meine Schulung',
  'Shows your courses. Read the lessons, then take the exam: the server draws the questions and grades the answers. You see once which answers were wrong and why; the server keeps only the outcome. You have a few attempts a day.':
    'Zeigt Ihre Kurse. Lesen Sie die Lektionen und machen Sie dann die Prüfung: Der Server zieht die Fragen und bewertet die Antworten. Sie sehen einmal, welche Antworten falsch waren und warum; der Server behält nur das Ergebnis. Sie haben einige Versuche am Tag.',
  'Overview of training': 'Übersicht der Schulungen',
  'Shows which courses duties need and until when each person’s courses are valid, without answers and failed exams. Two people decide which duties need which courses, and that people take a course again, for instance after an incident.':
    'Zeigt, welche Kurse Befugnisse brauchen und bis wann jede Person sie hat, ohne Antworten und nicht bestandene Prüfungen. Zwei Personen entscheiden, welche Befugnisse welche Kurse brauchen und dass Personen einen Kurs wiederholen, zum Beispiel nach einem Vorfall.',
  Sources: 'Quellen',
  'Begin the exam': 'Prüfung beginnen',
  'Nothing is lost.': 'Nichts geht verloren.',
  Courses: 'Kurse',
  'Read the lessons, then take the exam. No one else sees your answers.':
    'Lesen Sie die Lektionen und machen Sie dann die Prüfung. Niemand sonst sieht Ihre Antworten.',
  'Read the lessons': 'Lektionen lesen',
  'Continue the exam': 'Prüfung fortsetzen',
  'No attempts are left today.': 'Heute sind keine Versuche übrig.',
  '{questions} questions in {minutes} minutes; {passes} right answers pass.':
    '{questions} Fragen in {minutes} Minuten; {passes} richtige Antworten genügen.',
  '{count} attempts are left today.': {
    one: 'Heute ist ein Versuch übrig.',
    other: 'Heute sind {count} Versuche übrig.',
  },
  'Valid until {time}.': 'Gültig bis {time}.',
  'It was valid until {time}.': 'Er galt bis {time}.',
  'Two people asked that you take it again by {day}.':
    'Zwei Personen haben angeordnet, dass Sie ihn bis {day} wiederholen.',
  'Your duty needs it from {time}.': 'Ihre Befugnis braucht ihn ab {time}.',
  'The exam of another course is open: {course}. Finish that one first.':
    'Die Prüfung eines anderen Kurses ist offen: {course}. Setzen Sie zuerst diese fort.',
  'Validity runs on.': 'Gültigkeiten laufen weiter.',
  'The policy does not apply to administrators: fewer than two of them could act. Two administrators pass the missing courses.':
    'Die Regelung gilt nicht für die Administration: Weniger als zwei Personen könnten handeln. Zwei Personen der Administration bestehen die fehlenden Kurse.',
  'Courses that duties need': 'Kurse, die Befugnisse brauchen',
  'No duty needs a course now.': 'Zurzeit braucht keine Befugnis einen Kurs.',
  'From {day}': 'Ab {day}',
  'No duty needs a course.': 'Keine Befugnis braucht einen Kurs.',
  '{duty}: {courses}': '{duty}: {courses}',
  'Since {day}. Days of grace for new people: {days}.': 'Seit {day}. Schonfrist für neue Personen in Tagen: {days}.',
  'Validity by person': 'Gültigkeit nach Person',
  'Search by name': 'Nach Namen suchen',
  'Only people with a missing course': 'Nur Personen, denen ein Kurs fehlt',
  'No person matches.': 'Keine Person passt.',
  'Validity of courses by person': 'Gültigkeit der Kurse nach Person',
  'until {day}': 'bis {day}',
  'from {day}': 'ab {day}',
  Refreshers: 'Wiederholungen',
  'Refreshers whose day has not passed': 'Wiederholungen, deren Tag nicht vorbei ist',
  Course: 'Kurs',
  'By ## a day': 'Bis',
  'Choose the first day, and 0 to 90 days of grace.': 'Wählen Sie den ersten Tag und 0 bis 90 Tage Schonfrist.',
  'Propose which duties need which courses': 'Vorschlagen, welche Befugnisse welche Kurse brauchen',
  'Without a valid course the acts of a duty are refused from the first day. Safety acts, the course and the account always remain. Administrators are included only where two of them hold the courses.':
    'Ohne gültigen Kurs werden die Handlungen einer Befugnis ab dem ersten Tag abgelehnt. Handlungen für die Sicherheit, der Kurs und das Konto bleiben immer. Die Administration ist nur erfasst, wenn zwei ihrer Personen die Kurse haben.',
  'Everyone with a duty': 'Alle mit einer Befugnis',
  'Named people': 'Genannte Personen',
  'Propose that people take a course again': 'Vorschlagen, dass Personen einen Kurs wiederholen',
  'Result: {course}': 'Ergebnis: {course}',
  '{right} of {of} answers were right.': '{right} von {of} Antworten waren richtig.',
  'Only you see this, and only now: the server keeps the outcome but no answers.':
    'Nur Sie sehen das, und nur jetzt: Der Server behält das Ergebnis und keine Antwort.',
  'Right ## an answer': 'Richtig',
  'Wrong ## an answer': 'Falsch',
  'Phishing and approval requests': 'Phishing und Anfragen zur Genehmigung',
  'Social engineering at the lane': 'Manipulation an der Kontrollspur',
  'Rules of evidence': 'Regeln für Kontrollaufnahmen',
  'Bias and automation bias': 'Verzerrung und blindes Vertrauen in Automatik',
  'An incident': 'Ein Vorfall',
  'A finding of an audit': 'Eine Feststellung einer Prüfung',
  'An alarm, by a rule of the release': 'Ein Alarm, nach einer Regel der Version',
  'A breach of personal data, by a rule of the release':
    'Eine Verletzung des Schutzes personenbezogener Daten, nach einer Regel der Version',
  'New rules': 'Neue Regeln',
  'Not passed. Read the lessons again, then try once more.':
    'Nicht bestanden. Lesen Sie die Lektionen noch einmal und versuchen Sie es erneut.',
  'The time was over before the answers came.': 'Die Zeit war vorbei, bevor die Antworten kamen.',
  'The course has a new version. This attempt does not count; begin again.':
    'Der Kurs hat eine neue Fassung. Dieser Versuch zählt nicht; beginnen Sie neu.',
  'Valid ## a course that was passed': 'Gültig',
  'Take it again soon': 'Bald wiederholen',
  'Missing ## a course that a duty needs': 'Fehlt',
  'Needed soon ## a course': 'Bald nötig',
  'Not taken ## a course that no duty needs': 'Nicht gemacht',
  "Report another person's proposal as suspicious": 'Den Vorschlag einer anderen Person als verdächtig melden',
  'See planned drills, and the counts of ended ones': 'Geplante Übungen und die Zahlen beendeter Übungen sehen',
  'Propose a drill': 'Eine Übung vorschlagen',
  'Approve a drill': 'Eine Übung genehmigen',
  'It was a drill': 'Es war eine Übung',
  'Nothing was changed. Only you are shown your answer, here and under Training, My training.':
    'Nichts wurde geändert. Nur Ihnen wird Ihre Antwort gezeigt, hier und unter Schulung, Meine Schulung.',
  'The signs': 'Die Anzeichen',
  'Show the signs': 'Anzeichen zeigen',
  'A drill is held from {from} until {until}: {scenario}. Each person is shown an invented proposal.':
    'Von {from} bis {until} findet eine Übung statt: {scenario}. Jeder Person wird ein erfundener Vorschlag gezeigt.',
  'Everyone who could approve it': 'Alle, die ihn genehmigen könnten',
  'Who learns the answers': 'Wer die Antworten erfährt',
  'Each person learns their own. Counts are shown after the end.':
    'Jede Person erfährt ihre eigene. Zahlen werden nach dem Ende gezeigt.',
  'Report this': 'Melden',
  'Reported. An alarm is raised; the proposal stays open.':
    'Gemeldet. Ein Alarm ist ausgelöst; der Vorschlag bleibt offen.',
  'A drill is held': 'Eine Übung findet statt',
  'The first day is more than 90 days away. Choose an earlier one.':
    'Der erste Tag ist mehr als 90 Tage entfernt. Wählen Sie einen früheren.',
  'A drill lasts 2 to 31 days.': 'Eine Übung dauert 2 bis 31 Tage.',
  'Another drill is planned for one of these days. Choose other days.':
    'Für einen dieser Tage ist eine andere Übung geplant. Wählen Sie andere Tage.',
  'One of the people could not approve such a proposal, or may see plans of drills, and is not asked.':
    'Eine der Personen könnte einen solchen Vorschlag nicht genehmigen oder darf Pläne von Übungen sehen und wird nicht gefragt.',
  'No one could be asked with this scenario.': 'Mit diesem Szenario könnte niemand gefragt werden.',
  'Drills run on.': 'Übungen laufen weiter.',
  Drills: 'Übungen',
  'No one is shown the answer of a person. A count is shown after the end, and only if at least five people are in it and at least five are not.':
    'Niemandem wird die Antwort einer Person gezeigt. Eine Zahl wird nach dem Ende gezeigt, und nur, wenn mindestens fünf Personen dazugehören und mindestens fünf nicht.',
  'No drill has been decided yet.': 'Noch keine Übung wurde beschlossen.',
  'Drills and their counts': 'Übungen und ihre Zahlen',
  Scenario: 'Szenario',
  Days: 'Tage',
  'Asked ## people of a drill': 'Gefragt',
  'Reported ## a count': 'Gemeldet',
  'Not ended yet': 'Noch nicht beendet',
  'Each person is shown an invented proposal in your name among the real ones, from a random moment of the first half of the days. Approving it changes nothing. Tell no one who could be asked. If a person asks you, answer that they should report it.':
    'Jeder Person wird ab einem zufälligen Zeitpunkt der ersten Hälfte der Tage unter den echten Vorschlägen ein erfundener in Ihrem Namen gezeigt. Ihn zu genehmigen ändert nichts. Sagen Sie es niemandem, der gefragt werden könnte. Fragt Sie eine Person, antworten Sie, dass sie ihn melden soll.',
  'People who can be asked: {count}': 'Personen, die gefragt werden können: {count}',
  'Shows planned drills and the counts of ended ones. In a drill people are shown an invented proposal. Approving it changes nothing, and each person learns only their own answer. Two people decide on a drill.':
    'Zeigt geplante Übungen und die Zahlen beendeter. In einer Übung wird Personen ein erfundener Vorschlag gezeigt. Ihn zu genehmigen ändert nichts, und nur die Person selbst erfährt ihre Antwort. Zwei Personen beschließen eine Übung.',
  'My drills': 'Meine Übungen',
  'Only you are shown your answers.': 'Nur Ihnen werden Ihre Antworten gezeigt.',
  'You did not answer it.': 'Sie haben nicht geantwortet.',
  'A person asks for a duty for themselves': 'Eine Person beantragt eine Befugnis für sich selbst',
  'A key for a trader that no one knows': 'Ein Schlüssel für ein Unternehmen, das niemand kennt',
  'Lanes without the watchlist because of a crowd': 'Kontrollspuren ohne Fahndungsliste wegen eines Andrangs',
  'You approved it. Next time, look for the signs first.':
    'Sie haben ihn genehmigt. Achten Sie beim nächsten Mal zuerst auf die Anzeichen.',
  'You turned it down. That was right; reporting it also protects your colleagues.':
    'Sie haben ihn abgelehnt. Das war richtig; ihn zu melden, schützt auch Ihre Kolleginnen und Kollegen.',
  'You reported it. That was the best answer.': 'Sie haben ihn gemeldet. Das war die beste Antwort.',
};
