import type { Catalogue } from '../text.ts';

export const helpPrivacy: Catalogue = {
  'Captures of the traveller who is in the lane. They are erased when the passage ends.':
    'Aufnahmen der reisenden Person, die gerade in der Spur ist. Sie werden am Ende des Durchgangs gelöscht.',
  'Captures of a referred traveller, until an officer decides, one day at most.':
    'Aufnahmen verwiesener Reisender, bis eine Kontrollkraft entscheidet, höchstens einen Tag.',
  'Captures after the decision, one hour at most.': 'Aufnahmen nach der Entscheidung, höchstens eine Stunde.',
  'Captures of a traveller who was admitted although the lane had a doubt. They wait for a possible second look, one day at most.':
    'Aufnahmen von Reisenden, die trotz eines Zweifels der Spur zugelassen wurden. Sie bleiben höchstens einen Tag für eine mögliche Zweitprüfung.',
  'Captures that two people ordered to keep, 90 days at most.':
    'Aufnahmen, deren Aufbewahrung zwei Personen angeordnet haben, höchstens 90 Tage.',
  'Templates of travellers who registered, while the registration lasts.':
    'Vorlagen von Reisenden, die sich registriert haben, solange die Registrierung gilt.',
  'Counted records of inspections. They name no one.': 'Gezählte Aufzeichnungen über Kontrollen. Sie nennen niemanden.',
  'Who made which readiness check of a lane. It is kept on this server.':
    'Wer welche Bereitschaftsprüfung einer Kontrollspur gemacht hat. Das wird auf diesem Server aufbewahrt.',
  'Classes of what is kept': 'Klassen der Aufbewahrung',
  'The limit has passed and the lane has not erased it. Go to the lane and look at its disk and clock.':
    'Die Frist ist verstrichen, und die Spur hat nicht gelöscht. Prüfen Sie an der Spur Datenträger und Uhr.',
  'The lane erases it within ten minutes.': 'Die Spur löscht es innerhalb von zehn Minuten.',
  'The lane erases it within an hour.': 'Die Spur löscht es innerhalb einer Stunde.',
  'The lane erases it within a day.': 'Die Spur löscht es innerhalb eines Tages.',
  'The lane erases it later, by its policy.': 'Die Spur löscht es später, nach ihrer Richtlinie.',
  'Time until the erasure': 'Zeit bis zur Löschung',
  'The lane reports it': 'Die Spur meldet es',
  'The lane is silent': 'Die Spur meldet sich nicht',
  'No report came': 'Es kam keine Meldung',
  'The lane itself states that something past its limit is still there.':
    'Die Spur selbst gibt an, dass etwas nach Ablauf der Frist noch vorhanden ist.',
  'Something should be gone by now, and the lane has sent nothing since. It erases without the server.':
    'Etwas sollte inzwischen gelöscht sein, und die Spur hat sich seither nicht gemeldet. Sie löscht auch ohne den Server.',
  'The captures of a referral should be gone, and no report of their erasure has come.':
    'Die Aufnahmen einer Verweisung sollten gelöscht sein, aber die Meldung der Löschung fehlt.',
  'Why something counts as overdue': 'Warum etwas als überfällig gilt',
  'The officer had taken the referral.': 'Die Kontrollkraft hatte die Verweisung übernommen.',
  'A colleague had asked for an opinion.': 'Eine andere Kontrollkraft hatte um eine Meinung gebeten.',
  'A supervisor reviewed a decision.': 'Die Schichtleitung hat eine Entscheidung überprüft.',
  'No referral connects the two. Policy allows it in some cases: ask which it was.':
    'Keine Verweisung verbindet die beiden. Die Richtlinie erlaubt das in einigen Fällen: Fragen Sie, welcher es war.',
  'The officer’s relation to the traveller': 'Bezug der Kontrollkraft zur reisenden Person',
  'The officer viewed more often for this purpose than colleagues do. A busy desk explains it as well.':
    'Die Kontrollkraft hat für diesen Zweck häufiger eingesehen als andere. Viel Andrang am Schalter erklärt das ebenso.',
  'Colleagues seldom view at this hour. Compare it with the roster.':
    'Um diese Uhrzeit sehen andere selten ein. Vergleichen Sie mit dem Dienstplan.',
  'No referral connects this officer with the traveller.':
    'Keine Verweisung verband diese Kontrollkraft mit der reisenden Person.',
  'One officer viewed one traveller several times. A long case explains it.':
    'Eine Kontrollkraft hat dieselbe reisende Person mehrmals eingesehen. Ein langer Fall erklärt das.',
  'The lane released nothing. The reason is shown beside it.':
    'Die Spur hat nichts herausgegeben. Der Grund steht daneben.',
  'The lane answered a permission that this server has not recorded. Call the auditor.':
    'Die Spur hat auf eine Erlaubnis geantwortet, die dieser Server nicht verzeichnet hat. Verständigen Sie die Revision.',
  'Marks of a viewing': 'Markierungen einer Einsicht',
  'The request waits for an answer. The month runs.': 'Der Antrag wartet auf eine Antwort. Die Monatsfrist läuft.',
  'The deadline was extended and the traveller was told why.':
    'Die Frist wurde verlängert und der reisenden Person begründet.',
  'The traveller received an answer.': 'Die reisende Person hat eine Antwort erhalten.',
  'Nothing about the traveller was kept, and the traveller was told so.':
    'Zur reisenden Person war nichts aufbewahrt; das wurde ihr mitgeteilt.',
  'The request was refused on a ground of the law.': 'Der Antrag wurde aus einem gesetzlichen Grund abgelehnt.',
  'The traveller withdrew the request.': 'Die reisende Person hat den Antrag zurückgezogen.',
  'States of a request': 'Zustände eines Antrags',
  'The lane runs the policy and has signed that it does.':
    'Die Spur wendet die Richtlinie an und hat das mit ihrer Signatur bestätigt.',
  'The order is on its way.': 'Die Anordnung ist unterwegs.',
  'The lane refused the policy. The reason is shown beside it. Another person must sign.':
    'Die Spur hat die Richtlinie abgelehnt. Der Grund steht daneben. Eine andere Person muss signieren.',
  'The policy is signed and begins later.': 'Die Richtlinie ist signiert und gilt erst später.',
  'The lane is away. It receives the policy when it returns.':
    'Die Spur ist nicht erreichbar. Sie erhält die Richtlinie, sobald sie wieder da ist.',
  'The last order had no effect. The server sends another one by itself.':
    'Die letzte Anordnung blieb ohne Wirkung. Der Server sendet von selbst eine weitere.',
  'Progress of a policy on a lane': 'Stand einer Richtlinie in einer Spur',
  'The order is on its way. Until the lane answers, its captures may still be erased by their limit.':
    'Die Anordnung ist unterwegs. Bis zur Antwort der Spur können die Aufnahmen noch nach ihrer Frist gelöscht werden.',
  'The lane holds the captures, or has released them.':
    'Die Spur hält die Aufnahmen zurück oder hat sie wieder freigegeben.',
  'The lane could not do it, for example because the captures were already erased.':
    'Die Spur konnte es nicht ausführen, etwa weil die Aufnahmen bereits gelöscht waren.',
  'The lane did not answer in time. Propose it again.':
    'Die Spur hat nicht rechtzeitig geantwortet. Beantragen Sie es erneut.',
  'Answers of a lane to a hold': 'Antworten einer Spur auf eine Löschsperre',
  'States of a proposal': 'Zustände eines Vorschlags',
  'Shows privacy officers, and in part auditors, what the lanes keep, what they erased, who viewed it, and on what basis. It shows counts, acts and proofs, never a picture.':
    'Zeigt den für den Datenschutz zuständigen Personen und teilweise der Revision, was die Spuren aufbewahren, was sie gelöscht haben, wer es angesehen hat und auf welcher Grundlage. Gezeigt werden Anzahlen, Vorgänge und Nachweise, nie ein Bild.',
  'Counts what each lane keeps now, by class and by the time until its erasure. Anything overdue must be investigated at the lane.':
    'Zählt, was jede Spur derzeit aufbewahrt, nach Klasse und Zeit bis zur Löschung. Überfälliges muss an der Spur geklärt werden.',
  'Lists what the lanes erased. Each line is a report that a lane signed and has a proof in the ledger.':
    'Führt auf, was die Spuren gelöscht haben. Jede Zeile ist eine von einer Spur signierte Meldung und hat einen Nachweis im Nachweisregister.',
  'Lists each viewing of evidence with its officer, purpose and result. A mark asks you to look into it. It accuses no one.':
    'Führt jede Einsicht in Kontrollaufnahmen mit Kontrollkraft, Zweck und Ergebnis auf. Eine Markierung bittet Sie, nachzusehen. Sie beschuldigt niemanden.',
  'Keeps travellers’ requests for access or erasure with their deadlines. Enter a request, find the data by the receipt code, then answer. The law gives one month, which can be extended.':
    'Verwaltet Anträge von Reisenden auf Auskunft oder Löschung mit ihren Fristen. Erfassen Sie den Antrag, suchen Sie die Daten über den Belegcode und antworten Sie dann. Das Gesetz gibt einen Monat, der verlängert werden kann.',
  'Shows the retention policy in force, its versions, and which policy each lane runs. Two people approve a draft here. Two people then sign it with their own keys outside the server, and the lanes adopt it.':
    'Zeigt die geltende Aufbewahrungsrichtlinie, ihre Fassungen und die Richtlinie jeder Spur. Hier stimmen zwei Personen einem Entwurf zu. Danach signieren ihn zwei Personen mit eigenen Schlüsseln außerhalb des Servers, und die Spuren übernehmen ihn.',
  'Lists legal holds: captures that a lane must not erase while a hold is in force. One person proposes a hold or its end, another person approves it.':
    'Führt Löschsperren auf: Aufnahmen, die eine Spur nicht löschen darf, solange die Sperre gilt. Eine Person beantragt eine Löschsperre oder ihre Aufhebung, eine andere stimmt zu.',
  'Shows the record of processing activities, the facts for an impact assessment, and published counts. Each can be saved as a document.':
    'Zeigt das Verzeichnis der Verarbeitungstätigkeiten, die Angaben für eine Folgenabschätzung und veröffentlichte Anzahlen. Alles lässt sich als Dokument speichern.',
};
