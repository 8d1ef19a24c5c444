/** Words of alarms, by their English text in `../words.ts`. */
export const alarms: Readonly<Record<string, string>> = {
  'No second look in time': 'Zweitprüfung nicht rechtzeitig',
  'Reports are missing': 'Meldungen fehlen',
  'Two different reports under one number': 'Zwei verschiedene Meldungen unter einer Nummer',
  'A report does not fit those beside it': 'Eine Meldung passt nicht zu ihren Nachbarn',
  'Emergency opening not confirmed': 'Notöffnung nicht bestätigt',
  'Opened in an emergency without cause': 'Notöffnung ohne Grund',
  'Opening by hand not confirmed': 'Öffnung von Hand nicht bestätigt',
  'Opened by hand without a cause': 'Öffnung von Hand ohne Grund',
  'Opened by hand too often': 'Zu oft von Hand geöffnet',
  'The gate is open: emergency': 'Die Schleuse ist offen: Notfall',
  'A lane is out of service': 'Eine Kontrollspur ist außer Betrieb',
  'A lane refers every traveller': 'Eine Kontrollspur verweist alle Reisenden',
  'A lane runs a release that was not published here':
    'Eine Kontrollspur verwendet eine Auslieferung, die hier nicht veröffentlicht wurde',
  'A lane has old releases': 'Eine Kontrollspur hat alte Auslieferungen',
  'Take the lane out of service and have its releases compared with the published ones. If a stick brought a newer release, bring it to the server as well.':
    'Nehmen Sie die Kontrollspur außer Betrieb und lassen Sie ihre Auslieferungen mit den veröffentlichten vergleichen. Hat ein Stick eine neuere Auslieferung gebracht, bringen Sie diese auch zum Server.',
  'See under Releases what the lane holds. Restore its connection or bring a stick. If all lanes are behind, two people must sign the releases again.':
    'Sehen Sie unter Auslieferungen nach, was die Kontrollspur hat. Stellen Sie ihre Verbindung wieder her oder bringen Sie einen Stick. Sind alle Kontrollspuren im Rückstand, müssen zwei Personen die Auslieferungen neu unterschreiben.',
  'Lanes do not take a signed release': 'Kontrollspuren nehmen eine unterschriebene Auslieferung nicht an',
  'See under Releases for whom it is meant and which lanes were heard. Correct its lanes or withdraw it with a signed change, or see at a lane why it refuses the file.':
    'Sehen Sie unter Auslieferungen nach, für wen sie bestimmt ist und welche Kontrollspuren sich gemeldet haben. Berichtigen Sie ihre Kontrollspuren oder ziehen Sie sie mit einer unterschriebenen Änderung zurück, oder sehen Sie an einer Kontrollspur nach, warum sie die Datei ablehnt.',
  'A new release was held': 'Eine neue Auslieferung wurde angehalten',
  'A lane asked a watchlist too often': 'Eine Spur hat eine Fahndungsliste zu oft gefragt',
  'A false answer about a watchlist': 'Eine falsche Antwort zu einer Fahndungsliste',
  'The lane asks about more documents than travellers come. Take it out of service and have it examined: it may be used to search the list.':
    'Die Spur fragt nach mehr Dokumenten, als Reisende kommen. Nehmen Sie sie außer Betrieb und lassen Sie sie untersuchen: Vielleicht wird mit ihr die Liste durchsucht.',
  'The owner of the list, or a party between, answered with another key. The lane refers travellers. Call the owner of the list before you change anything.':
    'Der Eigentümer der Liste oder jemand dazwischen hat mit einem anderen Schlüssel geantwortet. Die Spur verweist Reisende an den Schalter. Rufen Sie den Eigentümer der Liste an, bevor Sie etwas ändern.',
  'A lane returned to its earlier software': 'Eine Kontrollspur kehrte zu ihrer früheren Software zurück',
  'The lane works with its earlier software. See under Releases which release it left and why, before more lanes take it.':
    'Die Kontrollspur arbeitet mit ihrer früheren Software. Sehen Sie unter Auslieferungen nach, welche sie verlassen hat und warum, bevor weitere Kontrollspuren sie übernehmen.',
  'Lanes with the release do worse than before, or left it by themselves. See under Releases why. Return the release, or resume it when the cause is another.':
    'Kontrollspuren mit der Auslieferung arbeiten schlechter als vorher oder haben sie von selbst verlassen. Sehen Sie unter Auslieferungen nach, warum. Nehmen Sie die Auslieferung zurück, oder setzen Sie sie fort, wenn die Ursache eine andere ist.',
  'Too many comparisons with one document': 'Zu viele Vergleiche mit einem Dokument',
  'Lanes that had no server compared one document more often than allowed. Look at the referrals of that day at this lane, and restore the connection of the lanes.':
    'Kontrollspuren ohne Server haben ein Dokument öfter verglichen als erlaubt. Sehen Sie die Verweisungen dieses Tages an dieser Kontrollspur an und stellen Sie die Verbindung der Kontrollspuren wieder her.',
  'A lane is too slow': 'Eine Kontrollspur ist zu langsam',
  'A readiness check was not passed': 'Eine Bereitschaftsprüfung wurde nicht bestanden',
  'A lane differs from its calibration': 'Eine Kontrollspur weicht von ihrer Einmessung ab',
  'A readiness record without a valid approval': 'Ein Prüfprotokoll ohne gültige Freigabe',
  'The lane stays out of service until a technician has finished a check there. Call the technician.':
    'Die Kontrollspur bleibt außer Betrieb, bis der technische Dienst dort eine Prüfung abgeschlossen hat. Rufen Sie den technischen Dienst.',
  'The light, the screen or the gate works differently from when the site was calibrated. Have a technician look at the lane and check it again.':
    'Licht, Bildschirm oder Schleuse arbeiten anders als bei der Einmessung des Standorts. Lassen Sie die Kontrollspur vom technischen Dienst ansehen und erneut prüfen.',
  'The record names an approval that this server did not give to this lane, or one that was used before. Ask who worked at the lane. The server’s signing key may be in other hands.':
    'Das Protokoll nennt eine Freigabe, die dieser Server der Kontrollspur nicht gegeben hat oder die schon verwendet wurde. Fragen Sie, wer an der Kontrollspur gearbeitet hat. Der Signaturschlüssel des Servers kann in fremden Händen sein.',
  'A second person disagrees with letting a traveller go':
    'Eine zweite Person hält die Entlassung von Reisenden für falsch',
  'Reports came in another order than they were made': 'Meldungen kamen in anderer Reihenfolge, als sie entstanden',
  'An old report was sent again': 'Eine alte Meldung wurde erneut gesendet',
  'A message with a wrong signature': 'Eine Nachricht mit falscher Signatur',
  'A status that is old or repeated': 'Ein alter oder wiederholter Status',
  'A message from a kiosk that is not enrolled': 'Eine Nachricht eines nicht registrierten Spurrechners',
  'A message from a kiosk that was disabled': 'Eine Nachricht eines gesperrten Spurrechners',
  'A signed message that the contract does not allow': 'Eine signierte Nachricht, die das Protokoll nicht erlaubt',
  'The ledger waits for its witnesses': 'Das Nachweisregister wartet auf seine Zeugen',
  'A witness has seen more of the ledger than there is':
    'Ein Zeuge hat mehr vom Nachweisregister gesehen, als vorhanden ist',
  'Evidence asked for with a forged permission': 'Kontrollaufnahmen mit gefälschter Berechtigung angefordert',
  'A permission to look at evidence was used twice':
    'Eine Berechtigung zur Einsicht in Kontrollaufnahmen wurde zweimal benutzt',
  'A permission came to the wrong lane, or with a broken key':
    'Eine Berechtigung kam zur falschen Kontrollspur oder mit defektem Schlüssel',
  'A permission came too early or too late': 'Eine Berechtigung kam zu früh oder zu spät',
  'Evidence asked for by an officer who no longer may':
    'Kontrollaufnahmen von einer Kontrollkraft angefordert, die es nicht mehr darf',
  'One officer looks at evidence very often': 'Eine Kontrollkraft nimmt sehr oft Einsicht in Kontrollaufnahmen',
  'One traveller is looked at very often': 'Zu denselben Reisenden wird sehr oft Einsicht genommen',
  'Evidence asked for without an officer’s passkey':
    'Kontrollaufnahmen ohne den Passkey einer Kontrollkraft angefordert',
  'An order without an officer’s passkey': 'Eine Anweisung ohne den Passkey einer Kontrollkraft',
  'A passkey that the lane does not have': 'Ein Passkey, den die Kontrollspur nicht hat',
  'A copy of an officer’s passkey may exist': 'Möglicherweise gibt es eine Kopie des Passkeys einer Kontrollkraft',
  'A lane has no list of officers’ keys': 'Eine Kontrollspur hat keine Schlüsselliste der Kontrollkräfte',
  'A permission that this server has no record of': 'Eine Berechtigung, die dieser Server nicht verzeichnet hat',
  'A lane was given a forged order': 'Eine Kontrollspur erhielt eine gefälschte Anweisung',
  'A lane was given an order a second time': 'Eine Kontrollspur erhielt eine Anweisung ein zweites Mal',
  'An order came to the wrong lane': 'Eine Anweisung kam zur falschen Kontrollspur',
  'An order came too early or too late': 'Eine Anweisung kam zu früh oder zu spät',
  'An order in the name of people who may not give it':
    'Eine Anweisung im Namen von Personen, die sie nicht geben dürfen',
  'An order that this server has no record of': 'Eine Anweisung, die dieser Server nicht verzeichnet hat',
  'A connection without a certificate that holds': 'Eine Verbindung ohne gültiges Zertifikat',
  'A connection with a revoked certificate': 'Eine Verbindung mit widerrufenem Zertifikat',
  "A lane's certificate with another lane's message":
    'Das Zertifikat einer Kontrollspur mit der Nachricht einer anderen',
  'A certificate that this server has no record of': 'Ein Zertifikat, das dieser Server nicht verzeichnet hat',
  'A socket opened with a wrong, old or repeated greeting':
    'Eine Verbindung begann mit falscher, alter oder wiederholter Begrüßung',
  'A lane’s statement about its start does not hold': 'Die Aussage einer Kontrollspur über ihren Start gilt nicht',
  'A lane was started in a way that no one approved':
    'Eine Kontrollspur wurde so gestartet, wie es niemand genehmigt hat',
  'A lane has not proved its start': 'Eine Kontrollspur hat ihren Start nicht nachgewiesen',
  'The TPM of the lane did not make the statement, or made it for another question. Take the lane out of service and look at its machine.':
    'Das TPM der Kontrollspur hat die Aussage nicht gemacht, oder für eine andere Frage. Nehmen Sie die Kontrollspur außer Betrieb und prüfen Sie ihren Rechner.',
  'Firmware, boot loader or system differ from every approved start. If the lane was updated, approve the new start under Administration, Lane software. If not, take it out of service.':
    'Firmware, Startprogramm oder System weichen von jedem genehmigten Start ab. Wurde die Kontrollspur aktualisiert, genehmigen Sie den neuen Start unter Verwaltung, Software der Spuren. Sonst nehmen Sie sie außer Betrieb.',
  'The server takes no messages of the lane until its TPM proves an approved start. See under Administration, Lane software what is missing.':
    'Der Server nimmt keine Nachrichten der Kontrollspur an, bis ihr TPM einen genehmigten Start nachweist. Unter Verwaltung, Software der Spuren, steht, was fehlt.',
  'A code to enrol a lane that does not hold': 'Ein ungültiger Code zur Registrierung einer Kontrollspur',
  'A used code to enrol a lane came again, from another machine':
    'Ein benutzter Code zur Registrierung einer Kontrollspur kam erneut, von einem anderen Rechner',
  'Something is kept past its time': 'Etwas wird über seine Frist hinaus aufbewahrt',
  'An erasure is not confirmed': 'Eine Löschung ist nicht bestätigt',
  'The database and the ledger say different things': 'Datenbank und Nachweisregister stimmen nicht überein',
  'The lane made reports that have not arrived. If they do not follow, its storage may have been lost.':
    'Die Kontrollspur hat Meldungen erstellt, die nicht angekommen sind. Wenn sie nicht folgen, ist möglicherweise ihr Speicher verloren.',
  'Two machines may hold one key, or a lane was set back to an older state. Take the lane out of service.':
    'Möglicherweise haben zwei Rechner denselben Schlüssel, oder eine Kontrollspur wurde auf einen älteren Stand zurückgesetzt. Nehmen Sie die Kontrollspur außer Betrieb.',
  'No supervisor has confirmed the emergency within ten minutes. Go to the lane, then enter your finding under Decisions.':
    'Die Schichtleitung hat den Notfall nicht innerhalb von zehn Minuten bestätigt. Gehen Sie zur Kontrollspur und tragen Sie Ihre Feststellung unter „Entscheidungen“ ein.',
  'A supervisor found that there was no emergency. Find out who came through and why the lane was opened.':
    'Die Schichtleitung stellte fest, dass es keinen Notfall gab. Klären Sie, wer durchging und warum die Kontrollspur geöffnet wurde.',
  'No second person has confirmed the cause within ten minutes. Ask at the lane, then enter your finding under Second look.':
    'Keine zweite Person hat den Grund innerhalb von zehn Minuten bestätigt. Fragen Sie an der Kontrollspur nach und tragen Sie Ihre Feststellung unter „Zweitprüfung“ ein.',
  'A second person found that there was no cause. Find out who came through and why the lane was opened.':
    'Eine zweite Person stellte fest, dass es keinen Grund gab. Klären Sie, wer durchging und warum die Kontrollspur geöffnet wurde.',
  'The limit on openings by hand was reached, and the lane stayed closed. Ask the officer. Staff who pass often should use another door.':
    'Die Höchstzahl der Öffnungen von Hand wurde erreicht, und die Kontrollspur blieb geschlossen. Fragen Sie die Kontrollkraft. Personal, das oft durchgeht, sollte eine andere Tür benutzen.',
  'Go to the lane. End the emergency on the lane’s card when the way is no longer needed. A supervisor confirms it under Decisions.':
    'Gehen Sie zur Kontrollspur. Beenden Sie den Notfall auf der Karte der Kontrollspur, wenn der Weg nicht mehr gebraucht wird. Die Schichtleitung bestätigt ihn unter „Entscheidungen“.',
  'The lane’s card names the device that has a fault, if one has. Return the lane to service there, or call a technician.':
    'Die Karte der Kontrollspur nennt ein gestörtes Gerät, falls es eines gibt. Nehmen Sie die Kontrollspur dort wieder in Betrieb, oder rufen Sie den technischen Dienst.',
  'The lane tests itself and returns to full speed by itself. Have other programs, heat and the camera checked if it stays slow.':
    'Die Kontrollspur prüft sich selbst und kehrt von selbst zur vollen Geschwindigkeit zurück. Lassen Sie andere Programme, Wärme und die Kamera prüfen, wenn sie langsam bleibt.',
  'Compare the reasons of the last referrals. If they are the same, take the lane out of service and have camera, reader and light checked.':
    'Vergleichen Sie die Gründe der letzten Verweisungen. Wenn sie gleich sind, nehmen Sie die Kontrollspur außer Betrieb und lassen Sie Kamera, Leser und Licht prüfen.',
  'The traveller has left and must not be held for this. A supervisor reviews the case under Second look and can propose a legal hold.':
    'Die Reisenden sind gegangen und dürfen dafür nicht festgehalten werden. Die Schichtleitung prüft den Fall unter „Zweitprüfung“ und kann eine Löschsperre vorschlagen.',
  'A decision to let a doubted traveller go waits for a colleague under Second look. Take the look before the pictures are erased.':
    'Eine Entscheidung, Reisende trotz Zweifel gehen zu lassen, wartet unter „Zweitprüfung“ auf eine zweite Person. Prüfen Sie, bevor die Bilder gelöscht werden.',
  'An attacker may delay reports between the lane and the server. Have the network between them checked.':
    'Möglicherweise verzögert ein Angreifer Meldungen zwischen Kontrollspur und Server. Lassen Sie das Netz dazwischen prüfen.',
  'Nothing was counted twice. An attacker may replay recorded messages, or the lane was set back to an older state. Have the lane checked.':
    'Es wurde nichts doppelt gezählt. Möglicherweise sendet ein Angreifer aufgezeichnete Nachrichten, oder die Kontrollspur wurde auf einen älteren Stand zurückgesetzt. Lassen Sie die Kontrollspur prüfen.',
  "The lane's records were changed or set back. Take the lane out of service.":
    'Die Aufzeichnungen der Kontrollspur wurden geändert oder zurückgesetzt. Nehmen Sie die Kontrollspur außer Betrieb.',
  'A machine uses the name of a lane without its key, or the lane has a new key that was not enrolled.':
    'Ein Rechner benutzt den Namen einer Kontrollspur ohne deren Schlüssel, oder die Kontrollspur hat einen neuen, nicht registrierten Schlüssel.',
  "Recorded messages were sent again, or the lane's clock is wrong.":
    'Aufgezeichnete Nachrichten wurden erneut gesendet, oder die Uhr der Kontrollspur geht falsch.',
  'A lane was connected without being enrolled, or an attacker tries names.':
    'Eine Kontrollspur wurde ohne Registrierung angeschlossen, oder ein Angreifer probiert Namen aus.',
  'A lane that was taken out is still connected.': 'Eine außer Betrieb genommene Kontrollspur ist noch verbunden.',
  'The lane runs another version, or has been tampered with.':
    'Auf der Kontrollspur läuft eine andere Version, oder sie wurde manipuliert.',
  'Lanes go on. Ask the agencies that run the witnesses whether theirs can be reached.':
    'Die Kontrollspuren arbeiten weiter. Fragen Sie die Behörden, die die Zeugen betreiben, ob diese erreichbar sind.',
  'The ledger was set back to an older state, or its key is used elsewhere. Stop the server and call the auditor.':
    'Das Nachweisregister wurde auf einen älteren Stand zurückgesetzt, oder sein Schlüssel wird anderswo benutzt. Halten Sie den Server an und verständigen Sie die Revision.',
  'An attacker in the network asks for pictures. The lane released nothing. Find out which machine reaches its address.':
    'Ein Angreifer im Netz fordert Bilder an. Die Kontrollspur hat nichts herausgegeben. Finden Sie heraus, welcher Rechner ihre Adresse erreicht.',
  'A recorded permission was used again. The lane released nothing. Check the console that it came from.':
    'Eine aufgezeichnete Berechtigung wurde erneut benutzt. Die Kontrollspur hat nichts herausgegeben. Prüfen Sie die Konsole, von der sie kam.',
  'A console has a fault, or a permission was tried at another lane. The lane released nothing.':
    'Eine Konsole ist gestört, oder eine Berechtigung wurde an einer anderen Kontrollspur ausprobiert. Die Kontrollspur hat nichts herausgegeben.',
  "The lane's or the server's clock is wrong, or a permission was delayed. The lane released nothing.":
    'Die Uhr der Kontrollspur oder des Servers geht falsch, oder eine Berechtigung wurde verzögert. Die Kontrollspur hat nichts herausgegeben.',
  'An officer was revoked or their training lapsed while they held a permission. The lane gave nothing.':
    'Einer Kontrollkraft wurde während einer laufenden Berechtigung die Befugnis entzogen, oder ihre Schulung lief ab. Die Kontrollspur hat nichts herausgegeben.',
  'An officer browses, or a desk is very busy. Talk to them.':
    'Eine Kontrollkraft sieht ohne Anlass Aufnahmen durch, oder ein Schalter ist stark belastet. Sprechen Sie mit ihr.',
  'Several people look at the same traveller, or the server makes permissions by itself. See who looked, and why.':
    'Mehrere Personen nehmen Einsicht zu denselben Reisenden, oder der Server erstellt selbst Berechtigungen. Prüfen Sie, wer Einsicht nahm und warum.',
  'The server’s permission came without the officer’s own signature. The lane gave nothing. The server’s signing key may be in other hands: stop the server and have it looked at.':
    'Die Berechtigung des Servers kam ohne die eigene Unterschrift der Kontrollkraft. Die Kontrollspur hat nichts herausgegeben. Der Signaturschlüssel des Servers ist möglicherweise in fremden Händen: Halten Sie den Server an und lassen Sie ihn untersuchen.',
  'The server’s order came without the officers’ own signatures. The lane did not obey it. The server’s signing key may be in other hands: stop the server and have it looked at.':
    'Die Anweisung des Servers kam ohne die eigenen Unterschriften der Kontrollkräfte. Die Kontrollspur hat sie nicht befolgt. Der Signaturschlüssel des Servers ist möglicherweise in fremden Händen: Halten Sie den Server an und lassen Sie ihn untersuchen.',
  'If an officer got a new passkey, release the list of officers’ keys to this lane. If none did, the server’s signing key may be in other hands.':
    'Wenn eine Kontrollkraft einen neuen Passkey erhalten hat, geben Sie die Schlüsselliste der Kontrollkräfte für diese Kontrollspur frei. Wenn nicht, ist der Signaturschlüssel des Servers möglicherweise in fremden Händen.',
  'The lane did nothing. Ask the officer where their passkey is. Remove it, and release the list of officers’ keys without it.':
    'Die Kontrollspur hat nichts ausgeführt. Fragen Sie die Kontrollkraft, wo ihr Passkey ist. Entfernen Sie ihn, und geben Sie die Schlüsselliste der Kontrollkräfte ohne ihn frei.',
  'Officers can neither look at evidence of this lane nor open it. Release the list of officers’ keys to it.':
    'Kontrollkräfte können weder Kontrollaufnahmen dieser Kontrollspur einsehen noch sie öffnen. Geben Sie die Schlüsselliste der Kontrollkräfte für sie frei.',
  "The server's signing key may be in other hands, or its database was set back. Change the key.":
    'Der Signaturschlüssel des Servers ist möglicherweise in fremden Händen, oder seine Datenbank wurde zurückgesetzt. Wechseln Sie den Schlüssel.',
  'An attacker in the network tries to move a gate. The lane did nothing. Find out which machine reaches it.':
    'Ein Angreifer im Netz versucht, eine Schleuse zu bewegen. Die Kontrollspur hat nichts ausgeführt. Finden Sie heraus, welcher Rechner sie erreicht.',
  'A recorded order was sent again. The lane did nothing. Check its network.':
    'Eine aufgezeichnete Anweisung wurde erneut gesendet. Die Kontrollspur hat nichts ausgeführt. Prüfen Sie ihr Netz.',
  'An order was sent to another lane. The lane did nothing. Check its network.':
    'Eine Anweisung wurde an eine andere Kontrollspur gesendet. Die Kontrollspur hat nichts ausgeführt. Prüfen Sie ihr Netz.',
  "The lane's or the server's clock is wrong, or an order was delayed. The lane did nothing.":
    'Die Uhr der Kontrollspur oder des Servers geht falsch, oder eine Anweisung wurde verzögert. Die Kontrollspur hat nichts ausgeführt.',
  'The server signed what its own rules forbid. Stop it and call the administrator.':
    'Der Server hat signiert, was seine eigenen Regeln verbieten. Halten Sie ihn an und verständigen Sie die Administration.',
  "The server's signing key may be in other hands, or its record of orders was set back. Change the key.":
    'Der Signaturschlüssel des Servers ist möglicherweise in fremden Händen, oder sein Verzeichnis der Anweisungen wurde zurückgesetzt. Wechseln Sie den Schlüssel.',
  'A machine in the network uses the address of the lanes, or a lane was off for a long time. Such a lane asks for a new certificate.':
    'Ein Rechner im Netz benutzt die Adresse der Kontrollspuren, oder eine Kontrollspur war lange aus. Eine solche Kontrollspur fordert ein neues Zertifikat an.',
  'A key that was given up is still in use. Find out where.':
    'Ein aufgegebener Schlüssel wird noch benutzt. Finden Sie heraus, wo.',
  'A key of one lane is in the hands of another. Take both out of service.':
    'Ein Schlüssel einer Kontrollspur ist bei einer anderen. Nehmen Sie beide außer Betrieb.',
  "The key of the fleet's authority may be in other hands, or the database was set back. Begin a new authority.":
    'Der Schlüssel der Zertifizierungsstelle der Kontrollspuren ist möglicherweise in fremden Händen, oder die Datenbank wurde zurückgesetzt. Richten Sie eine neue Stelle ein.',
  "A recorded greeting was sent again, or the lane's clock is wrong.":
    'Eine aufgezeichnete Begrüßung wurde erneut gesendet, oder die Uhr der Kontrollspur geht falsch.',
  'A code was mistyped, or an attacker tries codes. Attempts are slowed down.':
    'Ein Code wurde falsch eingegeben, oder ein Angreifer probiert Codes aus. Versuche werden verlangsamt.',
  'Another person has the code. The lane that used it first may not be yours. Check it, and disable it if in doubt.':
    'Eine andere Person hat den Code. Die Kontrollspur, die ihn zuerst benutzte, gehört möglicherweise nicht Ihnen. Prüfen Sie sie, und sperren Sie sie im Zweifel.',
  'The lane keeps what it should have erased. Take it out of service and look at its disk and its clock.':
    'Die Kontrollspur bewahrt auf, was sie hätte löschen müssen. Nehmen Sie sie außer Betrieb und prüfen Sie ihren Datenträger und ihre Uhr.',
  'The lane erases without the server, but has not said that it did. See whether it runs and reaches the server.':
    'Die Kontrollspur löscht ohne den Server, hat es aber nicht gemeldet. Prüfen Sie, ob sie läuft und den Server erreicht.',
  'The database was changed without the server. Nothing is repaired. Call the auditor, run the check of the ledger, and restore a backup that agrees.':
    'Die Datenbank wurde ohne den Server geändert. Nichts wird repariert. Verständigen Sie die Revision, lassen Sie die Prüfung des Nachweisregisters laufen und stellen Sie eine übereinstimmende Sicherung wieder her.',
  'Alerts are not delivered': 'Benachrichtigungen werden nicht zugestellt',
  'A channel or a route for alerts was changed': 'Ein Kanal oder ein Meldeweg für Benachrichtigungen wurde geändert',
  'A part of the server does not work': 'Ein Teil des Servers arbeitet nicht',
  'A channel has delivered nothing for ten minutes. Read the last result under Administration, Alerts, and use the console until it works.':
    'Ein Kanal hat seit zehn Minuten nichts zugestellt. Lesen Sie das letzte Ergebnis unter Verwaltung, Benachrichtigungen, und benutzen Sie bis dahin die Konsole.',
  'Decisions names the two administrators who decided it; Acts names who renewed a secret. If your alerts were to stay as they were, call the auditor.':
    'Entscheidungen nennt die beiden Administratoren, die es beschlossen haben; Handlungen nennt, wer ein Geheimnis erneuert hat. Sollten Ihre Benachrichtigungen unverändert bleiben, rufen Sie die Revision.',
  'The check of readiness that fails is named. The guide says what each means: database, ledger, keys, disk, traders.':
    'Die Prüfung, die nicht besteht, ist genannt. Das Handbuch erklärt jede: Datenbank, Nachweisregister, Schlüssel, Datenträger.',
  'A lane’s watchlist is old or missing': 'Eine Fahndungsliste einer Kontrollspur ist alt oder fehlt',
  'Restore the lane’s connection, or bring a newer list on a stick. Past the second limit of its policy the lane refers every traveller.':
    'Stellen Sie die Verbindung der Kontrollspur wieder her oder bringen Sie eine neuere Liste auf einem Datenträger. Jenseits der zweiten Grenze ihrer Richtlinie verweist die Kontrollspur alle Reisenden.',
  'A lane’s master list is old': 'Die Masterliste einer Kontrollspur ist alt',
  'A known fault of a component is overdue': 'Ein bekannter Fehler einer Komponente ist überfällig',
  'The files of the server differ from its release': 'Die Dateien des Servers weichen von seiner Auslieferung ab',
  'The list of known faults is old': 'Die Liste bekannter Fehler ist alt',
  'A list of known faults was refused': 'Eine Liste bekannter Fehler wurde abgelehnt',
  'Bring a newer master list to the lane with a release. Past the second limit of its policy the lane refers every traveller.':
    'Bringen Sie der Kontrollspur mit einer Auslieferung eine neuere Masterliste. Jenseits der zweiten Grenze ihrer Richtlinie verweist sie alle Reisenden.',
  'See Administration, Components: install the release with the fixed version, or let two administrators decide an exception.':
    'Siehe Verwaltung, Komponenten: Installieren Sie die Auslieferung mit der behobenen Version, oder lassen Sie zwei Administratoren eine Ausnahme beschließen.',
  'See Administration, Components for the files. If no one changed them on purpose, take the server off the network and call the auditor. Install the release again.':
    'Verwaltung, Komponenten nennt die Dateien. Wenn niemand sie absichtlich geändert hat, trennen Sie den Server vom Netz und rufen Sie die Revision. Installieren Sie die Auslieferung neu.',
  'Import a newer export of OSV on the server. Until then new faults of components stay unknown.':
    'Importieren Sie auf dem Server einen neueren Export von OSV. Bis dahin bleiben neue Fehler von Komponenten unbekannt.',
  'The export before it stays in use. Fetch the export again and import it; Administration, Components names the fault.':
    'Der Export davor bleibt in Gebrauch. Holen Sie den Export erneut und importieren Sie ihn; Verwaltung, Komponenten nennt den Fehler.',
  'No risk model scores declarations': 'Kein Risikomodell bewertet Anmeldungen',
  'Until a model works, the documents of every declaration are controlled. An administrator puts the file of the risk model back and restarts the server.':
    'Bis ein Modell arbeitet, werden die Unterlagen jeder Anmeldung geprüft. Ein Administrator legt die Datei des Risikomodells zurück und startet den Server neu.',
  'A finding of detection waits to be judged': 'Ein Fund der Erkennung wartet auf ein Urteil',
  'No one has judged it in ten minutes. A security officer opens it under Detection, reads its entries, and judges it.':
    'Zehn Minuten lang hat ihn niemand beurteilt. Eine sicherheitsbeauftragte Kontrollkraft öffnet ihn unter Erkennung, liest seine Einträge und beurteilt ihn.',
  'Declared goods passed a lane without the server, and should not have':
    'Deklarierte Waren passierten eine Spur ohne den Server und hätten es nicht dürfen',
  'The declaration had passed before (used), or a control was recommended (control). A customs officer looks it up under Customs and asks the trader to present the goods.':
    'Die Anmeldung war schon benutzt (used), oder eine Kontrolle war empfohlen (control). Eine Kontrollkraft des Zolls sucht sie unter Zoll auf und verlangt die Waren vom Händler.',
  'Findings do not reach the SIEM': 'Funde erreichen das SIEM nicht',
  'The receiver has not taken all findings in ten minutes. Read the last result under Administration, Alerts. Nothing is lost: the server sends them when the receiver works.':
    'Der Empfänger hat seit zehn Minuten nicht alle Funde angenommen. Lesen Sie das letzte Ergebnis unter Verwaltung, Meldungen. Es geht nichts verloren: Der Server sendet sie, sobald der Empfänger arbeitet.',
  'The deadline to notify a breach of personal data is near':
    'Die Frist für die Meldung einer Datenschutzverletzung läuft bald ab',
  'The deadline to notify a breach of personal data has passed':
    'Die Frist für die Meldung einer Datenschutzverletzung ist abgelaufen',
  'A privacy officer opens the case under Compliance, completes the notice with what is known, signs it and sends it.':
    'Eine Person des Datenschutzes öffnet den Fall unter Nachweise, ergänzt die Meldung um das Bekannte, unterschreibt sie und sendet sie.',
  'A privacy officer sends the notice now, with the reasons for the delay, and records it under Compliance.':
    'Eine Person des Datenschutzes sendet die Meldung jetzt, mit den Gründen der Verzögerung, und trägt das unter Nachweise ein.',
  'Detection asks for an order to a lane': 'Die Erkennung bittet um eine Anweisung an eine Kontrollspur',
  'A response to a finding has no effect, or is not undone':
    'Eine Maßnahme zu einem Fund wirkt nicht oder ist nicht zurückgenommen',
  'A security officer asks the officers of the lane. Before it: take the lane out of service for security on its card. After it was taken back: return the lane to service.':
    'Eine sicherheitsbeauftragte Kontrollkraft bittet die Kontrollkräfte der Kontrollspur: Nehmen Sie die Kontrollspur auf ihrer Karte aus Gründen der Sicherheit außer Betrieb. Nach der Rücknahme: Nehmen Sie sie wieder in Betrieb.',
  'Open Detection, Responses. If a lane waits for its order, call its supervisor. If a subject is unknown or a limit forbids the response, act by hand.':
    'Öffnen Sie Erkennung, Maßnahmen. Wartet eine Kontrollspur auf ihre Anweisung, rufen Sie die Schichtleitung an. Ist das Ziel unbekannt oder verbietet eine Grenze die Maßnahme, handeln Sie von Hand.',
  'A delivery to a partner agency was refused': 'Eine Lieferung an eine Partnerbehörde wurde abgelehnt',
  'A partner agency has not signed for a delivery': 'Eine Partnerbehörde hat eine Lieferung nicht quittiert',
  'A privacy officer reads the reason. The period is not delivered. The next version of the agreement may need fewer deliveries or a larger budget.':
    'Eine Person des Datenschutzes liest den Grund. Der Zeitraum wird nicht geliefert. Die nächste Fassung der Vereinbarung braucht vielleicht weniger Lieferungen oder ein größeres Budget.',
  'A privacy officer calls the partner. If it does not sign, two privacy officers pause the agreement.':
    'Eine Person des Datenschutzes ruft den Partner an. Quittiert er nicht, setzen zwei Personen des Datenschutzes die Vereinbarung aus.',
  'A rule of law is not fulfilled': 'Eine Rechtsvorschrift ist nicht erfüllt',
  'A privacy officer opens Compliance, Legal frameworks, reads the article, and changes the policy, the agreement or the configuration.':
    'Eine Person des Datenschutzes öffnet Nachweise, Rechtsrahmen, liest den Artikel und ändert die Richtlinie, die Vereinbarung oder die Konfiguration.',
  'An audit of a partner agency, or a finding of one, is overdue':
    'Die Prüfung einer Partnerbehörde oder eine Feststellung daraus ist überfällig',
  'A privacy officer opens Compliance, Audits of partners, and proposes the audit, its conclusion or the end of the finding.':
    'Eine Person des Datenschutzes öffnet Nachweise, Prüfungen von Partnern, und schlägt die Prüfung, ihren Abschluss oder das Ende der Feststellung vor.',
  'A partner agency changed its list more than agreed, or the list has left the lanes':
    'Eine Partnerbehörde hat ihre Liste stärker als vereinbart geändert, oder die Liste ist aus den Kontrollspuren entfernt',
  'A privacy officer calls the partner by its known number. A change that is too large was refused: lanes have the list as it was. A list that the partner withdrew, or whose agreement has ended, is missing at lanes: two people approve a policy without it.':
    'Eine Person des Datenschutzes ruft den Partner unter seiner bekannten Nummer an. Eine zu große Änderung wurde abgelehnt: Die Kontrollspuren haben die Liste, wie sie war. Eine Liste, die der Partner zurückgezogen hat oder deren Vereinbarung geendet hat, fehlt in den Kontrollspuren: Zwei Personen geben eine Regelung ohne sie frei.',
  'A penalty or a corrective action is overdue': 'Eine Sanktion oder Abhilfemaßnahme ist überfällig',
  'A privacy officer opens Compliance, Penalties and actions, and proposes its end with what shows it, or more time with reasons.':
    'Eine Person des Datenschutzes öffnet Nachweise, Sanktionen und Maßnahmen, und schlägt den Abschluss mit Beleg oder mehr Zeit mit Gründen vor.',
  'A part of the training policy does not apply': 'Ein Teil der Schulungsregelung gilt nicht',
  'A person reports a proposal as suspicious': 'Eine Person meldet einen Vorschlag als verdächtig',
  'An administrator opens Training. Where administrators are named, two of them pass the missing courses; where a course is named, two people propose a policy without it.':
    'Eine Person der Administration öffnet Schulung. Sind Administrierende genannt, bestehen zwei von ihnen die fehlenden Kurse; ist ein Kurs genannt, schlagen zwei Personen eine Regelung ohne ihn vor.',
  'The people who may approve it read it again under Decisions, and ask its proposer in person or by a known number. If it is false, one of them turns it down and has the account of the proposer checked.':
    'Wer ihn genehmigen darf, liest ihn unter Entscheidungen noch einmal und fragt die vorschlagende Person persönlich oder unter einer bekannten Nummer. Ist er falsch, lehnt eine davon ihn ab und lässt das Konto der vorschlagenden Person prüfen.',
  'Selection rules are not used': 'Auswahlregeln werden nicht verwendet',
  'The rules before them stay in use; expired ones select nothing. Customs, Selection rules names the reason. Two people sign a corrected set. If no one signed a change, call the auditor.':
    'Die Regeln davor bleiben in Verwendung; abgelaufene wählen nichts aus. Zoll, Auswahlregeln nennt den Grund. Zwei Personen unterschreiben einen berichtigten Satz. Hat niemand eine Änderung unterschrieben, rufen Sie die Revision.',
  'Someone wrote a session into the database': 'Jemand hat eine Sitzung in die Datenbank geschrieben',
  'The session gives no access. Someone can write to the database without the server: find who it is, change its passwords, call the auditor, and run the check of the ledger.':
    'Die Sitzung gibt keinen Zugang. Jemand kann ohne den Server in die Datenbank schreiben: Stellen Sie fest, wer, ändern Sie ihre Passwörter, rufen Sie die Revision, und führen Sie die Prüfung des Nachweisregisters aus.',
};
