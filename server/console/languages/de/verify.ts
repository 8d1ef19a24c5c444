import type { Catalogue } from '../text.ts';

export const verify: Catalogue = {
  Receipt: 'Beleg',
  'The server accepted report {number} of the lane {lane}.':
    'Der Server nahm Meldung {number} der Kontrollspur {lane} an.',
  '{person} as {role}': '{person} als {role}',
  '{person} did: {act}.': '{person}, ausgeführt: {act}.',
  '{person} was refused: {act}.': '{person}, abgelehnt: {act}.',
  'A test of attention was sealed before an officer saw it.':
    'Ein Aufmerksamkeitstest wurde versiegelt, bevor eine Kontrollkraft ihn sah.',
  'A test of attention was opened. Result: {code}.': 'Ein Aufmerksamkeitstest wurde geöffnet. Ergebnis: {code}.',
  '{officer} was allowed to view evidence. Purpose: {purpose}':
    '{officer} durfte Kontrollaufnahmen einsehen. Zweck: {purpose}',
  'The lane {lane} showed the requested evidence.':
    'Die Kontrollspur {lane} zeigte die angeforderten Kontrollaufnahmen.',
  'The lane {lane} did not show the requested evidence.':
    'Die Kontrollspur {lane} zeigte die angeforderten Kontrollaufnahmen nicht.',
  'Captures or records were erased. Cause: {cause}.':
    'Aufnahmen oder Aufzeichnungen wurden gelöscht. Ursache: {cause}.',
  'The policy {policy} came into force. Approved by: {people}.':
    'Die Richtlinie {policy} trat in Kraft. Zugestimmt haben: {people}.',
  'Records exported to a file: {count}.': 'In eine Datei ausgegebene Datensätze: {count}.',
  'Records sent to {partner}: {count}.': 'An {partner} gesendete Datensätze: {count}.',
  'A row of the table {table} was deleted.': 'Eine Zeile der Tabelle {table} wurde gelöscht.',
  'A row of the table {table} was written.': 'Eine Zeile der Tabelle {table} wurde geschrieben.',
  'The ledger adopted tables that were written before it recorded their rows.':
    'Das Nachweisregister übernahm Tabellen, die geschrieben wurden, bevor es ihre Zeilen verzeichnete.',
  'An alarm was closed: {alarm}.': 'Ein Alarm wurde geschlossen: {alarm}.',
  'An alarm was raised: {alarm}.': 'Ein Alarm wurde ausgelöst: {alarm}.',
  none: 'keine',
  'This is larger than one megabyte. It was not read.': 'Das ist größer als ein Megabyte. Es wurde nicht gelesen.',
  'This file is not text.': 'Diese Datei ist kein Text.',
  'Give one file at a time.': 'Geben Sie jeweils eine Datei an.',
  'or a file': 'oder eine Datei',
  Clear: 'Leeren',
  'No witness': 'Kein Zeuge',
  'Works offline': 'Funktioniert offline',
  'Your browser has stored this page. It opens without the server.':
    'Ihr Browser hat diese Seite gespeichert. Sie öffnet sich ohne den Server.',
  'After it has loaded, this page needs no connection.': 'Nach dem Laden braucht diese Seite keine Verbindung.',
  'Verify a receipt': 'Beleg prüfen',
  'Verify a proof': 'Nachweis prüfen',
  'A proof file proves that an entry is in a Postern ledger and cannot be removed. Your browser verifies it on this page: nothing that you give is sent anywhere.':
    'Eine Nachweisdatei weist nach, dass ein Eintrag in einem Nachweisregister von Postern steht und nicht entfernt werden kann. Ihr Browser prüft sie auf dieser Seite: Nichts, was Sie eingeben, wird gesendet.',
  'Verify a traveller’s receipt': 'Beleg von Reisenden prüfen',
  '1. The proof file': '1. Die Nachweisdatei',
  'Proof file': 'Nachweisdatei',
  'Drop it here, choose it, or paste it. It begins with “c2sp.org/tlog-proof”.':
    'Ziehen Sie sie hierher, wählen Sie sie aus, oder fügen Sie sie ein. Sie beginnt mit „c2sp.org/tlog-proof“.',
  '2. The policy': '2. Die Richtlinie',
  '3. Result': '3. Ergebnis',
  'The entry’s bytes, in hexadecimal': 'Die Bytes des Eintrags, hexadezimal',
  'This file does not contain its entry. If you have the entry’s 35 bytes, you can still prove its place.':
    'Diese Datei enthält ihren Eintrag nicht. Wenn Sie die 35 Bytes des Eintrags haben, können Sie seine Stelle trotzdem nachweisen.',
  'Pairs of the digits 0 to 9 and a to f only.': 'Nur Paare der Zeichen 0 bis 9 und a bis f.',
  'The policy of this server': 'Die Richtlinie dieses Servers',
  'A policy of my own': 'Eine eigene Richtlinie',
  'A policy names the log’s key, its witnesses, and the number of witnesses that must cosign.':
    'Eine Richtlinie nennt den Schlüssel des Registers, seine Zeugen und die Zahl der Zeugen, die mitsignieren müssen.',
  Policy: 'Richtlinie',
  'A tlog-policy file from a source that you trust: drop, choose or paste it.':
    'Eine tlog-policy-Datei aus einer Quelle, der Sie vertrauen: hierher ziehen, auswählen oder einfügen.',
  'Text of the policy': 'Text der Richtlinie',
  'The server does not answer, so only a policy of your own can be used.':
    'Der Server antwortet nicht, deshalb kann nur eine eigene Richtlinie verwendet werden.',
  'Choose a policy.': 'Wählen Sie eine Richtlinie.',
  'Nothing to verify yet: give a proof file.': 'Noch nichts zu prüfen: Geben Sie eine Nachweisdatei an.',
  'This is not a receipt, or a part of it is missing.': 'Das ist kein Beleg, oder ein Teil davon fehlt.',
  'The receipt names a lane whose key you did not give.':
    'Der Beleg nennt eine Kontrollspur, deren Schlüssel Sie nicht angegeben haben.',
  'The receipt was altered, or another lane made it.':
    'Der Beleg wurde verändert, oder eine andere Kontrollspur hat ihn erstellt.',
  'The lane made it under another retention policy than the one you gave.':
    'Die Kontrollspur erstellte ihn unter einer anderen Aufbewahrungsrichtlinie als der angegebenen.',
  'The lane promised itself more time than its retention policy allows.':
    'Die Kontrollspur gab sich mehr Zeit, als ihre Aufbewahrungsrichtlinie erlaubt.',
  'The report of the erasure was altered, or is not of this lane.':
    'Die Meldung der Löschung wurde verändert oder ist nicht von dieser Kontrollspur.',
  'This report is about another erasure.': 'Diese Meldung betrifft eine andere Löschung.',
  'The proof is not for this report.': 'Der Nachweis gehört nicht zu dieser Meldung.',
  'A receipt is a lane’s signed promise of when your pictures are destroyed. Your browser verifies it on this page: neither the receipt nor its code is sent anywhere.':
    'Ein Beleg ist die signierte Zusage einer Kontrollspur, wann Ihre Bilder vernichtet werden. Ihr Browser prüft ihn auf dieser Seite: Weder der Beleg noch sein Code wird gesendet.',
  '1. The receipt': '1. Der Beleg',
  'Paste the text that your telephone reads from the code. It begins with “PR1:”.':
    'Fügen Sie den Text ein, den Ihr Telefon aus dem Code liest. Er beginnt mit „PR1:“.',
  '2. Result': '2. Ergebnis',
  '3. The lane’s key': '3. Der Schlüssel der Kontrollspur',
  '4. The report of the erasure': '4. Die Meldung der Löschung',
  'If the border service gave you a report, paste it here. Only the report proves that your pictures are destroyed.':
    'Wenn Ihnen die Grenzbehörde eine Meldung gegeben hat, fügen Sie sie hier ein. Nur die Meldung weist nach, dass Ihre Bilder vernichtet sind.',
  'A key from another source': 'Ein Schlüssel aus anderer Quelle',
  '64 digits of hexadecimal. It is used instead of the server’s.':
    '64 hexadezimale Zeichen. Er wird statt des Schlüssels vom Server verwendet.',
  '64 of the digits 0 to 9 and a to f, and nothing else.': '64 der Zeichen 0 bis 9 und a bis f und sonst nichts.',
  'The receipt names its lane. This page then asks the server for the key of that lane.':
    'Der Beleg nennt seine Kontrollspur. Diese Seite fragt dann den Server nach deren Schlüssel.',
  'Asking this server for the key of {lane}…': 'Dieser Server wird nach dem Schlüssel von {lane} gefragt…',
  'This server has no key of {lane}, or does not answer.':
    'Dieser Server hat keinen Schlüssel von {lane} oder antwortet nicht.',
  'This server states the key of {lane}: {key}': 'Dieser Server gibt den Schlüssel von {lane} an: {key}',
  'Verified.': 'Geprüft und gültig.',
  'Not verified.': 'Nicht gültig.',
  'The key came from the server of the same lane. A key from another source proves more.':
    'Der Schlüssel kam vom Server derselben Kontrollspur. Ein Schlüssel aus anderer Quelle beweist mehr.',
  'Nothing to verify yet: give a receipt.': 'Noch nichts zu prüfen: Geben Sie einen Beleg an.',
  'Asking for the lane’s key…': 'Der Schlüssel der Kontrollspur wird angefragt…',
  'A key of the lane is missing.': 'Ein Schlüssel der Kontrollspur fehlt.',
  'The file does not contain the entry. Enter the bytes of the entry.':
    'Die Datei enthält den Eintrag nicht. Geben Sie die Bytes des Eintrags ein.',
  'This is not a proof file, or it was altered.': 'Das ist keine Nachweisdatei, oder sie wurde verändert.',
  'The policy file is not a policy, or it was altered.':
    'Die Richtliniendatei ist keine Richtlinie, oder sie wurde verändert.',
  'The checkpoint in this file is damaged.': 'Der Kontrollpunkt in dieser Datei ist beschädigt.',
  'A signature in this file is forged or damaged.': 'Eine Signatur in dieser Datei ist gefälscht oder beschädigt.',
  'No key in the policy signed this.': 'Kein Schlüssel der Richtlinie hat dies signiert.',
  'This comes from a log that is not in the policy.':
    'Das stammt aus einem Register, das nicht in der Richtlinie steht.',
  'Too few witnesses of the policy have cosigned this log.':
    'Zu wenige Zeugen der Richtlinie haben dieses Register mitsigniert.',
  'The log does not have this entry at this index.': 'Das Register hat diesen Eintrag nicht an dieser Stelle.',
  'The file does not contain the entry: give its bytes with --entry.':
    'Die Datei enthält den Eintrag nicht: Geben Sie seine Bytes mit --entry an.',
  'The content of this file differs from the given entry.':
    'Der Inhalt dieser Datei weicht vom angegebenen Eintrag ab.',
  'This file proves nothing.': 'Diese Datei beweist nichts.',
  'Code: {code}. The code does not show the cause: a copying mistake and a forgery look alike. Ask for the file again; if it fails again, tell the agency that runs the log and the witnesses.':
    'Code: {code}. Der Code nennt nicht die Ursache: Ein Kopierfehler und eine Fälschung sehen gleich aus. Lassen Sie sich die Datei erneut geben; besteht sie die Prüfung wieder nicht, informieren Sie die Behörde, die das Register betreibt, und die Zeugen.',
  '<b>Verified.</b> Entry {number} is in the log {origin}, unaltered.':
    '<b>Geprüft und gültig.</b> Eintrag {number} steht unverändert im Register {origin}.',
  'The content of the entry was erased, or is not in the file. The proof still shows that the entry exists, with its time and its place.':
    'Der Inhalt des Eintrags wurde gelöscht oder ist nicht in der Datei. Der Nachweis zeigt dennoch, dass der Eintrag besteht, mit seiner Zeit und seiner Stelle.',
  'Content of the entry': 'Inhalt des Eintrags',
  'Only the agency that runs the log has signed, and the policy requires no other signature.':
    'Nur die Behörde, die das Register betreibt, hat signiert, und die Richtlinie verlangt keine weitere Signatur.',
  'cosigned {time}': 'mitsigniert {time}',
  'The proof shows': 'Was damit nachgewiesen ist',
  'The entry is one of the {size} that the log held when its checkpoint was signed, at place {number}.':
    'Der Eintrag ist einer der {size}, die das Register enthielt, als sein Kontrollpunkt signiert wurde, an Stelle {number}.',
  'The named witnesses saw the log in this state, and checked that it only continued its earlier state.':
    'Die genannten Zeugen sahen das Register in diesem Stand und prüften, dass es seinen früheren Stand nur fortsetzt.',
  'No one can remove or change the entry without detection by everyone who verifies.':
    'Der Eintrag kann nicht entfernt oder geändert werden, ohne dass alle Prüfenden es bemerken.',
  'The proof does not show': 'Was nicht nachgewiesen ist',
  'That the content of the entry is true: only that it was entered.':
    'Dass der Inhalt des Eintrags wahr ist: nur dass er eingetragen wurde.',
  'That nothing was left out of the log.': 'Dass nichts im Register ausgelassen wurde.',
  'That the policy is right: it came from the server of this log. To verify without trust in the server, use a policy from a source that you trust.':
    'Dass die Richtlinie richtig ist: Sie kam vom Server dieses Registers. Um ohne Vertrauen in den Server zu prüfen, verwenden Sie eine Richtlinie aus einer Quelle, der Sie vertrauen.',
  'The proof from the ledger is not valid.': 'Der Nachweis aus dem Nachweisregister ist nicht gültig.',
  'NOT VERIFIED ({code})': 'NICHT GÜLTIG ({code})',
  'You passed. The lane promised to destroy your captures at the end of the passage, by {end}. If another person followed you in, it keeps them as for a referral.':
    'Sie sind durchgegangen. Die Kontrollspur hat zugesagt, Ihre Aufnahmen am Ende des Durchgangs zu vernichten, bis {end}. Wenn Ihnen eine andere Person folgte, bewahrt sie die Aufnahmen wie bei einer Verweisung auf.',
  'You were sent to a desk. The lane keeps your captures sealed for an officer until {end}, unless two people order a longer hold.':
    'Sie wurden zu einem Schalter geschickt. Die Kontrollspur bewahrt Ihre Aufnahmen bis {end} versiegelt für eine Kontrollkraft auf, sofern nicht zwei Personen eine längere Sperre anordnen.',
  VERIFIED: 'GÜLTIG',
  'Made by lane {lane} at {time}.': 'Erstellt von Kontrollspur {lane} um {time}.',
  'That is within its retention policy.': 'Das entspricht ihrer Aufbewahrungsrichtlinie.',
  'This receipt alone does not prove that they are destroyed.':
    'Dieser Beleg allein weist nicht nach, dass sie vernichtet sind.',
  'The time is over. Ask the border service for the report of the erasure, or for data that it still holds, with your code.':
    'Die Frist ist abgelaufen. Fragen Sie die Grenzbehörde mit Ihrem Code nach der Meldung der Löschung oder nach Daten, die sie noch hat.',
  'DESTROYED: the lane reported the destruction of your captures, between {from} and {to}.':
    'VERNICHTET: Die Kontrollspur meldete die Vernichtung Ihrer Aufnahmen, zwischen {from} und {to}.',
  'DESTROYED: the lane reported the destruction of every key of your captures, between {from} and {to}.':
    'VERNICHTET: Die Kontrollspur meldete die Vernichtung aller Schlüssel Ihrer Aufnahmen, zwischen {from} und {to}.',
  'No proof was given that the report is in the ledger.':
    'Es wurde kein Nachweis vorgelegt, dass die Meldung im Nachweisregister steht.',
  'The report is in the ledger.': 'Die Meldung steht im Nachweisregister.',
  'The report is in the ledger, cosigned by {names}.':
    'Die Meldung steht im Nachweisregister, mitsigniert von {names}.',
  'This is not the code of a lane, or a part of it is missing. Scan it again.':
    'Das ist nicht der Code einer Kontrollspur, oder ein Teil fehlt. Scannen Sie ihn erneut.',
  'The server of this page did not issue the code. The lane may belong to another authority, or the code is forged.':
    'Der Server dieser Seite hat den Code nicht ausgegeben. Die Kontrollspur gehört vielleicht einer anderen Behörde, oder der Code ist gefälscht.',
  'The lane that the code names did not sign it. Tell an officer.':
    'Die Kontrollspur, die der Code nennt, hat ihn nicht signiert. Sagen Sie es einer Kontrollkraft.',
  'Check a gate': 'Eine Schleuse prüfen',
  'The code on the screen of a lane is its signed answer to a question of a few seconds ago. Your browser verifies it on this page. The server is asked about the software that the code names, and stores nothing about you.':
    'Der Code auf dem Bildschirm einer Kontrollspur ist ihre signierte Antwort auf eine Frage von vor wenigen Sekunden. Ihr Browser prüft ihn auf dieser Seite. Der Server wird nach der Software gefragt, die der Code nennt, und speichert nichts über Sie.',
  'The key of the server': 'Der Schlüssel des Servers',
  '64 or 66 digits of hexadecimal. It is used instead of the one that this server states.':
    '64 oder 66 hexadezimale Ziffern. Er wird statt des Schlüssels verwendet, den dieser Server nennt.',
  '64 or 66 of the digits 0 to 9 and a to f, and nothing else.':
    '64 oder 66 der Ziffern 0 bis 9 und a bis f, sonst nichts.',
  'This server states its key: {key}': 'Dieser Server nennt seinen Schlüssel: {key}',
  'This server has not stated its key.': 'Dieser Server hat seinen Schlüssel nicht genannt.',
  'This proves': 'Das beweist',
  'This does not prove': 'Das beweist nicht',
  'Save this answer': 'Diese Antwort speichern',
  'The file can be verified later without network.': 'Die Datei lässt sich später ohne Netz prüfen.',
  'Nothing to check yet: touch “Check this gate” on the screen of a lane, and scan its code.':
    'Noch nichts zu prüfen: Berühren Sie auf dem Bildschirm einer Kontrollspur „Diese Schleuse prüfen“, und scannen Sie den Code.',
  'Asking this server…': 'Dieser Server wird gefragt…',
  'The server does not answer, so its key is missing. Enter it below, or try again.':
    'Der Server antwortet nicht, darum fehlt sein Schlüssel. Geben Sie ihn unten ein, oder versuchen Sie es erneut.',
  'The lane answered, but the proof of its software is not valid.':
    'Die Kontrollspur hat geantwortet, aber der Nachweis ihrer Software ist nicht gültig.',
  'This code is too old. Scan the code on the screen again.':
    'Dieser Code ist zu alt. Scannen Sie den Code auf dem Bildschirm erneut.',
  'Lane {lane} of {site} answered.': 'Spur {lane} von {site} hat geantwortet.',
  'The lane {kioskId}, enrolled as lane {lane} of {site}, signed this code with its key.':
    'Die Kontrollspur {kioskId}, angemeldet als Spur {lane} von {site}, hat diesen Code mit ihrem Schlüssel signiert.',
  'That the machine before you is this lane: a false lane can show the code of another one. Compare the place: the sign of your lane must say lane {lane} of {site}.':
    'Dass die Maschine vor Ihnen diese Kontrollspur ist: Eine falsche kann den Code einer anderen zeigen. Vergleichen Sie den Ort: Das Schild Ihrer Spur muss Spur {lane} von {site} nennen.',
  'That this page is genuine: a false code can lead to a false page. Compare the address with that of the border service.':
    'Dass diese Seite echt ist: Ein falscher Code kann zu einer falschen Seite führen. Vergleichen Sie die Adresse mit der des Grenzdienstes.',
  'Anything about the devices of the lane, or about what people do with it.':
    'Irgendetwas über die Geräte der Kontrollspur oder darüber, was Menschen mit ihr tun.',
  'It answers a question that the server asked at {time}.':
    'Er beantwortet eine Frage, die der Server um {time} stellte.',
  'It answers a question that the server asked at {time}, {seconds} s before the scan.':
    'Er beantwortet eine Frage, die der Server um {time} stellte, {seconds} s vor dem Scan.',
  'By the server, the security chip of the lane proved that the machine was started with approved software.':
    'Nach Angabe des Servers hat der Sicherheitschip der Kontrollspur bewiesen, dass die Maschine mit genehmigter Software gestartet wurde.',
  'By the server, the security chip of the lane proved its start, and no one has approved such a start.':
    'Nach Angabe des Servers hat der Sicherheitschip der Kontrollspur ihren Start nachgewiesen, und niemand hat einen solchen Start genehmigt.',
  'The lane has not proved how its machine was started, so its statement about its software is its own.':
    'Die Kontrollspur hat nicht nachgewiesen, wie ihre Maschine gestartet wurde, darum ist die Aussage über ihre Software nur ihre eigene.',
  'It states the software “{name}” with the digest {digest}. Two people approved it at {time}: entry {index} of the ledger, cosigned by {count} witnesses.':
    'Sie nennt die Software „{name}“ mit der Prüfsumme {digest}. Zwei Personen haben sie um {time} genehmigt: Eintrag {index} des Nachweisregisters, mitgezeichnet von {count} Zeugen.',
  'It states software with the digest {digest}. No approval of it is in force.':
    'Sie nennt Software mit der Prüfsumme {digest}. Dafür gilt keine Genehmigung.',
  'It states software with the digest {digest}. No proof of its approval was available.':
    'Sie nennt Software mit der Prüfsumme {digest}. Ein Nachweis der Genehmigung war nicht verfügbar.',
  'It states no software: it is a lane for development.':
    'Sie nennt keine Software: Es ist eine Kontrollspur zur Entwicklung.',
  'It states software with the digest {digest}. The proof of its approval is not valid ({code}).':
    'Sie nennt Software mit der Prüfsumme {digest}. Der Nachweis der Genehmigung ist nicht gültig ({code}).',
};
