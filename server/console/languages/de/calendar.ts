import type { Catalogue } from '../text.ts';

export const calendar: Catalogue = {
  'See the dates of reviews, holds, answers, duties, keys, breaches and audits that one may see elsewhere':
    'Termine von Überprüfungen, Löschsperren, Antworten, Befugnissen, Schlüsseln, Verletzungen und Prüfungen sehen, die man auch an anderer Stelle sehen darf',
  Calendar: 'Kalender',
  'The dates do not change while the server is away.':
    'Die Termine ändern sich nicht, solange der Server nicht antwortet.',
  'Due until {day}': 'Fällig bis {day}',
  'The server makes this list from its own records. It has no dates that are only on paper, for example drills.':
    'Der Server erstellt diese Liste aus seinen eigenen Aufzeichnungen. Termine, die nur auf Papier stehen, zum Beispiel Übungen, enthält sie nicht.',
  'Save as a calendar file': 'Als Kalenderdatei speichern',
  '{count} dates': { one: '{count} Termin', other: '{count} Termine' },
  'Nothing is overdue.': 'Nichts ist überfällig.',
  '{count} dates are overdue.': { one: '{count} Termin ist überfällig.', other: '{count} Termine sind überfällig.' },
  'Overdue for {time}': 'Überfällig seit {time}',
  'in {time}': 'in {time}',
  Overdue: 'Überfällig',
  'Answers to travellers': 'Antworten an Reisende',
  'Ends of legal holds': 'Enden von Löschsperren',
  'Retention policies that come into force': 'Aufbewahrungsrichtlinien, die in Kraft treten',
  'Review of the retention policy': 'Überprüfung der Aufbewahrungsrichtlinie',
  'Record of processing': 'Verzeichnis der Verarbeitungstätigkeiten',
  'Facts for the impact assessment': 'Angaben zur Folgenabschätzung',
  'Ends of training': 'Enden von Schulungen',
  'Ends of duties': 'Enden von Befugnissen',
  'Next key of the server': 'Nächster Schlüssel des Servers',
  'Change of the server’s key': 'Wechsel des Serverschlüssels',
  'Answer request {name} of a traveller': 'Antrag {name} von Reisenden beantworten',
  'A legal hold at {name} ends': 'Eine Löschsperre bei {name} endet',
  'Retention policy {name} comes into force': 'Aufbewahrungsrichtlinie {name} tritt in Kraft',
  'Review retention policy {name}': 'Aufbewahrungsrichtlinie {name} überprüfen',
  'Make and sign the record of processing': 'Verzeichnis der Verarbeitungstätigkeiten erstellen und unterschreiben',
  'Make and sign the facts for the impact assessment': 'Angaben zur Folgenabschätzung erstellen und unterschreiben',
  'The training of {name} ends: {role}': 'Die Schulung von {name} läuft ab: {role}',
  'The duty of {name} ends: {role}': 'Die Befugnis von {name} endet: {role}',
  'The server’s next key comes into force': 'Der nächste Schlüssel des Servers tritt in Kraft',
  'Change the server’s signing key': 'Signaturschlüssel des Servers wechseln',
  'The law gives one month, and two more after an extension.':
    'Das Gesetz gibt einen Monat, nach einer Verlängerung zwei weitere.',
  'The lane then erases what it kept. Propose a new hold before that day if the reason still exists.':
    'Die Kontrollspur löscht dann, was sie aufbewahrt hat. Schlagen Sie vor diesem Tag eine neue Sperre vor, wenn der Grund fortbesteht.',
  'Two people must have signed it by then. Lanes adopt it from that time.':
    'Bis dahin müssen zwei Personen unterschrieben haben. Die Kontrollspuren übernehmen sie ab diesem Zeitpunkt.',
  'Last approved or started on {day}. A review is due every year.':
    'Zuletzt genehmigt oder in Kraft getreten am {day}. Eine Überprüfung ist jedes Jahr fällig.',
  'It has been neither signed nor made as PDF yet. It is required since the first traveller.':
    'Das Dokument wurde noch weder signiert noch als PDF erstellt. Es ist seit der ersten Kontrolle von Reisenden erforderlich.',
  'Last signed or made as PDF on {day}. It is due every year, and when the processing has changed.':
    'Zuletzt signiert oder als PDF erstellt am {day}. Es ist jedes Jahr fällig, und wenn sich die Verarbeitung geändert hat.',
  'Without valid training the duty cannot be exercised. Renew the duty with a new date of training.':
    'Ohne gültige Schulung kann die Befugnis nicht ausgeübt werden. Verlängern Sie die Befugnis mit einem neuen Schulungsdatum.',
  'The person can then no longer work under this duty. Two administrators can renew it.':
    'Die Person kann diese Befugnis dann nicht mehr ausüben. Zwei Personen der Administration können sie verlängern.',
  'Lanes accept the next key from that time. Restart the server with it.':
    'Die Kontrollspuren akzeptieren den nächsten Schlüssel ab diesem Zeitpunkt. Starten Sie den Server mit ihm neu.',
  'The present key has been in use since {day}. A change is due every year.':
    'Der jetzige Schlüssel wird seit dem {day} verwendet. Ein Wechsel ist jedes Jahr fällig.',
  'Notices of breaches': 'Meldungen von Datenschutzverletzungen',
  'Ends of agreements with partners': 'Enden von Vereinbarungen mit Partnern',
  'Findings of audits of partners': 'Feststellungen aus Prüfungen von Partnern',
  'Documents of the certification pack': 'Dokumente der Unterlagen zur Zertifizierung',
  'Comparison of rules with the law': 'Vergleich der Regeln mit dem Gesetz',
  'Send the next notice about breach {name}': 'Die nächste Meldung zur Verletzung {name} senden',
  'Last day of {name}': 'Letzter Tag von {name}',
  'Audit the partner of the agreement {name}': 'Den Partner der Vereinbarung {name} prüfen',
  'Compare the rules of {name} with the text of the law': 'Die Regeln von {name} mit dem Gesetzestext vergleichen',
  'Two people end it and state the proof that it was carried out, or give it more time.':
    'Zwei Personen beenden sie mit dem Nachweis der Ausführung oder geben mehr Zeit.',
  'Two people close the finding and state the proof that it was corrected.':
    'Zwei Personen schließen die Feststellung mit dem Nachweis, dass sie behoben ist.',
  'A person compares each document with its controls once a year.':
    'Eine Person vergleicht jedes Dokument einmal im Jahr mit seinen Maßnahmen.',
  'The oldest comparison is of {day}. One is due every year.':
    'Der älteste Vergleich ist vom {day}. Jedes Jahr ist einer fällig.',
  'The next notice that a law requires about an open breach.':
    'Die nächste Meldung, die ein Gesetz zu einer offenen Verletzung verlangt.',
  'A penalty or corrective action must be carried out by this day.':
    'Eine Sanktion oder Abhilfemaßnahme muss bis zu diesem Tag ausgeführt sein.',
  'Decide before this day whether the agreement gets a new version.':
    'Entscheiden Sie vor diesem Tag, ob die Vereinbarung eine neue Fassung bekommt.',
  'Schedule and conclude the audit before this day.':
    'Setzen Sie die Prüfung vor diesem Tag an und schließen Sie sie ab.',
  'By this day the partner must have corrected it, and two people must have closed it.':
    'Der Partner muss sie behoben und zwei Personen müssen sie geschlossen haben.',
  'Read the documents against their controls.': 'Vergleichen Sie die Dokumente mit ihren Maßnahmen.',
  'The law may have changed. A new release of the program brings changed rules.':
    'Das Gesetz kann sich geändert haben. Geänderte Regeln kommen mit einer neuen Version des Programms.',
  'Read {count} documents of the certification pack again': {
    one: '{count} Dokument der Unterlagen zur Zertifizierung erneut lesen',
    other: '{count} Dokumente der Unterlagen zur Zertifizierung erneut lesen',
  },
  'The time that the law gives ends {time}. A later notice must give the reasons for the delay.':
    'Die gesetzliche Frist endet {time}. Eine spätere Meldung muss die Gründe der Verspätung nennen.',
  'Nothing is delivered after this day. A new version needs two signatures of each side.':
    'Nach diesem Tag wird nichts geliefert. Eine neue Fassung braucht zwei Unterschriften jeder Seite.',
  'There has been no audit yet. At least one is due in each year.':
    'Es gab noch keine Prüfung. In jedem Jahr ist mindestens eine fällig.',
  'The last audit ended on {day}. At least one is due in each year.':
    'Die letzte Prüfung endete am {day}. In jedem Jahr ist mindestens eine fällig.',
  'The partner of the agreement {name} must have corrected a finding':
    'Der Partner der Vereinbarung {name} muss eine Feststellung behoben haben',
  'Last day of the agreement {name}': 'Letzter Tag der Vereinbarung {name}',
};
