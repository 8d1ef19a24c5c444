import type { Catalogue } from '../text.ts';

export const privacy: Catalogue = {
  'Nothing was erased.': 'Es wurde nichts gelöscht.',
  'The lane destroyed {count} group keys. All captures under them had been erased before.': {
    one: 'Die Kontrollspur hat {count} Gruppenschlüssel vernichtet. Alle Aufnahmen unter ihm waren bereits gelöscht.',
    other:
      'Die Kontrollspur hat {count} Gruppenschlüssel vernichtet. Alle Aufnahmen unter ihnen waren bereits gelöscht.',
  },
  'The lane overwrote {count} captures or records with their wrapped keys.': {
    one: 'Die Kontrollspur hat {count} Aufnahme oder Aufzeichnung samt verpacktem Schlüssel überschrieben.',
    other: 'Die Kontrollspur hat {count} Aufnahmen oder Aufzeichnungen samt verpackten Schlüsseln überschrieben.',
  },
  'It destroyed no group key yet, because other captures need it or its ten minutes had not ended. A later line reports the group key.':
    'Einen Gruppenschlüssel hat sie noch nicht vernichtet, weil andere Aufnahmen ihn benötigen oder seine zehn Minuten noch nicht um waren. Eine spätere Zeile meldet den Gruppenschlüssel.',
  'It also destroyed {count} group keys.': {
    one: 'Außerdem hat sie {count} Gruppenschlüssel vernichtet.',
    other: 'Außerdem hat sie {count} Gruppenschlüssel vernichtet.',
  },
  'Within 10 minutes': 'Innerhalb von 10 Minuten',
  'Within an hour': 'Innerhalb einer Stunde',
  'Within a day': 'Innerhalb eines Tages',
  Later: 'Später',
  'the officer’s own referral': 'die eigene Verweisung der Kontrollkraft',
  'a second opinion that was asked for': 'eine angefragte Zweitmeinung',
  "a supervisor's review": 'eine Prüfung durch die Schichtleitung',
  'no referral of the officer': 'keine Verweisung der Kontrollkraft',
  'More often than colleagues': 'Öfter als andere',
  'At an unusual hour': 'Zu ungewöhnlicher Zeit',
  'No referral of the officer': 'Keine Verweisung der Kontrollkraft',
  'The same traveller again': 'Wieder dieselben Reisenden',
  'Nothing was shown': 'Es wurde nichts gezeigt',
  'No permission on record': 'Keine Berechtigung verzeichnet',
  Adopted: 'Übernommen',
  'Ordered, no answer yet': 'Angewiesen, noch keine Antwort',
  'Starts when the policy is in force': 'Beginnt, wenn die Richtlinie in Kraft ist',
  'No status: ordered when it answers': 'Kein Status: Anweisung, sobald sie antwortet',
  'No answer: sent again automatically': 'Keine Antwort: wird automatisch erneut gesendet',
  'Kept now': 'Derzeit aufbewahrt',
  Viewings: 'Einsichtnahmen',
  Requests: 'Anträge',
  Retention: 'Aufbewahrung',
  Holds: 'Sperren',
  'Record and files': 'Verzeichnis und Dateien',
  'As a table': 'Als Tabelle',
  Count: 'Anzahl',
  'Sending…': 'Wird gesendet…',
  'Decisions of two people': 'Entscheidungen von zwei Personen',
  'Nothing has been proposed.': 'Es wurde nichts vorgeschlagen.',
  'Proposed by {person}, {time}.': 'Vorgeschlagen von {person}, {time}.',
  'Open until {time} ({left}).': 'Offen bis {time} ({left}).',
  'Settled by {person}, {time}.': 'Abgeschlossen von {person}, {time}.',
  'Exact content': 'Genauer Inhalt',
  Approve: 'Zustimmen',
  'Approved.': 'Zugestimmt.',
  Withdraw: 'Zurückziehen',
  'Withdrawn.': 'Zurückgezogen.',
  'A person other than the proposer must approve it.': 'Eine andere als die vorschlagende Person muss zustimmen.',
  'the decision': 'Entscheidung',
  'This is neither a receipt nor the reference of a passage. Nothing was sent.':
    'Das ist weder ein Beleg noch die Referenz eines Durchgangs. Es wurde nichts gesendet.',
  'A number does not name its lane. Choose the lane.':
    'Eine Nummer nennt ihre Kontrollspur nicht. Wählen Sie die Kontrollspur.',
  'This is a passage at another lane than the chosen one.':
    'Das ist ein Durchgang an einer anderen als der gewählten Kontrollspur.',
  'The receipt is of a lane that this server does not know.':
    'Der Beleg ist von einer Kontrollspur, die dieser Server nicht kennt.',
  'The receipt was altered, or the lane did not sign it.':
    'Der Beleg wurde verändert, oder die Kontrollspur hat ihn nicht signiert.',
  'This file is larger than any retention policy. It was not read.':
    'Diese Datei ist größer als jede Aufbewahrungsrichtlinie. Sie wurde nicht gelesen.',
  'This file is not a retention policy.': 'Diese Datei ist keine Aufbewahrungsrichtlinie.',
  'This file is larger than any signed policy. It was not read.':
    'Diese Datei ist größer als jede signierte Richtlinie. Sie wurde nicht gelesen.',
  'This file is not a signed policy. Choose the file that the command wrote.':
    'Diese Datei ist keine signierte Richtlinie. Wählen Sie die Datei, die der Befehl geschrieben hat.',
  'This file signs another policy.': 'Diese Datei signiert eine andere Richtlinie.',
  'This file has no new signature.': 'Diese Datei enthält keine neue Signatur.',
  'A lane sends its first erasure report within ten minutes after its first traveller.':
    'Eine Kontrollspur sendet ihre erste Löschmeldung innerhalb von zehn Minuten nach den ersten Reisenden.',
  'Erasures by day': 'Löschungen nach Tag',
  'Erased captures and records': 'Gelöschte Aufnahmen und Aufzeichnungen',
  'Captures, registrations and records whose keys were destroyed in the last four weeks, by day (UTC).':
    'Aufnahmen, Registrierungen und Aufzeichnungen, deren Schlüssel in den letzten vier Wochen vernichtet wurden, nach Tag (UTC).',
  'Nothing was erased in these four weeks.': 'In diesen vier Wochen wurde nichts gelöscht.',
  Receipts: 'Quittungen',
  'Each line is a report that a lane signed. It gives counts and never identifies a traveller.':
    'Jede Zeile ist eine von einer Kontrollspur signierte Meldung. Sie gibt Anzahlen an und identifiziert niemals Reisende.',
  What: 'Was',
  'Group keys': 'Gruppenschlüssel',
  'Meaning of the counts': 'Bedeutung der Anzahlen',
  Capture: 'Aufnahme',
  'One picture of a face, one fingerprint, or one portrait from a chip. Each is sealed with a key of its own.':
    'Ein Bild eines Gesichts, ein Fingerabdruck oder ein Lichtbild aus einem Chip. Jede ist mit einem eigenen Schlüssel versiegelt.',
  'Wrapped key': 'Verpackter Schlüssel',
  'The key of a capture, encrypted with a group key and stored beside the capture.':
    'Der Schlüssel einer Aufnahme, mit einem Gruppenschlüssel verschlüsselt und neben der Aufnahme gespeichert.',
  'Group key': 'Gruppenschlüssel',
  'The lane makes one for each class of data and each ten minutes. It wraps the keys of all captures of that time.':
    'Die Kontrollspur erstellt je einen für jede Datenklasse und je zehn Minuten. Er verpackt die Schlüssel aller Aufnahmen dieser Zeit.',
  'To erase a capture, the lane overwrites it and its wrapped key at once. It destroys the group key later: after its ten minutes have ended and when no capture needs it. Several captures share one group key, so the two counts differ. A line can report 7 captures and no group key. A later line then reports the group key.':
    'Um eine Aufnahme zu löschen, überschreibt die Kontrollspur sie und ihren verpackten Schlüssel sofort. Den Gruppenschlüssel vernichtet sie später: wenn seine zehn Minuten vorbei sind und keine Aufnahme ihn mehr braucht. Mehrere Aufnahmen teilen sich einen Gruppenschlüssel, deshalb weichen die beiden Anzahlen voneinander ab. Eine Zeile kann 7 Aufnahmen und keinen Gruppenschlüssel melden. Eine spätere Zeile meldet dann den Gruppenschlüssel.',
  'the receipt of {time}, lane {lane}': 'Quittung {time}, Kontrollspur {lane}',
  'Group keys of {what}': 'Gruppenschlüssel: {what}',
  'From {from} to {to}, under the retention policy {digest}':
    'Von {from} bis {to}, unter der Aufbewahrungsrichtlinie {digest}',
  'the erasure': 'Löschung',
  'the lane’s report': 'Meldung der Kontrollspur',
  'The data of a lane is listed here after its first status.':
    'Die Daten einer Kontrollspur stehen hier nach ihrem ersten Status.',
  'Time of erasure': 'Zeit der Löschung',
  'All captures and records that lanes keep now, by the latest time of their erasure. These are counts: no capture is shown.':
    'Alle Aufnahmen und Aufzeichnungen, die Kontrollspuren derzeit aufbewahren, nach der spätesten Zeit ihrer Löschung. Das sind Anzahlen: Keine Aufnahme wird gezeigt.',
  'Data that remains': 'Verbleibende Daten',
  'Captures and records that remain at most, if every lane erases in time and no new data arrives.':
    'Aufnahmen und Aufzeichnungen, die höchstens verbleiben, wenn jede Kontrollspur rechtzeitig löscht und keine neuen Daten hinzukommen.',
  'At the latest': 'Spätestens',
  'Lanes keep nothing.': 'Die Kontrollspuren bewahren nichts auf.',
  now: 'jetzt',
  'Data by lane': 'Daten nach Kontrollspur',
  'Data that each lane keeps': 'Daten, die jede Kontrollspur aufbewahrt',
  Class: 'Klasse',
  Kept: 'Aufbewahrt',
  Age: 'Alter',
  'Erased by': 'Gelöscht bis',
  'As of': 'Stand',
  '<b>Nothing is overdue,</b> according to the statuses and reports of the lanes.':
    '<b>Nichts ist überfällig,</b> nach den Statusmeldungen und Meldungen der Kontrollspuren.',
  'Overdue at {count} lanes.': {
    one: 'Überfällig an einer Kontrollspur.',
    other: 'Überfällig an {count} Kontrollspuren.',
  },
  'Data should be gone and is still there, or no report confirms its erasure.':
    'Daten müssten weg sein und sind noch da, oder keine Meldung bestätigt ihre Löschung.',
  'no status yet': 'noch kein Status',
  Unknown: 'Unbekannt',
  Nothing: 'Nichts',
  '{count} overdue': '{count} überfällig',
  'when the traveller has left': 'wenn die Reisenden gegangen sind',
  'Legal holds': 'Löschsperren',
  'You see each hold with its reason and its end, but not the captures: a privacy officer makes no decision about a traveller. Viewings of held captures by other people, under the retention policy, are listed under Viewings.':
    'Sie sehen jede Löschsperre mit Grund und Ende, nicht die Aufnahmen: Datenschutzbeauftragte entscheiden nicht über Reisende. Einsichtnahmen anderer in gesperrte Aufnahmen nach der Aufbewahrungsrichtlinie stehen unter „Einsichtnahmen“.',
  'Nothing is held. A hold keeps the captures of one referral, for a reason, until a day.':
    'Nichts ist gesperrt. Eine Sperre bewahrt die Aufnahmen einer Verweisung aus einem Grund bis zu einem Tag auf.',
  'Until {date}': 'Bis {date}',
  '{place}, passage {passage}; ordered by {proposer} and {approver}, {time}.':
    '{place}, Durchgang {passage}; angeordnet von {proposer} und {approver}, {time}.',
  'Ends {time}.': 'Endet {time}.',
  'Propose to end the hold': 'Ende der Sperre vorschlagen',
  'Proposed. Another person must approve it.': 'Vorgeschlagen. Eine andere Person muss zustimmen.',
  'Propose a hold': 'Sperre vorschlagen',
  'A lane keeps the captures of a referral for an hour to a day. A second person must approve the hold before they are erased.':
    'Eine Kontrollspur bewahrt die Aufnahmen einer Verweisung eine Stunde bis einen Tag lang auf. Eine zweite Person muss der Sperre zustimmen, bevor sie gelöscht werden.',
  'Receipt, or reference of the passage': 'Beleg oder Referenz des Durchgangs',
  'Paste the text of the traveller’s receipt, which begins with PR1:, or the reference that an officer copied from the referral. Both name the lane. For a number of 32 characters alone, choose the lane above.':
    'Fügen Sie den Text des Belegs der Reisenden ein, der mit PR1: beginnt, oder die Referenz, die eine Kontrollkraft aus der Verweisung kopiert hat. Beide nennen die Kontrollspur. Für eine Nummer von 32 Zeichen allein wählen Sie die Kontrollspur oben.',
  Propose: 'Vorschlagen',
  'The lane of the receipt or reference': 'Die Kontrollspur des Belegs oder der Referenz',
  'Art. 30 GDPR, from the running configuration.': 'Art. 30 DSGVO, aus dem laufenden Betrieb.',
  'Art. 30 GDPR, from the running configuration: retention policy {number}.':
    'Art. 30 DSGVO, aus dem laufenden Betrieb: Aufbewahrungsrichtlinie {number}.',
  'No retention policy has been agreed on here. The limits below are the longest that any policy can allow.':
    'Hier wurde keine Aufbewahrungsrichtlinie vereinbart. Die Grenzen unten sind die längsten, die eine Richtlinie erlauben kann.',
  'No controller is named. Set POSTERN_SERVER_CONTROLLER and POSTERN_SERVER_PRIVACY_CONTACT on the server.':
    'Es ist kein Verantwortlicher benannt. Setzen Sie POSTERN_SERVER_CONTROLLER und POSTERN_SERVER_PRIVACY_CONTACT auf dem Server.',
  Controller: 'Verantwortlicher',
  'not named': 'nicht benannt',
  'Contact for data protection': 'Kontakt für den Datenschutz',
  'Transfers to third countries': 'Übermittlungen in Drittländer',
  'Purposes and limits': 'Zwecke und Grenzen',
  'Legal basis': 'Rechtsgrundlage',
  'At most': 'Höchstens',
  'Visible to': 'Sichtbar für',
  'until the traveller has left': 'bis die Reisenden gegangen sind',
  Recipients: 'Empfänger',
  'Witness: {name}': 'Zeuge: {name}',
  Protection: 'Schutzmaßnahmen',
  'Facts for an impact assessment': 'Angaben für eine Folgenabschätzung',
  'Art. 35 GDPR; four weeks, or as of now.': 'Art. 35 DSGVO; vier Wochen, oder derzeitiger Stand.',
  'Lanes, by their latest report': 'Kontrollspuren nach ihrer letzten Meldung',
  '(simulated devices)': '(simulierte Geräte)',
  Device: 'Gerät',
  'Statistics that may be published': 'Statistiken, die veröffentlicht werden dürfen',
  '{from} to {to}. Counts from 1 to {most} are withheld, with other counts that would reveal them.':
    '{from} bis {to}. Anzahlen von 1 bis {most} werden nicht ausgewiesen, ebenso wenig andere, die sie verraten würden.',
  'No complete day yet: today has not ended.': 'Noch kein vollständiger Tag: Der heutige ist nicht beendet.',
  'Outcomes of travellers': 'Ergebnisse der Reisenden',
  'Data kept now': 'Derzeit aufbewahrte Daten',
  Erasures: 'Löschungen',
  'Viewings of evidence': 'Einsichtnahmen in Kontrollaufnahmen',
  'Retention policies': 'Aufbewahrungsrichtlinien',
  'Requests, without the data of travellers': 'Anträge, ohne die Daten der Reisenden',
  Files: 'Dateien',
  'The ledger records each file, with its maker and the digest of its bytes. The recipient can check the file against the saved proof of its entry: {command}':
    'Das Nachweisregister verzeichnet jede Datei mit ihrem Ersteller und der Prüfsumme ihrer Bytes. Der Empfänger kann die Datei gegen den gespeicherten Nachweis ihres Eintrags prüfen: {command}',
  'Your browser saves the file.': 'Ihr Browser speichert die Datei.',
  Record: 'Aufzeichnung',
  Format: 'Format',
  'Make the file': 'Datei erstellen',
  'SHA-256 of the file: {digest}': 'SHA-256 der Datei: {digest}',
  'the file’s entry': 'Eintrag der Datei',
  'the making of the file': 'Erstellung der Datei',
  'When a request is closed, its data is erased. The record that a traveller asked is erased three years later.':
    'Wenn ein Antrag geschlossen wird, werden seine Daten gelöscht. Der Vermerk, dass Reisende angefragt haben, wird drei Jahre später gelöscht.',
  'No traveller has asked yet.': 'Noch keine Reisenden haben angefragt.',
  '{number}, by {proof}, received {received}, due {due}.':
    '{number}, mit {proof}, eingegangen {received}, fällig {due}.',
  'Closed {time}.': 'Geschlossen {time}.',
  'Its data was erased.': 'Die Daten wurden gelöscht.',
  '{count} passages found.': { one: '{count} Durchgang gefunden.', other: '{count} Durchgänge gefunden.' },
  'Read the letter': 'Brief lesen',
  'This is a draft of the letter.': 'Das ist ein Entwurf des Briefs.',
  'Extend by two months': 'Um zwei Monate verlängern',
  'Extended. Within the first month, tell the traveller that it takes longer, and why.':
    'Verlängert. Teilen Sie den Reisenden innerhalb des ersten Monats mit, dass es länger dauert und warum.',
  'Closed. Save the letter now: the server keeps no copy.':
    'Geschlossen. Speichern Sie den Brief jetzt: Der Server behält keine Kopie.',
  'Close as': 'Schließen als',
  Ground: 'Grund der Ablehnung',
  'Close and make the letter': 'Schließen und Brief erstellen',
  'The letter of request {number}': 'Brief zum Antrag {number}',
  'Draft of the letter': 'Entwurf des Briefs',
  'Save as text': 'Als Text speichern',
  'Save as PDF': 'Als PDF speichern',
  'Enter a request': 'Antrag erfassen',
  'The traveller shows the receipt of a lane, or shows the document to an authority that makes its handle. No name is entered here, and no data of another traveller is found.':
    'Die Reisenden zeigen den Beleg einer Kontrollspur oder zeigen das Dokument einer Behörde, die dessen Kennung bildet. Hier wird kein Name eingegeben, und Daten anderer Reisender werden nicht gefunden.',
  'Entered. The time limit is one month.': 'Erfasst. Die Frist beträgt einen Monat.',
  'Kind of request': 'Art des Antrags',
  'Proof that was shown': 'Vorgelegter Nachweis',
  'Handle, 64 digits': 'Kennung, 64 Zeichen',
  'Day of the handle': 'Tag der Kennung',
  'Received on': 'Eingegangen am',
  Enter: 'Erfassen',
  'Kept at most, hours': 'Aufbewahrt höchstens, Stunden',
  'The longest that any policy can allow: {time}': 'Längste Dauer, die eine Richtlinie erlauben kann: {time}',
  'May be viewed by': 'Dürfen ansehen',
  'No person may view these data.': 'Niemand darf diese Daten ansehen.',
  'Change the policy': 'Richtlinie ändern',
  'Proposed. Another privacy officer must approve it.':
    'Vorgeschlagen. Eine zweite Person des Datenschutzes muss zustimmen.',
  'Draft of policy {number}': 'Entwurf der Richtlinie {number}',
  Discard: 'Verwerfen',
  'Differences from policy {number}': 'Unterschiede zur Richtlinie {number}',
  '{count} differences': { one: '{count} Unterschied', other: '{count} Unterschiede' },
  'No lane is enrolled.': 'Keine Kontrollspur ist registriert.',
  'Runs, by its own report': 'Läuft mit, laut eigener Meldung',
  'Policy {rollout}': 'Richtlinie {rollout}',
  'No report yet: the policy that it was set up with':
    'Noch keine Meldung: die Richtlinie, mit der sie eingerichtet wurde',
  'Not agreed on here': 'Hier nicht vereinbart',
  'Policy {number}': 'Richtlinie {number}',
  adopted: 'übernommen',
  'erased by it': 'danach gelöscht',
  'No policy has the signatures of two people yet. Lanes get no order.':
    'Noch keine Richtlinie hat die Signaturen von zwei Personen. Die Kontrollspuren erhalten keine Anweisung.',
  'Policy {number} is signed. {adopted} of {all} lanes have adopted it.':
    'Richtlinie {number} ist signiert. {adopted} von {all} Kontrollspuren haben sie übernommen.',
  Signed: 'Signiert',
  '{count} of {needed} signatures': '{count} von {needed} Signaturen',
  '{person}, {time}, key {key}': '{person}, {time}, Schlüssel {key}',
  'Save for signing': 'Zum Signieren speichern',
  'Signed by two people. Lanes get the order.':
    'Von zwei Personen signiert. Die Kontrollspuren erhalten die Anweisung.',
  'Your signature is stored. Another person must sign too.':
    'Ihre Signatur ist gespeichert. Eine andere Person muss auch signieren.',
  'Add your signature': 'Signatur hinzufügen',
  'Save the policy, and read it on the machine that holds your key.':
    'Speichern Sie die Richtlinie und lesen Sie sie auf dem Rechner, der Ihren Schlüssel hat.',
  'There: {command}': 'Dort: {command}',
  'Choose the file that the command wrote. Your key stays on that machine.':
    'Wählen Sie die Datei, die der Befehl geschrieben hat. Ihr Schlüssel bleibt auf jenem Rechner.',
  'Signed file': 'Signierte Datei',
  'The draft starts with the terms of policy {number}. You see each difference before you propose it.':
    'Der Entwurf beginnt mit den Bestimmungen der Richtlinie {number}. Sie sehen jeden Unterschied, bevor Sie ihn vorschlagen.',
  'Draft the next policy': 'Nächste Richtlinie entwerfen',
  'Lanes run the policy that they were set up with. The server has its digest and not its text. Choose its file to start from its terms.':
    'Die Kontrollspuren verwenden die Richtlinie, mit der sie eingerichtet wurden. Der Server hat ihre Prüfsumme, nicht ihren Text. Wählen Sie ihre Datei, um mit ihren Bestimmungen zu beginnen.',
  'Draft the first policy': 'Erste Richtlinie entwerfen',
  'No lane has reported that it runs this policy. Choose the file that the lanes were set up with.':
    'Keine Kontrollspur hat gemeldet, dass sie diese Richtlinie verwendet. Wählen Sie die Datei, mit der die Kontrollspuren eingerichtet wurden.',
  'File of the present policy': 'Datei der jetzigen Richtlinie',
  Versions: 'Fassungen',
  'A lane accepts only a policy that two people signed. Two people agree on the text, and two people sign it with their own keys, which the lanes have. Then the server orders the lanes to adopt it.':
    'Eine Kontrollspur nimmt nur eine Richtlinie an, die zwei Personen signiert haben. Zwei Personen stimmen dem Text zu, und zwei Personen signieren ihn mit eigenen Schlüsseln, die die Kontrollspuren haben. Dann weist der Server die Kontrollspuren an, sie zu übernehmen.',
  'No policy has been agreed on here yet. Lanes erase by the policy that they were set up with.':
    'Hier wurde noch keine Richtlinie vereinbart. Die Kontrollspuren löschen nach der Richtlinie, mit der sie eingerichtet wurden.',
  'Policy {number}, valid from {time}': 'Richtlinie {number}, gültig ab {time}',
  'By {proposer} and {approver}, {time}. Digest {digest}': 'Von {proposer} und {approver}, {time}. Prüfsumme {digest}',
  '{count} changes': { one: 'Eine Änderung', other: '{count} Änderungen' },
  'No one has viewed evidence in the last four weeks.':
    'In den letzten vier Wochen hat keine Person Kontrollaufnahmen eingesehen.',
  'Each viewing shows here with the officer, the purpose and the lane: by the lane’s signed report.':
    'Jede Einsichtnahme erscheint hier mit Kontrollkraft, Zweck und Kontrollspur: nach der signierten Meldung der Kontrollspur.',
  'Viewings of evidence, four weeks': 'Einsichtnahmen in Kontrollaufnahmen, vier Wochen',
  'A mark is a reason to ask. It compares an officer with colleagues and does not give the cause. Talk to the officer before you conclude.':
    'Eine Kennzeichnung ist ein Anlass nachzufragen. Sie vergleicht eine Kontrollkraft mit anderen und nennt nicht die Ursache. Sprechen Sie mit der Kontrollkraft, bevor Sie Schlüsse ziehen.',
  'Every officer': 'Alle Kontrollkräfte',
  'Only marked viewings': 'Nur gekennzeichnete Einsichtnahmen',
  '{shown} of {all}': '{shown} von {all}',
  'No viewing matches.': 'Keine Einsichtnahme entspricht der Auswahl.',
  'the viewing of {time} by {officer}': 'Einsichtnahme {time}, {officer}',
  unknown: 'unbekannt',
  'The permission': 'Die Berechtigung',
  'The server has no record of the permission that the lane answered.':
    'Der Server hat die Berechtigung nicht verzeichnet, auf die die Kontrollspur geantwortet hat.',
  'The server signed it for {officer} at {time}.': 'Der Server signierte sie für {officer} um {time}.',
  'Reason: {relation}.': 'Grund: {relation}.',
  'Its digest: {grant}': 'Ihre Prüfsumme: {grant}',
  'the permission': 'Berechtigung',
  'The viewing': 'Die Einsichtnahme',
  'The lane answered at {time} and released evidence to that officer’s browser.':
    'Die Kontrollspur antwortete um {time} und gab Kontrollaufnahmen an den Browser dieser Kontrollkraft heraus.',
  'The lane answered at {time} and released nothing.': 'Die Kontrollspur antwortete um {time} und gab nichts heraus.',
  'the viewing': 'Einsichtnahme',
  'The lane’s report': 'Die Meldung der Kontrollspur',
  'The lane signed it before it released the evidence. It is part of the lane’s chain of reports.':
    'Die Kontrollspur hat sie signiert, bevor sie die Kontrollaufnahmen herausgab. Sie ist Teil der Meldungskette der Kontrollspur.',
  'the report': 'Meldung',
  'Receipt code': 'Belegcode',
  'Document handle': 'Dokumentkennung',
  Waits: 'Wartet',
  'Waits, extended': 'Wartet, verlängert',
  Answered: 'Beantwortet',
  'Nothing was held': 'Es war nichts vorhanden',
  'The traveller did not show that the data is theirs (Art. 12(2))':
    'Die Reisenden haben nicht gezeigt, dass die Daten ihre eigenen sind (Art. 12 Abs. 2)',
  'Manifestly unfounded (Art. 12(5))': 'Offenkundig unbegründet (Art. 12 Abs. 5)',
  'Excessive (Art. 12(5))': 'Exzessiv (Art. 12 Abs. 5)',
  'Restricted by law (Art. 23)': 'Gesetzlich beschränkt (Art. 23)',
  'No answer from the lane yet': 'Noch keine Antwort der Kontrollspur',
  'Carried out by the lane': 'Von der Kontrollspur ausgeführt',
  'Refused by the lane': 'Von der Kontrollspur abgelehnt',
  'No answer from the lane in time: propose it again':
    'Keine rechtzeitige Antwort der Kontrollspur: Schlagen Sie es erneut vor',
  'Waits for a second person': 'Wartet auf eine zweite Person',
  'Not approved in time': 'Nicht rechtzeitig zugestimmt',
  'Retention policy': 'Aufbewahrungsrichtlinie',
  'End of a legal hold': 'Ende einer Löschsperre',
  'The server does not answer. Nothing was done; try again.':
    'Der Server antwortet nicht. Es wurde nichts ausgeführt; versuchen Sie es erneut.',
  'Confirm who you are first, then do it again.':
    'Bestätigen Sie zuerst Ihre Identität, und wiederholen Sie den Vorgang dann.',
  'Another person must do this: a person cannot approve their own proposal.':
    'Das muss eine andere Person tun: Eigenen Vorschlägen kann man nicht zustimmen.',
  'Your training has lapsed.': 'Ihre Schulung ist abgelaufen.',
  'A value is not in the expected form. Check what you entered.':
    'Ein Wert hat nicht die erwartete Form. Prüfen Sie Ihre Eingaben.',
  'The server has no such record.': 'Der Server hat keinen solchen Datensatz.',
  'Another person has changed it. Look again before you continue.':
    'Eine andere Person hat es geändert. Sehen Sie erneut nach, bevor Sie fortfahren.',
  'The request is closed, or was extended before.': 'Der Antrag ist geschlossen oder wurde bereits verlängert.',
  'This proposal was settled already.': 'Dieser Vorschlag wurde bereits abgeschlossen.',
  'This proposal has expired. Propose it again.': 'Dieser Vorschlag ist abgelaufen. Schlagen Sie es erneut vor.',
  'This proposal no longer applies: the state has changed since it was made.':
    'Dieser Vorschlag gilt nicht mehr: Der Stand hat sich seither geändert.',
  'The server makes another report of a year. Try again when it is made.':
    'Der Server erstellt gerade einen anderen Jahresbericht. Versuchen Sie es danach erneut.',
  'Too many requests. Wait a moment.': 'Zu viele Anfragen. Warten Sie einen Moment.',
  'The server could not do it ({code}).': 'Der Server konnte es nicht ausführen ({code}).',
  'in time': 'rechtzeitig',
  late: 'verspätet',
  'late by {time}': '{time} verspätet',
  'Lanes continue to erase without the server, by their own clocks.':
    'Die Kontrollspuren löschen ohne den Server weiter, nach ihren eigenen Uhren.',
  'up to 10 minutes': 'bis zu 10 Minuten',
  'up to an hour': 'bis zu einer Stunde',
  'up to a day': 'bis zu einem Tag',
  'older than a day': 'älter als ein Tag',
  'Captures or records of class “{what}” should be gone and are still there: overdue for {late} or longer. Go to the lane.':
    'Aufnahmen oder Aufzeichnungen der Klasse „{what}“ müssten seit {late} oder länger gelöscht sein und sind noch da. Gehen Sie zur Kontrollspur.',
  '{count} captures or records of class “{what}” should be gone and are still there: overdue for {late} or longer. Go to the lane.':
    {
      one: 'Eine Aufnahme oder Aufzeichnung der Klasse „{what}“ müsste seit {late} oder länger gelöscht sein und ist noch da. Gehen Sie zur Kontrollspur.',
      other:
        '{count} Aufnahmen oder Aufzeichnungen der Klasse „{what}“ müssten seit {late} oder länger gelöscht sein und sind noch da. Gehen Sie zur Kontrollspur.',
    },
  'Captures or records of class “{what}” should have been gone for {late}, and the lane has reported nothing since. The lane erases without the server, but no report confirms it.':
    'Aufnahmen oder Aufzeichnungen der Klasse „{what}“ müssten seit {late} gelöscht sein, und die Kontrollspur hat seitdem nichts gemeldet. Sie löscht ohne den Server, aber keine Meldung bestätigt es.',
  '{count} captures or records of class “{what}” should have been gone for {late}, and the lane has reported nothing since. The lane erases without the server, but no report confirms it.':
    {
      one: 'Eine Aufnahme oder Aufzeichnung der Klasse „{what}“ müsste seit {late} gelöscht sein, und die Kontrollspur hat seitdem nichts gemeldet. Sie löscht ohne den Server, aber keine Meldung bestätigt es.',
      other:
        '{count} Aufnahmen oder Aufzeichnungen der Klasse „{what}“ müssten seit {late} gelöscht sein, und die Kontrollspur hat seitdem nichts gemeldet. Sie löscht ohne den Server, aber keine Meldung bestätigt es.',
    },
  'A referral’s captures should have been gone for {late}, and no report of their erasure has arrived.':
    'Die Aufnahmen einer Verweisung müssten seit {late} gelöscht sein, und es kam keine Meldung ihrer Löschung.',
  '{perDay} viewings a day for this purpose on the days worked, where {count} colleagues usually have {usualPerDay}. A busy desk can explain this: ask about the work of these days.':
    {
      one: '{perDay} Einsichtnahmen am Tag zu diesem Zweck an den Arbeitstagen, wo eine andere Person üblicherweise {usualPerDay} hat. Ein stark belasteter Schalter kann das erklären: Fragen Sie nach der Arbeit dieser Tage.',
      other:
        '{perDay} Einsichtnahmen am Tag zu diesem Zweck an den Arbeitstagen, wo {count} andere Personen üblicherweise {usualPerDay} haben. Ein stark belasteter Schalter kann das erklären: Fragen Sie nach der Arbeit dieser Tage.',
    },
  'Around {hour}:00 UTC colleagues had {share} of 1,000 viewings. A night shift can explain this: check the roster.':
    'Gegen {hour}:00 UTC hatten andere {share} von 1.000 Einsichtnahmen. Eine Nachtschicht kann das erklären: Prüfen Sie den Dienstplan.',
  'The permission names no referral that gave this officer the traveller. Policy allows this in some cases: ask for the reason.':
    'Die Berechtigung nennt keine Verweisung, durch die diese Kontrollkraft mit den Reisenden befasst war. Die Richtlinie erlaubt das in einigen Fällen: Fragen Sie nach dem Grund.',
  '{count} viewings of one traveller by this officer. A long case can explain this: ask about the case.': {
    one: '{count} Einsichtnahme zu denselben Reisenden durch diese Kontrollkraft. Ein langer Fall kann das erklären: Fragen Sie nach dem Fall.',
    other:
      '{count} Einsichtnahmen zu denselben Reisenden durch diese Kontrollkraft. Ein langer Fall kann das erklären: Fragen Sie nach dem Fall.',
  },
  'The lane released nothing. {reason}': 'Die Kontrollspur gab nichts heraus. {reason}',
  'The lane answered a permission with this server’s signature that the server has no record of. Call the auditor: another party may have its key, or an old copy of its database was restored.':
    'Die Kontrollspur antwortete auf eine Berechtigung mit der Signatur dieses Servers, die der Server nicht verzeichnet hat. Verständigen Sie die Revision: Eine andere Partei hat möglicherweise seinen Schlüssel, oder eine alte Kopie seiner Datenbank wurde wiederhergestellt.',
  'Access (Art. 15)': 'Auskunft (Art. 15)',
  'Erasure (Art. 17)': 'Löschung (Art. 17)',
  'The latest entries are not published yet. Try again in a moment.':
    'Die neuesten Einträge sind noch nicht veröffentlicht. Versuchen Sie es gleich noch einmal.',
  'Replaced by policy {number}': 'Ersetzt durch Richtlinie {number}',
  'Not in force yet': 'Noch nicht in Kraft',
  'Not in force: it lacks signatures': 'Nicht in Kraft: Es fehlen Unterschriften',
  '00:00 UTC': '00:00 UTC',
};
