import type { Catalogue } from '../text.ts';

export const helpOffices: Catalogue = {
  'A person closed the lane, or a device had a fault.':
    'Eine Person hat die Spur geschlossen, oder ein Gerät war gestört.',
  'The gate stood open by an order in an emergency.': 'Die Schleuse stand durch eine Anordnung im Notfall offen.',
  'The server received no status of the lane.': 'Der Server erhielt keine Statusmeldung der Spur.',
  'Times without service': 'Zeiten ohne Betrieb',
  'Shows supervisors how the lanes of their sites worked: travellers, duration of each step, referral rate by reason, waiting time, and faults of devices. Choose a period and a lane. Each chart has its numbers as a table and as a CSV file. A value outside the usual band of that hour is marked.':
    'Zeigt der Schichtleitung, wie die Spuren ihrer Standorte gearbeitet haben: Reisende, Dauer jedes Schritts, Verweisungsquote nach Grund, Wartezeit und Gerätestörungen. Wählen Sie Zeitraum und Spur. Jedes Diagramm hat seine Zahlen als Tabelle und als CSV-Datei. Ein Wert außerhalb des üblichen Bereichs dieser Stunde ist markiert.',
  'Shows figures of a whole site for days that have ended, to people who see no traveller. Small counts are withheld, with as many others as would reveal them, so that no figure concerns one person.':
    'Zeigt Personen, die keine Reisenden sehen, die Zahlen eines ganzen Standorts für abgeschlossene Tage. Kleine Anzahlen werden zurückgehalten, zusammen mit so vielen anderen, wie sie verraten würden, damit keine Zahl eine einzelne Person betrifft.',
  'The proposal waits for another person, seven days in most cases.':
    'Der Vorschlag wartet auf eine andere Person, meist sieben Tage.',
  'Another person approved it and it took effect.': 'Eine andere Person hat zugestimmt, und er ist wirksam geworden.',
  'Another person refused it. Nothing changed.': 'Eine andere Person hat ihn abgelehnt. Es hat sich nichts geändert.',
  'The proposer took it back. Nothing changed.':
    'Die vorschlagende Person hat ihn zurückgenommen. Es hat sich nichts geändert.',
  'No one approved it in time. Nothing changed. Propose it again.':
    'Niemand hat rechtzeitig zugestimmt. Es hat sich nichts geändert. Schlagen Sie es erneut vor.',
  'Another supervisor must confirm the emergency within ten minutes.':
    'Eine andere Schichtleitung muss den Notfall innerhalb von zehn Minuten bestätigen.',
  'The ten minutes are over and an alarm was raised. Go to the lane, then enter your finding.':
    'Die zehn Minuten sind vorbei, und ein Alarm wurde ausgelöst. Gehen Sie zur Spur und tragen Sie dann Ihre Feststellung ein.',
  'A supervisor found that there was an emergency.': 'Die Schichtleitung hat festgestellt, dass es einen Notfall gab.',
  'A supervisor found no emergency. Find out who came through and why the lane was opened.':
    'Die Schichtleitung fand keinen Notfall. Klären Sie, wer durchgegangen ist und warum die Spur geöffnet wurde.',
  'Lanes opened in an emergency': 'Im Notfall geöffnete Spuren',
  'The lane still shows the light and reports its result, which decides nothing. Use it when daylight disturbs the check.':
    'Die Spur zeigt das Licht weiterhin und meldet das Ergebnis, das aber nichts entscheidet. Verwenden Sie dies, wenn Tageslicht die Prüfung stört.',
  'The lane asks for no fingerprint. Use it when the scanner has a fault.':
    'Die Spur verlangt keinen Fingerabdruck. Verwenden Sie dies bei gestörtem Scanner.',
  'The lane does not compare with the list of documents. Officers check it at the desk.':
    'Die Spur gleicht nicht mit der Dokumentenliste ab. Kontrollkräfte prüfen sie am Schalter.',
  'The lane accepts lists of revoked signers that are older than usual. Use it when their source does not answer.':
    'Die Spur nimmt ältere Sperrlisten von Signierenden an als üblich. Verwenden Sie dies, wenn deren Quelle nicht antwortet.',
  'Reduced policies': 'Eingeschränkte Richtlinien',
  'The duty has ended. Propose a new one if the person continues.':
    'Die Befugnis ist abgelaufen. Schlagen Sie eine neue vor, wenn die Person weitermacht.',
  'The duty begins later.': 'Die Befugnis beginnt später.',
  'The training is no longer valid, so the duty cannot be used. Record the training when it was passed.':
    'Die Schulung gilt nicht mehr, deshalb ist die Befugnis nicht nutzbar. Tragen Sie die Schulung ein, sobald sie bestanden ist.',
  'States of a duty': 'Zustände einer Befugnis',
  'Shows what two people decide together: duties, reduced policies, legal holds, changes of the server’s key. One person proposes, another person reads the change and approves it or turns it down. No one approves their own proposal.':
    'Zeigt, was zwei Personen gemeinsam entscheiden: Befugnisse, eingeschränkte Richtlinien, Löschsperren, Wechsel des Serverschlüssels. Eine Person schlägt vor, eine andere liest die Änderung und stimmt zu oder lehnt ab. Niemand stimmt dem eigenen Vorschlag zu.',
  'The kiosk reported within the last seconds and every device works.':
    'Der Spurrechner hat sich in den letzten Sekunden gemeldet, und jedes Gerät funktioniert.',
  'The kiosk enrolled and has sent no status yet. Start it, or check its network.':
    'Der Spurrechner ist aufgenommen und hat noch keinen Status gesendet. Starten Sie ihn oder prüfen Sie sein Netz.',
  'The gate stands open so that people can get out.': 'Die Schleuse steht offen, damit Menschen hinauskommen.',
  'The kiosk trusts another signing key than this server has. It missed a change of the key: see the manual.':
    'Der Spurrechner vertraut einem anderen Signaturschlüssel als dem dieses Servers. Er hat einen Schlüsselwechsel verpasst: siehe Handbuch.',
  'The kiosk was disabled permanently. Its messages are refused.':
    'Der Spurrechner wurde endgültig gesperrt. Seine Nachrichten werden abgelehnt.',
  'Readiness of a kiosk': 'Bereitschaft eines Spurrechners',
  'Most lanes run another one. It may be a staged release, or the lane missed it.':
    'Die meisten Spuren verwenden ein anderes. Es kann eine gestaffelte Freigabe sein, oder die Spur hat sie verpasst.',
  'Marks of a lane': 'Markierungen einer Spur',
  'A second person confirmed the cause of an opening.': 'Eine zweite Person hat den Grund einer Öffnung bestätigt.',
  'A second person found no cause for an opening.': 'Eine zweite Person fand keinen Grund für eine Öffnung.',
  'A second look came to the same decision.': 'Eine Zweitprüfung kam zur gleichen Entscheidung.',
  'A second look came to another decision.': 'Eine Zweitprüfung kam zu einer anderen Entscheidung.',
  'The pictures did not suffice for an opinion.': 'Die Bilder reichten für eine Meinung nicht aus.',
  'A second person refused a proposal.': 'Eine zweite Person hat einen Vorschlag abgelehnt.',
  'Results of an act': 'Ergebnisse eines Vorgangs',
  'Administrators keep the fleet of kiosks ready here. Auditors read every act of people. No traveller is shown.':
    'Hier hält die Administration die Flotte der Spurrechner einsatzbereit. Die Revision liest jeden Vorgang von Personen. Reisende werden nicht gezeigt.',
  'Lists the kiosks by site with their readiness and certificates. Make a code for a new kiosk, or disable a kiosk that is lost. A disabled kiosk never returns under its name.':
    'Führt die Spurrechner nach Standort mit Bereitschaft und Zertifikaten auf. Erzeugen Sie einen Code für einen neuen Spurrechner oder sperren Sie einen verlorenen. Ein gesperrter Spurrechner kehrt nie unter seinem Namen zurück.',
  'Shows the decision policy, notice and models that each lane used for its latest decision. A lane that differs from most is marked.':
    'Zeigt, nach welcher Entscheidungsrichtlinie, welchem Hinweis und welchen Modellen die Spuren zuletzt entschieden haben. Eine Spur, die von den meisten abweicht, ist markiert.',
  'Lists every act of people with its person, place and result. Each line has a proof in the ledger, which you can verify and save.':
    'Führt jeden Vorgang mit Person, Ort und Ergebnis auf. Jede Zeile hat einen Nachweis im Nachweisregister, den Sie prüfen und speichern können.',
  Cosigned: 'Mitgezeichnet',
  'The witness saw this state of the ledger and that it only continues earlier ones.':
    'Der Zeuge hat diesen Stand des Nachweisregisters gesehen und geprüft, dass er frühere nur fortsetzt.',
  'The witness has not answered for this state yet. If this continues, ask the agency that runs it.':
    'Der Zeuge hat diesen Stand noch nicht bestätigt. Fragen Sie die betreibende Behörde, wenn es so bleibt.',
  'States of a witness': 'Zustände eines Zeugen',
  'A lane reported the result of a traveller’s checks or a passage.':
    'Eine Spur hat das Ergebnis der Prüfungen einer reisenden Person oder einen Durchgang gemeldet.',
  'A person did something in a console.': 'Eine Person hat etwas in einer Konsole getan.',
  'The server placed an invented referral in a queue.':
    'Der Server hat eine erfundene Verweisung in eine Liste gestellt.',
  'The server permitted a viewing of evidence.': 'Der Server hat eine Einsicht in Kontrollaufnahmen erlaubt.',
  'A lane released evidence, or refused to.': 'Eine Spur hat Kontrollaufnahmen herausgegeben oder verweigert.',
  'A lane erased captures and destroyed their keys.':
    'Eine Spur hat Aufnahmen gelöscht und deren Schlüssel vernichtet.',
  'Two people put a policy in force.': 'Zwei Personen haben eine Richtlinie in Kraft gesetzt.',
  'A person made a file of records.': 'Eine Person hat eine Datei mit Datensätzen erstellt.',
  'The server raised an alarm.': 'Der Server hat einen Alarm ausgelöst.',
  'The server changed a row of a table that the ledger guards.':
    'Der Server hat eine Zeile einer Tabelle geändert, die das Nachweisregister schützt.',
  'The ledger took over tables of an earlier version.':
    'Das Nachweisregister hat Tabellen einer früheren Fassung übernommen.',
  'Kinds of entries': 'Arten von Einträgen',
  'Shows the log in which every report and act is entered, so that no one can change or remove one unnoticed. It holds digests, never a traveller’s data.':
    'Zeigt das Protokoll, in das jede Meldung und jeder Vorgang eingetragen wird, damit niemand etwas unbemerkt ändert oder entfernt. Es enthält Prüfsummen, nie Daten von Reisenden.',
  'Shows the size of the ledger, the part that is published, and the witnesses that cosigned it. Compare the root with the one of a witness.':
    'Zeigt die Größe des Nachweisregisters, den veröffentlichten Teil und die Zeugen, die ihn mitgezeichnet haben. Vergleichen Sie die Wurzel mit der eines Zeugen.',
  'Lists the entries by number, kind and time. Open an entry to verify its proof in this page and to save it as a file.':
    'Führt die Einträge nach Nummer, Art und Zeit auf. Öffnen Sie einen Eintrag, um seinen Nachweis auf dieser Seite zu prüfen und als Datei zu speichern.',
  'The person has a passkey, or a password with a code generator.':
    'Die Person hat einen Passkey oder ein Passwort mit Codegenerator.',
  'The person has a code and has not used it yet.': 'Die Person hat einen Code und ihn noch nicht benutzt.',
  'The code expired before it was used. Invite the person again.':
    'Der Code ist vor der Benutzung abgelaufen. Laden Sie die Person erneut ein.',
  'The person can no longer sign in, and the lanes refuse their passkey.':
    'Die Person kann sich nicht mehr anmelden, und die Spuren weisen ihren Passkey ab.',
  'States of a person': 'Zustände einer Person',
  'Lists the people of this server and how they sign in. Invite a person, end their sessions, disable them, or ask for new keys for a person who lost all. Duties are given under Decisions.':
    'Führt die Personen dieses Servers und ihre Anmeldung auf. Laden Sie eine Person ein, beenden Sie ihre Sitzungen, sperren Sie sie oder beantragen Sie neue Schlüssel für eine Person, die alle verloren hat. Befugnisse werden unter „Entscheidungen“ erteilt.',
  'The session of this page.': 'Die Sitzung dieser Seite.',
  'You have a single passkey. Add a second one and keep it elsewhere.':
    'Sie haben nur einen Passkey. Fügen Sie einen zweiten hinzu und bewahren Sie ihn woanders auf.',
  'A copy of the passkey may exist, so it no longer works. Remove it.':
    'Es kann eine Kopie des Passkeys geben, deshalb funktioniert er nicht mehr. Entfernen Sie ihn.',
  'The duty has ended.': 'Die Befugnis ist abgelaufen.',
  'The training is no longer valid, so the duty cannot be used. Ask an administrator.':
    'Die Schulung gilt nicht mehr, deshalb ist die Befugnis nicht nutzbar. Wenden Sie sich an die Administration.',
  Marks: 'Markierungen',
  'Shows your own passkeys, sessions and duties. Keep two passkeys in two places: without one, two administrators must give you new keys. End a session that you do not recognise at once.':
    'Zeigt Ihre eigenen Passkeys, Sitzungen und Befugnisse. Bewahren Sie zwei Passkeys an zwei Orten auf: Ohne Passkey müssen Ihnen zwei Personen der Administration neue Schlüssel geben. Beenden Sie eine unbekannte Sitzung sofort.',
  'Sign in with your passkey. With a code from an administrator you make your first passkey. If you lost every passkey, two administrators give you new ones in person.':
    'Melden Sie sich mit Ihrem Passkey an. Mit einem Code der Administration erstellen Sie Ihren ersten Passkey. Haben Sie alle Passkeys verloren, geben Ihnen zwei Personen der Administration persönlich neue.',
  Verified: 'Bestätigt',
  'Not verified': 'Nicht bestätigt',
  'According to the policy that you chose, the entry is in the ledger, unaltered.':
    'Der Eintrag steht unverändert im Nachweisregister, nach der von Ihnen gewählten Richtlinie.',
  'The file does not prove it. A copying mistake and a forgery look alike: ask for the file again.':
    'Die Datei belegt es nicht. Ein Kopierfehler und eine Fälschung sehen gleich aus: Bitten Sie erneut um die Datei.',
  'Only the agency that runs the ledger has signed.':
    'Nur die Behörde, die das Nachweisregister betreibt, hat signiert.',
  'Your browser keeps the page, so that it opens without the server.':
    'Ihr Browser speichert die Seite, damit sie sich ohne den Server öffnet.',
  'Words of the result': 'Wörter des Ergebnisses',
  'Verifies proof files and travellers’ receipts in your browser, without sign-in. Neither files nor receipts are sent anywhere; for a receipt the page asks the server for the key of its lane, and for the code of a lane it asks about the software that the code names. After the first visit the page also works without the server.':
    'Prüft Nachweisdateien und Belege von Reisenden in Ihrem Browser, ohne Anmeldung. Weder Dateien noch Belege werden gesendet; für einen Beleg fragt die Seite den Server nach dem Schlüssel der Kontrollspur, und für den Code einer Kontrollspur nach der Software, die der Code nennt. Nach dem ersten Besuch funktioniert die Seite auch ohne den Server.',
  'The page has not heard from the server yet.': 'Die Seite hat noch keine Antwort des Servers.',
  'Each change arrives as it happens.': 'Jede Änderung kommt sofort an.',
  'The live link is down. The page asks the server every few seconds, so it may be some seconds old.':
    'Die Direktverbindung ist unterbrochen. Die Seite fragt alle paar Sekunden nach und kann so alt sein.',
  'The server does not answer. The lanes continue without it.':
    'Der Server antwortet nicht. Die Spuren arbeiten ohne ihn weiter.',
  'Link to the server': 'Verbindung zum Server',
  'lane open: emergency': 'Spur offen: Notfall',
  'opening not confirmed in time': 'Öffnung nicht rechtzeitig bestätigt',
  'lane out of service': 'Spur außer Betrieb',
  'lane refers every traveller': 'Spur verweist alle Reisenden',
  'lane too slow': 'Spur zu langsam',
  'readiness check not passed': 'Bereitschaftsprüfung nicht bestanden',
  'lane with a foreign release': 'Kontrollspur mit fremder Auslieferung',
  'lane with its earlier software': 'Kontrollspur mit ihrer früheren Software',
  'The lane did not recover with new software and went back by itself, or a technician returned it. It serves travellers. The administrator sees the reason under Releases.':
    'Die Kontrollspur kam mit neuer Software nicht in Betrieb und ging von selbst zurück, oder eine technische Fachkraft stellte sie zurück. Sie bedient Reisende. Die Administration sieht den Grund unter Auslieferungen.',
  'lane with old releases': 'Kontrollspur mit alten Auslieferungen',
  'The lane holds a release that differs from the published one, or that this server has not published. Take the lane out of service and call the administrator.':
    'Die Kontrollspur hat eine Auslieferung, die von der veröffentlichten abweicht oder die dieser Server nicht veröffentlicht hat. Nehmen Sie die Kontrollspur außer Betrieb und rufen Sie die Administration.',
  'The lane made no check of its releases for a day, or their signatures expire soon. With expired signatures it refers every traveller. Call the administrator.':
    'Die Kontrollspur hat ihre Auslieferungen seit einem Tag nicht geprüft, oder deren Unterschriften laufen bald ab. Mit abgelaufenen Unterschriften verweist sie alle Reisenden. Rufen Sie die Administration.',
  'lane differs from its calibration': 'Spur weicht von ihrer Einmessung ab',
  'A technician began a check at the lane, and it was not passed. The lane stays out of service until a check is passed. Call the technician.':
    'Der technische Dienst hat an der Kontrollspur eine Prüfung begonnen und nicht bestanden. Die Kontrollspur bleibt außer Betrieb, bis eine Prüfung gut endet. Rufen Sie den technischen Dienst.',
  'The light, the screen or the gate works differently from when the site was calibrated. Call a technician.':
    'Licht, Bildschirm oder Schleuse arbeiten anders als bei der Einmessung des Standorts. Rufen Sie den technischen Dienst.',
  'The lane analyses too few pictures a second. It returns by itself. Call a technician if it stays slow.':
    'Die Spur wertet zu wenige Bilder je Sekunde aus. Sie kehrt von selbst zurück. Rufen Sie eine Technikerin oder einen Techniker, wenn sie langsam bleibt.',
  'opening to confirm': 'Öffnung zu bestätigen',
  'The gate stands open. End the emergency on the lane’s card when people no longer need the way out.':
    'Die Schleuse steht offen. Beenden Sie den Notfall auf der Karte der Spur, wenn der Weg nicht mehr gebraucht wird.',
  'The ten minutes for a second person’s finding are over. Enter the finding now.':
    'Die zehn Minuten für die Feststellung der zweiten Person sind vorbei. Tragen Sie die Feststellung jetzt ein.',
  'Return the lane to service on its card, or call a technician.':
    'Nehmen Sie die Spur auf ihrer Karte wieder in Betrieb oder rufen Sie den technischen Dienst.',
  'The last eight travellers, within a quarter of an hour, were all referred. Compare the reasons.':
    'Die letzten acht Reisenden einer Viertelstunde wurden alle verwiesen. Vergleichen Sie die Gründe.',
  'A second person must confirm an opening within ten minutes.':
    'Eine zweite Person muss eine Öffnung innerhalb von zehn Minuten bestätigen.',
  'The line at the top shows who is signed in, the state of the link to the server, and the age of what the page shows. The strip below it counts lanes that need a person now; each count leads to the place where you can act.':
    'Die oberste Zeile zeigt, wer angemeldet ist, den Zustand der Verbindung zum Server und das Alter der Anzeige. Die Leiste darunter zählt Spuren, die jetzt eine Person brauchen; jede Zahl führt an die Stelle, an der Sie handeln können.',
  'Has a manual for each role and the manuals for operation. Each can be printed. Your own manuals come first.':
    'Enthält ein Handbuch für jede Rolle und die Handbücher für den Betrieb. Jedes lässt sich drucken. Ihre eigenen stehen zuerst.',
  'A traveller’s request must be answered by this day.':
    'Bis zu diesem Tag muss ein Antrag von Reisenden beantwortet sein.',
  'The lane erases the held captures on this day, unless two people hold them again.':
    'An diesem Tag löscht die Spur die gesperrten Aufnahmen, wenn nicht zwei Personen sie erneut sperren.',
  'The policy needs both signatures by then.': 'Bis dahin braucht die Richtlinie beide Signaturen.',
  'Check once a year whether the limits are still needed.':
    'Prüfen Sie einmal im Jahr, ob die Fristen noch nötig sind.',
  'Make the record again and sign it.': 'Erstellen Sie das Verzeichnis neu und unterschreiben Sie es.',
  'Compare the assessment with the current facts.': 'Vergleichen Sie die Folgenabschätzung mit den aktuellen Angaben.',
  'Without new training the duty cannot be used after this day.':
    'Ohne neue Schulung ist die Befugnis nach diesem Tag nicht nutzbar.',
  'Propose a renewal before this day.': 'Schlagen Sie die Verlängerung der Befugnis vor diesem Tag vor.',
  'From this day the server signs with the next key.': 'Ab diesem Tag signiert der Server mit dem nächsten Schlüssel.',
  'Propose a change of the key.': 'Schlagen Sie einen Schlüsselwechsel vor.',
  'Kinds of dates': 'Arten von Terminen',
  'Lists what is due in the next year, from the records of the server: answers, reviews, ends of holds, duties and training, changes of keys, notices of breaches, corrective actions, audits and agreements of partners. Each line leads to the page on which the work is done. The list can be saved for a calendar program.':
    'Führt auf, was im nächsten Jahr fällig wird, aus den Aufzeichnungen des Servers: Antworten, Überprüfungen, Enden von Sperren, Befugnissen und Schulungen, Schlüsselwechsel, Meldungen von Verletzungen, Abhilfemaßnahmen, Prüfungen und Vereinbarungen von Partnern. Jede Zeile führt zu der Seite, auf der die Arbeit erledigt wird. Die Liste lässt sich für ein Kalenderprogramm speichern.',
};
