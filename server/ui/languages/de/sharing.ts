import type { Catalogue } from '../text.ts';

export const sharing: Catalogue = {
  'Lanes compute them under terms that two people sign: npm run documents -- sign partner-terms. The server has no key.':
    'Die Kontrollspuren berechnen sie nach Bedingungen, die zwei Personen unterschreiben: npm run documents -- sign partner-terms. Der Server hat keinen Schlüssel.',
  'Key of the partner: {digest}': 'Schlüssel des Partners: {digest}',
  'Pseudonyms of documents': 'Pseudonyme von Dokumenten',
  'Signed documents': 'Unterschriebene Dokumente',
  'Impact assessment': 'Folgenabschätzung',
  'Not signed yet': 'Noch nicht unterschrieben',
  'Current ## signed document': 'Aktuell',
  'Out of date ## signed document': 'Veraltet',
  'Due again ## signed document': 'Wieder fällig',
  'The authority is consulted first': 'Die Aufsichtsbehörde wird zuvor konsultiert',
  'No consultation is needed': 'Keine Konsultation ist nötig',
  'Version {version}, signed by {one} and {other}, {time}.':
    'Fassung {version}, unterschrieben von {one} und {other}, {time}.',
  'Changes since the last signature': 'Änderungen seit der letzten Unterschrift',
  'Risks to travellers, in at least 20 characters': 'Risiken für Reisende, in mindestens 20 Zeichen',
  'Advice on data protection, in at least 20 characters': 'Rat zum Datenschutz, in mindestens 20 Zeichen',
  'Consultation of the authority': 'Konsultation der Aufsichtsbehörde',
  'Sign, and ask a second person': 'Unterschreiben und eine zweite Person bitten',
  'States of a signed document': 'Zustände eines unterschriebenen Dokuments',
  'Two privacy officers sign the present description.':
    'Zwei Personen des Datenschutzes unterschreiben die jetzige Beschreibung.',
  'The processing is as it was signed.': 'Die Verarbeitung ist, wie sie unterschrieben wurde.',
  'The processing differs from the signed description. Read the changes, and sign again.':
    'Die Verarbeitung weicht von der unterschriebenen Beschreibung ab. Lesen Sie die Änderungen, und unterschreiben Sie erneut.',
  'The signature is a year old. Sign again.': 'Die Unterschrift ist ein Jahr alt. Unterschreiben Sie erneut.',
  'Compares the running system with the record of processing and the impact assessment that two people last signed, and lists the changes as sentences.':
    'Vergleicht das laufende System mit dem Verarbeitungsverzeichnis und der Folgenabschätzung, die zwei Personen zuletzt unterschrieben haben, und zeigt die Änderungen als Sätze.',
  'A signature under the record of processing or the impact assessment':
    'Eine Unterschrift unter das Verarbeitungsverzeichnis oder die Folgenabschätzung',
  'The processing has changed since it was read. Read it again, and propose it again.':
    'Die Verarbeitung hat sich seit dem Lesen geändert. Lesen Sie sie erneut, und schlagen Sie erneut vor.',
  'Sign the record of processing and the impact assessment, as the first of two people':
    'Verarbeitungsverzeichnis und Folgenabschätzung als erste von zwei Personen unterschreiben',
  'Sign the record of processing and the impact assessment, as the second of two people':
    'Verarbeitungsverzeichnis und Folgenabschätzung als zweite von zwei Personen unterschreiben',
  'Choose the last day first.': 'Wählen Sie zuerst den letzten Tag.',
  'Propose an audit': 'Eine Prüfung vorschlagen',
  Agreement: 'Vereinbarung',
  'Propose its conclusion': 'Ihren Abschluss vorschlagen',
  'Finding, in at least 20 characters': 'Feststellung, in mindestens 20 Zeichen',
  'Audits of partner agencies': 'Prüfungen von Partnerbehörden',
  'States of an agreement': 'Zustände einer Vereinbarung',
  'Signatures are missing. Nothing is delivered.': 'Unterschriften fehlen. Nichts wird geliefert.',
  'It begins on its first day.': 'Sie beginnt an ihrem ersten Tag.',
  'Deliveries that are due are made.': 'Fällige Lieferungen werden erstellt.',
  'Two people paused it, or a key is not in use. No file can be fetched.':
    'Zwei Personen haben sie ausgesetzt, oder ein Schlüssel ist nicht in Gebrauch. Keine Datei kann abgeholt werden.',
  'Its last day is over, two people ended it, or the next version replaced it.':
    'Ihr letzter Tag ist vorbei, zwei Personen haben sie beendet, oder die nächste Fassung hat sie ersetzt.',
  'States of a delivery': 'Zustände einer Lieferung',
  'The partner has not signed for it yet.': 'Der Partner hat sie noch nicht quittiert.',
  'The partner has signed for it.': 'Der Partner hat sie quittiert.',
  'The agreed days are over without a receipt. Call the partner.':
    'Die vereinbarten Tage sind ohne Quittung vorbei. Rufen Sie den Partner an.',
  'Two people decided it. The request is made within a minute, or once the partner has a key in use.':
    'Zwei Personen haben sie beschlossen. Die Aufforderung ergeht binnen einer Minute, oder sobald der Partner einen Schlüssel in Gebrauch hat.',
  'The partner has the request and has not signed yet.':
    'Der Partner hat die Aufforderung und hat noch nicht unterschrieben.',
  'The partner has signed that it deleted its copy.':
    'Der Partner hat unterschrieben, dass er seine Kopie gelöscht hat.',
  'Nothing was delivered for this period, for example because the privacy budget was spent.':
    'Für diesen Zeitraum wurde nichts geliefert, zum Beispiel weil das Privatheitsbudget verbraucht war.',
  'States of an audit': 'Zustände einer Prüfung',
  'Answer its questions by its last day.': 'Beantworten Sie ihre Fragen bis zu ihrem letzten Tag.',
  'Its last day is over. An alarm repeats each day until it is concluded.':
    'Ihr letzter Tag ist vorbei. Ein Alarm wiederholt sich täglich, bis sie abgeschlossen ist.',
  'Two people answered its questions. The figures of the log of that day are kept with it.':
    'Zwei Personen haben ihre Fragen beantwortet. Die Zahlen des Protokolls von diesem Tag bleiben dabei.',
  'States of a finding of an audit': 'Zustände einer Feststellung einer Prüfung',
  'The partner must mend it by its last day.': 'Der Partner muss sie bis zu ihrem letzten Tag beheben.',
  'Its last day is over. Propose its end with what shows it, or pause the agreement.':
    'Ihr letzter Tag ist vorbei. Schlagen Sie ihr Ende mit einem Beleg vor, oder setzen Sie die Vereinbarung aus.',
  'Two people saw what shows that it was mended.': 'Zwei Personen haben den Beleg gesehen, dass sie behoben ist.',
  'Two people accepted it as it is, with reasons.': 'Zwei Personen haben sie mit Gründen hingenommen.',
  Sharing: 'Weitergabe',
  'Lists agreements with partner agencies, what was delivered, and the people of partners with access to the portal. Two people pause or end an agreement, or decide that the partner deletes a delivery; each takes effect at once.':
    'Zeigt Vereinbarungen mit Partnerbehörden, ihre Lieferungen und die Personen von Partnern mit Zugang zum Portal. Zwei Personen setzen eine Vereinbarung aus, beenden sie oder beschließen, dass der Partner eine Lieferung löscht; jedes wirkt sofort.',
  'Audits of partners': 'Prüfungen von Partnern',
  'Counts from the log how each agreement is used. Each agreement in force is audited once a year: two people schedule the audit, answer its questions and close its findings.':
    'Zählt aus dem Protokoll, wie jede Vereinbarung genutzt wird. Jede geltende Vereinbarung wird einmal im Jahr geprüft: Zwei Personen setzen die Prüfung an, beantworten ihre Fragen und schließen ihre Feststellungen.',
  'Use of each agreement, from the log': 'Nutzung jeder Vereinbarung, aus dem Protokoll',
  'There are no signed agreements.': 'Es gibt keine unterschriebenen Vereinbarungen.',
  'Agreements by name': 'Vereinbarungen nach Namen',
  Partner: 'Partner',
  'Missing receipts': 'Fehlende Quittungen',
  'Audit by ## a day': 'Prüfung bis',
  Signs: 'Anzeichen',
  'Unused ## agreement': 'Ungenutzt',
  'Not in the ledger': 'Nicht im Nachweisregister',
  '{inTime} in time, {late} late, {missing} missing, {waiting} waiting':
    '{inTime} rechtzeitig, {late} verspätet, {missing} fehlend, {waiting} wartend',
  '{deliveries} delivered, {refused} refused': '{deliveries} geliefert, {refused} verweigert',
  'at most {most} a day, {agreed} agreed': 'höchstens {most} am Tag, {agreed} vereinbart',
  '{most} of {agreed} thousandths': '{most} von {agreed} Tausendsteln',
  'None ## onward transfer': 'Keine',
  'There are no audits.': 'Es gibt keine Prüfungen.',
  'Audits, the latest first': 'Prüfungen, die jüngste zuerst',
  'Last day ## of an audit': 'Letzter Tag',
  'Open findings': 'Offene Feststellungen',
  'It is not concluded.': 'Sie ist nicht abgeschlossen.',
  'Concluded by {one} and {other}, {time}.': 'Abgeschlossen von {one} und {other}, {time}.',
  'Last day: {day}': 'Letzter Tag: {day}',
  'Propose a pause or an end': 'Eine Pause oder ein Ende vorschlagen',
  'It takes effect as soon as another person approves: no file can be fetched from then on.':
    'Es wirkt, sobald eine andere Person zustimmt: Von da an kann keine Datei abgeholt werden.',
  'Reason ## of a pause': 'Grund',
  'Propose a pause': 'Eine Pause vorschlagen',
  'Propose to resume': 'Die Wiederaufnahme vorschlagen',
  'Propose the invitation': 'Die Einladung vorschlagen',
  'Propose the end': 'Das Ende vorschlagen',
  'Propose the end of the record of {name}': 'Das Ende des Eintrags von {name} vorschlagen',
  'Give the reasons in at least 20 characters.': 'Nennen Sie die Gründe in mindestens 20 Zeichen.',
  'Propose that the partner deletes it': 'Vorschlagen, dass der Partner sie löscht',
  'Reason ## of a deletion': 'Grund',
  'Name no traveller. The partner gets the chosen reason, not this text.':
    'Nennen Sie keine Reisenden. Der Partner erhält den gewählten Grund, nicht diesen Text.',
  'Agreements with partner agencies': 'Vereinbarungen mit Partnerbehörden',
  'There are no agreements.': 'Es gibt keine Vereinbarungen.',
  'Agreements by name, the latest version first': 'Vereinbarungen nach Namen, die jüngste Fassung zuerst',
  'Version ## of an agreement': 'Fassung',
  'From ## first day': 'Von',
  'Until ## last day': 'Bis',
  'Purpose ## clause of an agreement': 'Zweck',
  'Recipients ## clause of an agreement': 'Empfangende Stellen',
  'Onward transfer': 'Weiterübermittlung',
  'Nothing was delivered yet.': 'Es wurde noch nichts geliefert.',
  'Deliveries, the latest first': 'Lieferungen, die jüngste zuerst',
  Dataset: 'Datensatz',
  'Made ## a delivery': 'Erstellt',
  'Nothing was delivered for this period.': 'Für diesen Zeitraum wurde nichts geliefert.',
  'Decided by {one} and {other}, {time}.': 'Beschlossen von {one} und {other}, {time}.',
  'Draft ## of an agreement': 'Entwurf',
  'Signed ## agreement': 'Unterschrieben',
  'In force ## agreement': 'In Kraft',
  'Paused ## agreement': 'Ausgesetzt',
  'Ended ## agreement': 'Beendet',
  'A receipt is overdue': 'Eine Quittung ist überfällig',
  'The partner acted outside the agreement': 'Der Partner hat außerhalb der Vereinbarung gehandelt',
  'A key may be in other hands': 'Ein Schlüssel kann in fremden Händen sein',
  'The law has changed': 'Das Recht hat sich geändert',
  'It is no longer needed': 'Sie wird nicht mehr benötigt',
  'Another agreement replaces it': 'Eine andere Vereinbarung ersetzt sie',
  Crossings: 'Übertritte',
  'Reader: agreements, list of deliveries, proofs': 'Leser: Vereinbarungen, Liste der Lieferungen, Nachweise',
  'Recipient: also downloads sealed files': 'Empfänger: lädt auch versiegelte Dateien',
  'Auditor: also reads the log of the agency': 'Revision: liest auch das Protokoll der Behörde',
  'Invite a person of a partner agency': 'Person einer Partnerbehörde einladen',
  'Choose at least one role.': 'Wählen Sie mindestens eine Rolle.',
  'Roles ## in the portal of partners': 'Rollen',
  'Waits for the partner': 'Wartet auf den Partner',
  'Signed by the partner': 'Vom Partner quittiert',
  'Overdue ## answer of a partner': 'Überfällig',
  'Deletion decided': 'Löschung beschlossen',
  'Deletion asked for': 'Löschung verlangt',
  'Deleted by the partner': 'Vom Partner gelöscht',
  'Not delivered': 'Nicht geliefert',
  'It was delivered wrongly': 'Sie wurde zu Unrecht geliefert',
  'The agreement has ended': 'Die Vereinbarung ist beendet',
  'Datasets ## clause of an agreement': 'Datensätze',
  'Receipts ## clause of an agreement': 'Quittungen',
  'Retention ## clause of an agreement': 'Aufbewahrung',
  'Number of deliveries': 'Zahl der Lieferungen',
  'Privacy budget': 'Privatheitsbudget',
  'Keys ## clause of an agreement': 'Schlüssel',
  'Need ## clause of an agreement': 'Bedarf',
  'Does the partner use deliveries for the agreed purpose alone?':
    'Nutzt der Partner Lieferungen allein für den vereinbarten Zweck?',
  'Did the partner get the agreed datasets and nothing else?':
    'Erhielt der Partner die vereinbarten Datensätze und nichts anderes?',
  'Did the partner sign for each delivery in time?': 'Hat der Partner jede Lieferung rechtzeitig quittiert?',
  'Did the partner delete each copy in time, backups too?':
    'Hat der Partner jede Kopie rechtzeitig gelöscht, auch in Sicherungen?',
  'Do only the agreed units read deliveries?': 'Lesen nur die vereinbarten Stellen die Lieferungen?',
  'Did deliveries go on only to the declared receivers?': 'Gingen Lieferungen nur an die angegebenen Stellen weiter?',
  'Did deliveries stay within the agreed number?': 'Blieben Lieferungen in der vereinbarten Zahl?',
  'Did noise stay within the privacy budget?': 'Blieb das Rauschen im Privatheitsbudget?',
  'Does the partner alone hold the keys of its program?': 'Hat allein der Partner die Schlüssel seines Programms?',
  'Is the agreement still needed?': 'Wird die Vereinbarung noch benötigt?',
  'Yes ## answer in an audit': 'Ja',
  'No ## answer in an audit': 'Nein',
  'Does not apply': 'Trifft nicht zu',
  'Scheduled ## audit': 'Angesetzt',
  'Overdue ## audit': 'Überfällig',
  'Concluded ## audit': 'Abgeschlossen',
  'Open ## finding of an audit': 'Offen',
  'Overdue ## finding of an audit': 'Überfällig',
  'Mended ## finding of an audit': 'Behoben',
  'Accepted ## finding of an audit': 'Hingenommen',
  'People of partner agencies': 'Personen von Partnerbehörden',
  'Search agency or name': 'Behörde oder Namen suchen',
  'No person of a partner agency was invited yet.': 'Noch wurde keine Person einer Partnerbehörde eingeladen.',
  'People of partner agencies, the latest invitation first':
    'Personen von Partnerbehörden, die jüngste Einladung zuerst',
  'Agency ## of a person': 'Behörde',
  'Last sign-in': 'Letzte Anmeldung',
  'None ## sign-in': 'Keine',
  'Choose the agency.': 'Wählen Sie die Behörde.',
  'The portal of partners is served without this page.': 'Das Portal für Partner läuft ohne diese Seite.',
  'Reader ## in the portal of partners': 'Leser',
  'Recipient ## in the portal of partners': 'Empfänger',
  'Auditor ## in the portal of partners': 'Revision',
  'Invited ## person of a partner': 'Eingeladen',
  'Not accepted ## invitation': 'Nicht angenommen',
  'Without a passkey': 'Ohne Passkey',
  'Ended ## access': 'Beendet',
  'States of a person of a partner agency': 'Zustände einer Person einer Partnerbehörde',
  'The invitation is approved. The code makes the first passkey until the day shown.':
    'Die Einladung ist genehmigt. Der Code erzeugt bis zum gezeigten Tag den ersten Passkey.',
  'The code was not used in seven days. Invite the person again with a new code.':
    'Der Code wurde sieben Tage lang nicht benutzt. Laden Sie die Person mit einem neuen Code erneut ein.',
  'The person signs in with a passkey.': 'Die Person meldet sich mit einem Passkey an.',
  'No passkey signs in. End the access and invite the person again with a new code.':
    'Kein Passkey meldet an. Beenden Sie den Zugang, und laden Sie die Person mit einem neuen Code erneut ein.',
  'Two people ended the access, or the record of the agency has ended.':
    'Zwei Personen haben den Zugang beendet, oder der Eintrag der Behörde ist beendet.',
  '{count} blocked ## passkeys': '{count} gesperrt',
  'Assess and sign': 'Bewerten und unterschreiben',
  'The file is not as it must be. Nothing was proposed.':
    'Die Datei entspricht nicht den Vorgaben. Es wurde nichts vorgeschlagen.',
  '{file} has more than 16 KiB and was not read.': '{file} ist größer als 16 KiB und wurde nicht gelesen.',
  '{file} cannot be read as JSON.': '{file} lässt sich nicht als JSON lesen.',
  'Enter an agreement or a new version': 'Eine Vereinbarung oder neue Fassung eintragen',
  'Agreement (JSON)': 'Vereinbarung (JSON)',
  'Signatures (JSON), if there are any yet': 'Unterschriften (JSON), falls es schon welche gibt',
  'Two people of each side sign an agreement with keys outside this server. The person who approves it sees each difference from the version before, and each article of law that it does not fulfil.':
    'Zwei Personen jeder Seite unterschreiben eine Vereinbarung mit Schlüsseln außerhalb dieses Servers. Wer sie genehmigt, sieht jeden Unterschied zur vorigen Fassung und jeden Artikel, den sie nicht erfüllt.',
  'Make it, check it and sign it there with npm run agreements.':
    'Dort erstellen, prüfen und unterschreiben mit npm run agreements.',
  '{count} days': { one: '{count} Tag', other: '{count} Tage' },
  'Add signatures': 'Unterschriften hinzufügen',
  'Signatures (JSON)': 'Unterschriften (JSON)',
  'Signatures that the server has already are left out.':
    'Unterschriften, die der Server schon hat, werden weggelassen.',
  Organisations: 'Organisationen',
  'Enter an organisation': 'Eine Organisation eintragen',
  'No organisation is on record.': 'Es ist keine Organisation eingetragen.',
  'Enter this agency and a partner first; an agreement names both.':
    'Tragen Sie zuerst diese Behörde und einen Partner ein; eine Vereinbarung nennt beide.',
  'Records of organisations, the latest first': 'Einträge der Organisationen, der neueste zuerst',
  'Id ## of an organisation': 'Kennung',
  'Role ## of an organisation': 'Rolle',
  'Digest of this version': 'Prüfsumme dieser Fassung',
  'Digest of the record': 'Prüfsumme des Eintrags',
  'Entered ## a record': 'Eingetragen',
  'Record of the organisation (JSON)': 'Eintrag der Organisation (JSON)',
  'A record has the name of an organisation and the public keys of its people and its program. It replaces the one before, and agreements with that one pause.':
    'Ein Eintrag enthält den Namen einer Organisation und die öffentlichen Schlüssel ihrer Personen und ihres Programms. Er ersetzt den vorigen, und Vereinbarungen mit diesem ruhen.',
  'Check it first, and compare the digest with the organisation in another way: {command}':
    'Prüfen Sie ihn vorher, und vergleichen Sie die Prüfsumme auf anderem Weg mit der Organisation: {command}',
  'This agency': 'Diese Behörde',
  'Ended ## a record': 'Beendet',
  'In use ## a record': 'In Gebrauch',
  'Signatures are added to the agreement {id}, version {version}.':
    'Zur Vereinbarung {id}, Fassung {version}, kommen Unterschriften hinzu.',
  'Keys of the signatures': 'Schlüssel der Unterschriften',
  'The agreement {id}, version {version}, is in force again.': 'Die Vereinbarung {id}, Fassung {version}, gilt wieder.',
  'The agreement {id}, version {version}, is paused: no file can be fetched.':
    'Die Vereinbarung {id}, Fassung {version}, ruht: Es kann keine Datei abgeholt werden.',
  'The agreement {id}, version {version}, ends.': 'Die Vereinbarung {id}, Fassung {version}, endet.',
  'The agreement {id}, version {version}, with {party} is entered.':
    'Die Vereinbarung {id}, Fassung {version}, mit {party} wird eingetragen.',
  Signatures: 'Unterschriften',
  'Difference {number}': 'Unterschied {number}',
  'Kept by the partner': 'Aufbewahrung beim Partner',
  'Receipt within': 'Quittung innerhalb von',
  Quotas: 'Obergrenzen',
  '{deliveries} deliveries a day, {requests} requests an hour, {bytes} bytes a day':
    '{deliveries} Lieferungen am Tag, {requests} Anfragen in der Stunde, {bytes} Byte am Tag',
  'First day': 'Erster Tag',
  'Record of this agency': 'Eintrag dieser Behörde',
  'Record of the partner': 'Eintrag des Partners',
  'The record of the organisation {id} ends. Its agreements pause.':
    'Der Eintrag der Organisation {id} endet. Ihre Vereinbarungen ruhen.',
  'The organisation {id} is entered.': 'Die Organisation {id} wird eingetragen.',
  'A new record of {id} replaces the one before. Its agreements pause until a new version names the record.':
    'Ein neuer Eintrag von {id} ersetzt den vorigen. Die Vereinbarungen ruhen, bis eine neue Fassung den Eintrag nennt.',
  Country: 'Land',
  'Keys of people who sign': 'Schlüssel der unterschreibenden Personen',
  'SHA-256 of the key to which deliveries are sealed': 'SHA-256 des Schlüssels, für den Lieferungen versiegelt werden',
  'Key of the program': 'Schlüssel des Programms',
  'Documents of a partner’s list': 'Dokumente aus der Liste eines Partners',
  'Lanes ask the partner’s blind list after the decision, under terms that two people sign, and send sums of a month. No traveller is referred.':
    'Die Kontrollspuren fragen nach der Entscheidung die blinde Liste des Partners, nach Bedingungen, die zwei Personen unterschreiben, und senden Monatssummen. Reisende werden deswegen nicht verwiesen.',
  'List {list} of at least {smallest} documents, with the key {digest}':
    'Liste {list} mit mindestens {smallest} Dokumenten und dem Schlüssel {digest}',
  'list {list} of at least {smallest} documents, documents of {states}, by month, after {days} d':
    'Liste {list} mit mindestens {smallest} Dokumenten, Dokumente von {states}, nach Monaten, nach {days} T',
  '{count} lanes sent counts in time.': {
    one: '{count} Kontrollspur hat rechtzeitig Zahlen gesendet.',
    other: '{count} Kontrollspuren haben rechtzeitig Zahlen gesendet.',
  },
  '{count} documents were not compared.': {
    one: '{count} Dokument wurde nicht verglichen.',
    other: '{count} Dokumente wurden nicht verglichen.',
  },
  'noise of ε {epsilon}': 'Rauschen mit ε {epsilon}',
  'no cell below {least}': 'keine Zelle unter {least}',
  'key of the list {key}': 'Schlüssel der Liste {key}',
  'of {states}, by month, after {days} d; key {key}, sealed to {place}':
    'von {states}, nach Monaten, nach {days} T; Schlüssel {key}, versiegelt für {place}',
  '{fields}; {period}, after {days} d, with noise of ε {epsilon}':
    '{fields}; {period}, nach {days} T, mit Rauschen von ε {epsilon}',
  '{fields}; {period}, after {days} d, no cell below {least}':
    '{fields}; {period}, nach {days} T, keine Zelle unter {least}',
  'by day ## counts': 'nach Tagen',
  'by week ## counts': 'nach Wochen',
  'by month ## counts': 'nach Monaten',
  'See the commitments to the noise of deliveries to partners, and which seeds are revealed':
    'Festlegungen auf das Rauschen von Lieferungen an Partner sehen, und welche Startwerte offengelegt sind',
  'Receive the seed of the noise of an ended period, which two people decided to reveal':
    'Den Startwert des Rauschens eines beendeten Zeitraums erhalten, dessen Offenlegung zwei Personen beschlossen haben',
  'Propose a partner agency, an agreement with it, a pause, an end, the deletion of a delivery, or that an authority gets a seed of noise':
    'Eine Partnerbehörde, eine Vereinbarung mit ihr, eine Pause, ein Ende, die Löschung einer Lieferung oder die Offenlegung eines Startwerts an eine Behörde vorschlagen',
  'Approve a partner agency, an agreement with it, a pause, an end, the deletion of a delivery, or that an authority gets a seed of noise':
    'Eine Partnerbehörde, eine Vereinbarung mit ihr, eine Pause, ein Ende, die Löschung einer Lieferung oder die Offenlegung eines Startwerts an eine Behörde genehmigen',
  'Deliveries go on without this page.': 'Die Lieferungen laufen ohne diese Seite weiter.',
  'Seeds of noise': 'Startwerte des Rauschens',
  'The noise of counts for partners follows from a seed for each period, to which the ledger had a commitment before the period. With the seed and a delivery, a supervisory authority computes the exact counts. The partner never gets it.':
    'Das Rauschen der Zahlen für Partner folgt aus einem Startwert je Zeitraum, auf den sich der Server vor dem Zeitraum im Nachweisregister festgelegt hat. Mit Startwert und Lieferung berechnet eine Aufsichtsbehörde die genauen Zahlen. Der Partner erhält ihn nie.',
  'No agreement has noise.': 'Keine Vereinbarung hat Rauschen.',
  'Periods by agreement, the latest first': 'Zeiträume je Vereinbarung, der neueste zuerst',
  'Committed to': 'Festgelegt',
  'Commitment: {digest}': 'Festlegung: {digest}',
  'Propose that the supervisory authority gets the seed': 'Vorschlagen, dass die Aufsichtsbehörde den Startwert erhält',
  'Reason ## to reveal a seed': 'Grund',
  'Name no traveller. The authority and auditors read it.':
    'Nennen Sie keine Reisenden. Die Behörde und die Revision lesen es.',
  'Get the seed': 'Startwert erhalten',
  'Seed: {digest}': 'Startwert: {digest}',
  'With the report of the year and a delivery that the partner gives you: {command}':
    'Mit dem Jahresbericht und einer Lieferung, die der Partner Ihnen gibt: {command}',
  'Keep it from the partner: it ends the protection of all deliveries of the period.':
    'Halten Sie ihn vom Partner fern: Er beendet den Schutz aller Lieferungen des Zeitraums.',
  'The period runs': 'Der Zeitraum läuft',
  'Not revealed': 'Nicht offengelegt',
  'The authority may get it': 'Die Behörde kann ihn erhalten',
  'An inspection': 'Eine Prüfung',
  'A complaint': 'Eine Beschwerde',
  'An order of a court': 'Eine gerichtliche Anordnung',
  'A supervisory authority gets the seed of noise': 'Eine Aufsichtsbehörde erhält den Startwert des Rauschens',
  'The server has no commitment to noise in this period.':
    'Der Server hat sich für diesen Zeitraum nicht auf Rauschen festgelegt.',
  'The period is not over yet.': 'Der Zeitraum ist noch nicht vorbei.',
  'It was decided already: the authority can get the seed.':
    'Es ist schon beschlossen: Die Behörde kann den Startwert erhalten.',
  'States of a seed of noise': 'Stände eines Startwerts',
  'Nothing can be decided before its end.': 'Vor seinem Ende kann nichts beschlossen werden.',
  'Two people can decide that the supervisory authority gets the seed.':
    'Zwei Personen können beschließen, dass die Aufsichtsbehörde den Startwert erhält.',
  'A person of the authority gets the seed with a fresh proof; the ledger has each time.':
    'Eine Person der Behörde erhält den Startwert nach erneuter Anmeldung; das Nachweisregister hat jedes Mal.',
  'Makes files for an inspection as PDF, CSV or JSON, and lists seeds of noise. The ledger has the digest of each file, and its proof verifies without this server.':
    'Erstellt Dateien für eine Prüfung als PDF, CSV oder JSON und zeigt Startwerte des Rauschens. Das Nachweisregister hat die Prüfsumme jeder Datei, und ihr Nachweis lässt sich ohne diesen Server prüfen.',
  '{list}, blind: at most {documents} documents, {mebibytes} MiB, {share} % changed at once, {hours} h old on arrival':
    '{list}, blind: höchstens {documents} Dokumente, {mebibytes} MiB, {share} % auf einmal geändert, bei Ankunft {hours} h alt',
  '{list}: at most {documents} documents, {mebibytes} MiB, {share} % changed at once, {hours} h old on arrival':
    '{list}: höchstens {documents} Dokumente, {mebibytes} MiB, {share} % auf einmal geändert, bei Ankunft {hours} h alt',
  'Lists of the partner': 'Listen des Partners',
  'List of the partner: {list}': 'Liste des Partners: {list}',
  'Key of the owner of {list}': 'Schlüssel der Eigentümerin von {list}',
  'Key of the blind list {list}': 'Schlüssel der blinden Liste {list}',
  'Purpose of {list}': 'Zweck von {list}',
  'Another agreement takes this list. A list has one owner.':
    'Eine andere Vereinbarung nimmt diese Liste entgegen. Eine Liste hat eine einzige Eigentümerin.',
};
