import type { Catalogue } from '../text.ts';

export const declarations: Catalogue = {
  'Customs officer': 'Kontrollkraft des Zolls',
  "See the readable facts of traders' declarations": 'Lesbare Angaben der Anmeldungen von Unternehmen sehen',
  'See the declarations that wait for a control': 'Anmeldungen sehen, die auf eine Kontrolle warten',
  'Record the result of a control of a declaration': 'Das Ergebnis der Kontrolle einer Anmeldung erfassen',
  'Agree that less than the recommended control is enough, or send it back':
    'Zustimmen, dass weniger als die empfohlene Kontrolle genügt, oder sie zurückgeben',
  'See how well rules, risk model and draw select declarations for control':
    'Sehen, wie gut Regeln, Risikomodell und Ziehung Anmeldungen zur Kontrolle auswählen',
  "View sealed field groups of a trader's declaration for a purpose, which its trader sees":
    'Versiegelte Feldgruppen der Anmeldung eines Unternehmens zu einem Zweck einsehen, den das Unternehmen sieht',
  'A viewing of a declaration': 'Eine Einsichtnahme in eine Anmeldung',
  'A customs officer was allowed to read groups of a trader’s declaration.':
    'Eine Kontrollkraft des Zolls durfte Feldgruppen der Anmeldung eines Unternehmens lesen.',
  'An officer of the customs office {office} was allowed to read a declaration. Purpose: {purpose}':
    'Eine Kontrollkraft der Zollstelle {office} durfte eine Anmeldung lesen. Zweck: {purpose}',
  'A legal hold on a declaration': 'Löschsperre für eine Anmeldung',
  'A legal hold on a declaration ends': 'Löschsperre für eine Anmeldung endet',
  'Check of the documents': 'Prüfung der Unterlagen',
  'Examination of the goods': 'Beschau der Waren',
  'Assessment of customs charges': 'Festsetzung der Abgaben',
  'Audit after clearance': 'Nachträgliche Prüfung',
  'Request of the trader': 'Anfrage des Unternehmens',
  'Declaration {id}': 'Anmeldung {id}',
  'Nothing was opened.': 'Nichts wurde geöffnet.',
  'Filed by its representative {trader}.': 'Abgegeben durch die Vertretung {trader}.',
  'Declared by {trader}, received {time}.': 'Von {trader}, eingegangen {time}.',
  'The content is kept until {time}.': 'Der Inhalt wird bis {time} aufbewahrt.',
  'No content has been kept since {time}.': 'Seit {time} wird kein Inhalt aufbewahrt.',
  Element: 'Element',
  'Place in the form': 'Stelle im Formular',
  'the whole declaration': 'die ganze Anmeldung',
  'You are not a member of any office that may read this declaration.':
    'Sie gehören keiner Zollstelle an, die diese Anmeldung lesen darf.',
  'Choose a purpose and at least one group first.': 'Wählen Sie zuerst einen Zweck und mindestens eine Gruppe.',
  'The groups are open.': 'Die Gruppen sind geöffnet.',
  'Open sealed groups': 'Versiegelte Gruppen öffnen',
  'The ledger records the viewing, and the trader sees office, purpose, groups and time. You use your passkey.':
    'Das Nachweisregister verzeichnet die Einsichtnahme, und das Unternehmen sieht Zollstelle, Zweck, Gruppen und Zeit. Sie verwenden Ihren Passkey.',
  Office: 'Zollstelle',
  Groups: 'Gruppen',
  'Opening…': 'Wird geöffnet…',
  'Open with the passkey': 'Mit dem Passkey öffnen',
  Value: 'Wert',
  'Close the groups': 'Gruppen schließen',
  'The list of offices names another key of yours. Use the passkey of that key, or hand in the new key.':
    'Die Liste der Zollstellen nennt einen anderen Schlüssel von Ihnen. Verwenden Sie dessen Passkey, oder reichen Sie den neuen Schlüssel ein.',
  'The content did not open with the key of the office. Report this to a security officer.':
    'Der Inhalt ließ sich mit dem Schlüssel der Zollstelle nicht öffnen. Melden Sie das einer Kontrollkraft für Sicherheit.',
  'All controls': 'Alle Kontrollen',
  'Channel ## of a declaration': 'Kanal',
  'Data set': 'Datensatz',
  Invoice: 'Rechnung',
  'Gross mass': 'Rohmasse',
  'Declarations ## of traders': 'Anmeldungen',
  'The list shows what stays readable. Everything else is sealed until you open it for a purpose.':
    'Die Liste zeigt, was lesbar bleibt. Alles andere ist versiegelt, bis Sie es zu einem Zweck öffnen.',
  'Chapter, two digits': 'Kapitel, zwei Ziffern',
  'Declarations are received and sealed without this page.':
    'Anmeldungen werden auch ohne diese Seite angenommen und versiegelt.',
  'No declaration matches.': 'Keine Anmeldung passt.',
  Newer: 'Neuere',
  Older: 'Ältere',
  Chapters: 'Kapitel',
  'Open ## a record': 'Öffnen',
  'Show the declaration of {trader}, {time}': 'Anmeldung von {trader} zeigen, {time}',
  'States of a declaration': 'Zustände einer Anmeldung',
  'It has no error. Its content is sealed and kept.':
    'Sie hat keinen Fehler. Ihr Inhalt ist versiegelt und wird aufbewahrt.',
  'It has an error. Its content was not kept.': 'Sie hat einen Fehler. Ihr Inhalt wurde nicht aufbewahrt.',
  'Channels of declarations': 'Kanäle der Anmeldungen',
  'No rule had anything to report.': 'Keine Regel hatte etwas zu melden.',
  'An officer looks at the warnings.': 'Eine Kontrollkraft sieht sich die Warnungen an.',
  'Sealed groups': 'Versiegelte Gruppen',
  'Who sends, receives, declares and represents.': 'Wer versendet, empfängt, anmeldet und vertritt.',
  'Descriptions, codes, quantities and packages of the goods.':
    'Beschreibungen, Codes, Mengen und Packstücke der Waren.',
  'Prices, costs and their currencies.': 'Preise, Kosten und ihre Währungen.',
  'Places, means of transport, containers and references.': 'Orte, Beförderungsmittel, Container und Referenzen.',
  'Authorisations, guarantees and certificates.': 'Bewilligungen, Sicherheiten und Bescheinigungen.',
  'Shows traders’ declarations. Readable facts are listed; the rest is sealed to customs offices and opens in this page for a purpose that the trader sees.':
    'Zeigt Anmeldungen von Unternehmen. Lesbare Angaben stehen in der Liste; der Rest ist für Zollstellen versiegelt und öffnet sich auf dieser Seite zu einem Zweck, den das Unternehmen sieht.',
  'Lists declarations, latest first. Show one, choose office, purpose and groups, and open them with your passkey. Close the groups when you have read them.':
    'Listet Anmeldungen, die neueste zuerst. Zeigen Sie eine an, wählen Sie Zollstelle, Zweck und Gruppen, und öffnen Sie diese mit Ihrem Passkey. Schließen Sie die Gruppen, wenn Sie sie gelesen haben.',
  'Your reading key': 'Ihr Leseschlüssel',
  'Shows the public part of the key by which you open declarations. You can read only after two people have signed a list of offices that names it.':
    'Zeigt den öffentlichen Teil des Schlüssels, mit dem Sie Anmeldungen öffnen. Lesen können Sie erst, wenn zwei Personen eine Liste der Zollstellen signiert haben, die ihn nennt.',
  'Your passkey makes this key each time; it is stored nowhere. Hand the public part to the people who sign the list of customs offices, and compare the fingerprint with them.':
    'Ihr Passkey erzeugt diesen Schlüssel jedes Mal; er wird nirgends gespeichert. Übergeben Sie den öffentlichen Teil den Personen, die die Liste der Zollstellen signieren, und vergleichen Sie den Fingerabdruck mit ihnen.',
  'Show with the passkey': 'Mit dem Passkey zeigen',
  'Save the public part': 'Öffentlichen Teil speichern',
  Parties: 'Beteiligte',
  'Goods ## of a declaration': 'Waren',
  'Value ## of goods': 'Wert',
  'Supply chain': 'Lieferkette',
  Authorisations: 'Bewilligungen',
  Rejected: 'Abgelehnt',
  'Green: no finding': 'Grün: keine Beanstandung',
  'Orange: with warnings': 'Orange: mit Warnungen',
  'H1, import': 'H1, Einfuhr',
  'H7, low value': 'H7, geringer Wert',
  'B1, export': 'B1, Ausfuhr',
  'Under 150 €': 'Unter 150 €',
  'Under 1,000 €': 'Unter 1.000 €',
  'Under 10,000 €': 'Unter 10.000 €',
  'Under 100,000 €': 'Unter 100.000 €',
  '100,000 € or more': '100.000 € oder mehr',
  'Under 2 kg': 'Unter 2 kg',
  'Under 30 kg': 'Unter 30 kg',
  'Under 1,000 kg': 'Unter 1.000 kg',
  'Under 25,000 kg': 'Unter 25.000 kg',
  '25,000 kg or more': '25.000 kg oder mehr',
  'The passkey was not used. Nothing was opened.': 'Der Passkey wurde nicht verwendet. Nichts wurde geöffnet.',
  'The passkey could not be used. Nothing was opened.':
    'Der Passkey konnte nicht verwendet werden. Nichts wurde geöffnet.',
  'Passkeys do not work at this address. Open the console at its own name.':
    'Passkeys funktionieren unter dieser Adresse nicht. Öffnen Sie die Konsole unter ihrem eigenen Namen.',
  'This browser does not support passkeys.': 'Dieser Browser unterstützt keine Passkeys.',
  'This passkey cannot make a reading key. Add another passkey under Your account, in a browser that supports it.':
    'Dieser Passkey kann keinen Leseschlüssel erzeugen. Fügen Sie unter „Ihr Konto“ einen anderen Passkey hinzu, in einem Browser, der das unterstützt.',
  'The invented people of the development mode have no passkey and no reading key.':
    'Die erfundenen Personen des Entwicklungsmodus haben keinen Passkey und keinen Leseschlüssel.',
  'The server did not accept the proof. Nothing was opened.':
    'Der Server hat den Nachweis nicht angenommen. Nichts wurde geöffnet.',
  'Your office may not read these groups. The attempt was recorded.':
    'Ihre Zollstelle darf diese Gruppen nicht lesen. Der Versuch wurde verzeichnet.',
  'The content was erased. Only the readable facts are left.':
    'Der Inhalt wurde gelöscht. Nur die lesbaren Angaben sind noch da.',
  'The viewing has expired. Ask again.': 'Die Einsichtnahme ist abgelaufen. Fragen Sie erneut.',
  'The server has no signed list of customs offices in force.':
    'Auf dem Server gilt keine signierte Liste der Zollstellen.',
  'You have viewed as many declarations as one person may for now. Nothing was opened.':
    'Sie haben so viele Anmeldungen eingesehen, wie eine Person zurzeit darf. Nichts wurde geöffnet.',
  'The server has no such declaration.': 'Der Server hat keine solche Anmeldung.',
  'Viewed {count} times before.': {
    one: 'Bisher wurde sie {count} Mal eingesehen.',
    other: 'Bisher wurde sie {count} Mal eingesehen.',
  },
  'Documents ## a control of goods': 'Unterlagen',
  'Scan ## a control of goods': 'Durchleuchtung',
  'Physical inspection': 'Beschau',
  'No control ## of goods': 'Keine Kontrolle',
  'High risk': 'Hohes Risiko',
  'Raised risk': 'Erhöhtes Risiko',
  'Low risk': 'Geringes Risiko',
  'the same goods line in earlier declarations': 'dieselbe Warenposition in früheren Anmeldungen',
  'the heading of the tariff': 'die Tarifposition',
  'the origin': 'der Ursprung',
  'the country of departure or the route': 'das Versendungsland oder der Weg',
  'the tariff rate or its basis': 'der Zollsatz oder seine Grundlage',
  'these goods with this route and rate': 'diese Waren mit diesem Weg und diesem Zollsatz',
  'the net mass': 'die Eigenmasse',
  'No score: the server has no risk model.': 'Keine Bewertung: der Server hat kein Risikomodell.',
  'No score: the risk model failed.': 'Keine Bewertung: das Risikomodell hat versagt.',
  'No score: no item has a heading of the tariff.': 'Keine Bewertung: keine Position hat eine Tarifposition.',
  'Goods as declared': 'Waren wie angemeldet',
  'An error, no fraud': 'Ein Fehler, kein Betrug',
  'Suspicion of fraud': 'Verdacht auf Betrug',
  'The rest is waived': 'Auf den Rest wird verzichtet',
  'Nothing differs': 'Nichts weicht ab',
  'The value differs': 'Der Wert weicht ab',
  'The commodity code differs': 'Die Warennummer weicht ab',
  'The origin differs': 'Der Ursprung weicht ab',
  'The quantity or mass differs': 'Menge oder Masse weicht ab',
  'Goods are not declared': 'Waren sind nicht angemeldet',
  'Goods are prohibited or restricted': 'Waren sind verboten oder beschränkt',
  'A document is missing or false': 'Eine Unterlage fehlt oder ist falsch',
  'The goods perish': 'Die Waren verderben',
  'Live animals': 'Lebende Tiere',
  'The scanner does not work': 'Die Durchleuchtungsanlage arbeitet nicht',
  'Another authority controlled the goods': 'Eine andere Behörde hat die Waren kontrolliert',
  'Too many declarations wait': 'Zu viele Anmeldungen warten',
  '{band}. It is raised most by: {reasons}.': '{band}. Am meisten erhöht durch: {reasons}.',
  'This is less than recommended. Choose “The rest is waived” with a reason; a second officer must agree.':
    'Das ist weniger als empfohlen. Wählen Sie, dass auf den Rest verzichtet wird, mit einem Grund; eine zweite Kontrollkraft muss zustimmen.',
  'Another officer has already done this. Load the page again.':
    'Eine andere Kontrollkraft war schneller. Laden Sie die Seite neu.',
  'Choose a control below the recommended one to waive the rest, or another outcome.':
    'Wählen Sie eine geringere Kontrolle als die empfohlene, um auf den Rest zu verzichten, oder ein anderes Ergebnis.',
  'Another officer must agree, not the one who recorded it.':
    'Eine andere Kontrollkraft muss zustimmen, nicht die, die es erfasst hat.',
  'No control is recommended.': 'Keine Kontrolle ist empfohlen.',
  'Control ## of goods': 'Kontrolle',
  'Recommended: {route}.': 'Empfohlen: {route}.',
  '{made}: {outcome}. {reason}. Recorded by {person}, {time}.':
    '{made}: {outcome}. {reason}. Erfasst von {person}, {time}.',
  'The declaration was drawn at random.': 'Die Anmeldung wurde zufällig gezogen.',
  'The result is recorded.': 'Das Ergebnis ist erfasst.',
  'A second officer has to agree.': 'Eine zweite Kontrollkraft muss zustimmen.',
  'Choose the control, the outcome and the reason first.': 'Wählen Sie zuerst Kontrolle, Ergebnis und Grund.',
  'Control that was made': 'Vorgenommene Kontrolle',
  'Outcome ## of a control of goods': 'Ergebnis',
  'Reason ## for a result': 'Grund',
  'Record the result': 'Ergebnis erfassen',
  'This control is less than recommended. A second officer must agree, or send the declaration back to the queue.':
    'Es wurde weniger getan als empfohlen. Eine zweite Kontrollkraft stimmt zu oder gibt die Anmeldung in die Warteschlange zurück.',
  'Send back to the queue': 'In die Warteschlange zurückgeben',
  'Controls ## of goods': 'Kontrollen',
  'Recommended control': 'Empfohlene Kontrolle',
  '{count} declarations wait.': { one: '{count} Anmeldung wartet.', other: '{count} Anmeldungen warten.' },
  'No declaration waits for a control.': 'Keine Anmeldung wartet auf eine Kontrolle.',
  'Back ## in the queue': 'Zurück',
  'Further ## in the queue': 'Weiter',
  'Load again': 'Neu laden',
  'Received ## a declaration': 'Eingang',
  '(waits for a second officer)': '(wartet auf eine zweite Kontrollkraft)',
  'Lists the declarations that wait for a control, the most urgent first. Show one, make the control, and record its result. Some green declarations are drawn at random; which ones is shown after the result.':
    'Listet die Anmeldungen, die auf eine Kontrolle warten, die dringendsten zuerst. Zeigen Sie eine, nehmen Sie die Kontrolle vor und erfassen Sie das Ergebnis. Einige grüne Anmeldungen werden zufällig gezogen; welche, steht nach dem Ergebnis da.',
  'Quarter {part} of {year}': 'Quartal {part}/{year}',
  'Audit of the selection': 'Prüfung der Auswahl',
  'Shares have their exact 95 % interval. The band behind each row is the interval of the drawn declarations. Precision is computed from declarations that were selected; it is not a rate among all.':
    'Anteile stehen mit ihrem exakten 95-%-Intervall. Das Band hinter jeder Zeile ist das Intervall der gezogenen Anmeldungen. Die Trefferquote stammt aus ausgewählten Anmeldungen und ist keine Rate aller.',
  Quarter: 'Quartal',
  'Declarations and controls': 'Anmeldungen und Kontrollen',
  'Accepted ## declarations': 'Angenommen',
  'Without a score of this model': 'Ohne Bewertung dieses Modells',
  'Controls with a result': 'Kontrollen mit Ergebnis',
  'Waived ## controls': 'Verzichtet',
  'Controls that wait': 'Wartende Kontrollen',
  'The risk model scored no declaration of this quarter.':
    'Das Risikomodell hat keine Anmeldung dieses Quartals bewertet.',
  'Choose another quarter.': 'Wählen Sie ein anderes Quartal.',
  'Frauds among the green declarations that were drawn: {share}.':
    'Betrugsfälle unter den gezogenen grünen Anmeldungen: {share}.',
  'By this interval, all green declarations contain {low} to {high} frauds.':
    'Nach diesem Intervall enthalten alle grünen Anmeldungen {low} bis {high} Betrugsfälle.',
  'No drift is known: no earlier quarter has this model':
    'Keine Veränderung bekannt: kein früheres Quartal hat dieses Modell',
  'Changed since the quarter before: review the model': 'Seit dem Vorquartal verändert: Modell prüfen',
  'No change is proven': 'Keine Veränderung nachgewiesen',
  'Stability of the bands {stability} (limit 0.25). In the quarter before, drawn: {share}.':
    'Stabilität der Bänder {stability} (Grenze 0,25). Im Vorquartal, gezogen: {share}.',
  'Risk model': 'Risikomodell',
  'Bands of the risk model': 'Bänder des Risikomodells',
  Band: 'Band',
  'Frauds among the drawn': 'Betrugsfälle unter den gezogenen',
  'Missed by the model, of the frauds of the sample: outside the high band {high}; in the low band {low}.':
    'Vom Modell verfehlt, von den Betrugsfällen der Stichprobe: außerhalb des hohen Bandes {high}; im niedrigen Band {low}.',
  'Rules ## of declarations': 'Regeln',
  'No inspected declaration has a finding of a rule.':
    'Keine kontrollierte Anmeldung hat eine Beanstandung einer Regel.',
  'Found frauds without its finding': 'Entdeckte Betrugsfälle ohne ihre Beanstandung',
  'Against the draw': 'Gegenüber der Ziehung',
  'Rules without a case ({count})': 'Regeln ohne Fall ({count})',
  'No inspected declaration of the quarter has a finding of them.':
    'Keine kontrollierte Anmeldung des Quartals hat eine Beanstandung von ihnen.',
  'Drawn frauds outside the high band': 'Gezogene Betrugsfälle außerhalb des hohen Bandes',
  'Misses by group': 'Verfehlte nach Gruppen',
  'By office': 'Nach Zollstelle',
  'Office that may read the goods': 'Zollstelle, die die Waren lesen darf',
  'By size of the trader': 'Nach Größe des Unternehmens',
  'Accepted declarations of the trader in the quarter': 'Angenommene Anmeldungen des Unternehmens im Quartal',
  'By goods lines that the model knows': 'Nach Warenpositionen, die das Modell kennt',
  'Goods lines that the model knows': 'Warenpositionen, die das Modell kennt',
  'A rule against the draw': 'Eine Regel gegenüber der Ziehung',
  'Its declarations certainly have more frauds than drawn ones.':
    'Ihre Anmeldungen enthalten sicher mehr Betrugsfälle als gezogene.',
  'The intervals overlap: too few declarations were inspected.':
    'Die Intervalle überlappen sich: zu wenige Anmeldungen wurden kontrolliert.',
  'Its declarations certainly have fewer frauds than drawn ones. Review the rule.':
    'Ihre Anmeldungen enthalten sicher weniger Betrugsfälle als gezogene. Prüfen Sie die Regel.',
  'Shows for a quarter how well rules, risk model and draw select declarations for control. Shares have their exact 95 % interval; where intervals overlap, no difference is proven. Save the file for the quarterly report.':
    'Zeigt für ein Quartal, wie gut Regeln, Risikomodell und Ziehung Anmeldungen zur Kontrolle auswählen. Anteile stehen mit ihrem exakten 95-%-Intervall; wo sich Intervalle überlappen, ist kein Unterschied nachgewiesen. Speichern Sie die Datei für den Quartalsbericht.',
  'Frauds among the inspected': 'Betrugsfälle unter den kontrollierten',
  'Drawn on a scale': 'Auf einer Skala gezeichnet',
  'no case': 'kein Fall',
  '{count} of {of} = {share} ({low} to {high})': '{count} von {of} = {share} ({low} bis {high})',
  'Finds more than a draw': 'Findet mehr als eine Ziehung',
  'Not decided': 'Nicht entschieden',
  'Finds less than a draw': 'Findet weniger als eine Ziehung',
  '1 declaration': '1 Anmeldung',
  '2 to 19 declarations': '2 bis 19 Anmeldungen',
  '20 declarations or more': '20 Anmeldungen oder mehr',
  'No line is known': 'Keine Position ist bekannt',
  'Some lines are known': 'Einige Positionen sind bekannt',
  'All lines are known': 'Alle Positionen sind bekannt',
  'States of people and keys of traders': 'Zustände der Personen und Schlüssel von Unternehmen',
  'The invitation was approved. The person makes a passkey with the code.':
    'Die Einladung ist genehmigt. Die Person erzeugt mit dem Code einen Passkey.',
  'The code was not used within a week. Invite the person again with a new code.':
    'Der Code wurde innerhalb einer Woche nicht verwendet. Laden Sie die Person mit einem neuen Code erneut ein.',
  'The person signs in with a passkey, or the program with its key.':
    'Die Person meldet sich mit einem Passkey an, oder das Programm mit seinem Schlüssel.',
  'It no longer gives access: its time is over, or two administrators ended it.':
    'Es gibt keinen Zugang mehr: die Zeit ist abgelaufen, oder zwei Administratoren haben es beendet.',
  Traders: 'Unternehmen',
  'Lists the people of traders and the keys of their programs. Propose to invite a person or to give a key, or an end; another administrator approves it under Decisions. Person and program make their secrets themselves and send you only a fingerprint.':
    'Listet die Personen von Unternehmen und die Schlüssel ihrer Programme. Schlagen Sie eine Einladung, einen Schlüssel oder ein Ende vor; eine andere Person der Administration genehmigt es unter „Entscheidungen“. Person und Programm erzeugen ihre Geheimnisse selbst und senden Ihnen nur einen Fingerabdruck.',
  'The name of a trader has small letters, digits and hyphens, 32 at most.':
    'Der Name eines Unternehmens hat kleine Buchstaben, Ziffern und Bindestriche, höchstens 32.',
  'A fingerprint has 64 characters, 0 to 9 and a to f. Paste it as you got it.':
    'Ein Fingerabdruck hat 64 Zeichen, 0 bis 9 und a bis f. Fügen Sie ihn ein, wie Sie ihn bekommen haben.',
  'Name of the trader': 'Name des Unternehmens',
  'Small letters, digits and hyphens: trader-1. The same for all its people and programs.':
    'Kleine Buchstaben, Ziffern und Bindestriche: trader-1. Derselbe für alle seine Personen und Programme.',
  'Invite a person of a trader': 'Person eines Unternehmens einladen',
  'The person makes a code in the portal and sends you its fingerprint. Check in another way, such as a call to a known number, that it is theirs.':
    'Die Person erzeugt im Portal einen Code und sendet Ihnen seinen Fingerabdruck. Vergewissern Sie sich auf anderem Weg, etwa durch einen Anruf bei einer bekannten Nummer, dass er von ihr ist.',
  'Name of the person': 'Name der Person',
  'Fingerprint of the code': 'Fingerabdruck des Codes',
  'Give a trader’s program a key': 'Programm eines Unternehmens einen Schlüssel geben',
  'The trader makes the key and sends you its SHA-256. You never see the key.':
    'Das Unternehmen erzeugt den Schlüssel und sendet Ihnen dessen SHA-256. Den Schlüssel sehen Sie nie.',
  'Choose at least one scope.': 'Wählen Sie mindestens einen Umfang.',
  'SHA-256 of the key': 'SHA-256 des Schlüssels',
  Scopes: 'Umfang',
  'People and programs of traders can work without this page.':
    'Personen und Programme von Unternehmen werden auch ohne diese Seite bedient.',
  'Search trader or name': 'Unternehmen oder Namen suchen',
  'Keys of traders’ programs': 'Schlüssel der Programme von Unternehmen',
  'No person of a trader matches.': 'Keine Person eines Unternehmens passt.',
  'Name ## of a person': 'Name',
  'Since ## a day': 'Seit',
  Access: 'Zugang',
  'Propose to end the access of {name}, {trader}': 'Ende des Zugangs von {name}, {trader} vorschlagen',
  'Propose to end': 'Ende vorschlagen',
  'No program of a trader has a key.': 'Kein Programm eines Unternehmens hat einen Schlüssel.',
  Key: 'Schlüssel',
  'Invitation not used': 'Einladung nicht verwendet',
  'Has access': 'Hat Zugang',
  'No longer has access': 'Hat keinen Zugang mehr',
  'Send declarations': 'Anmeldungen senden',
  'Read state and findings': 'Zustand und Beanstandungen lesen',
  'Read the log of viewings': 'Das Protokoll der Einsichtnahmen lesen',
  "See the people of traders and the keys of traders' programs":
    'Die Personen von Unternehmen und die Schlüssel ihrer Programme sehen',
  'Legal holds on declarations of goods': 'Löschsperren für Warenanmeldungen',
  'A hold keeps the sealed content of a declaration beyond its time. It opens nothing: only customs officers of the offices can read it.':
    'Eine Löschsperre bewahrt den versiegelten Inhalt einer Anmeldung über seine Zeit hinaus auf. Sie öffnet nichts: nur Kontrollkräfte der Zollstellen können ihn lesen.',
  'No declaration is held.': 'Keine Anmeldung ist gesperrt.',
  'Declaration {id}; ordered by {proposer} and {approver}, {time}.':
    'Anmeldung {id}; angeordnet von {proposer} und {approver}, {time}.',
  'The number of a declaration has 32 characters, 0 to 9 and a to f.':
    'Die Nummer einer Anmeldung hat 32 Zeichen, 0 bis 9 und a bis f.',
  'Hold a declaration': 'Löschsperre für eine Anmeldung vorschlagen',
  'Number of the declaration': 'Nummer der Anmeldung',
  '32 characters. The customs officer’s page and the trader’s portal show it.':
    '32 Zeichen. Die Seite der Kontrollkraft und das Portal des Unternehmens zeigen sie.',
  'The server keeps no content of a declaration with this number.':
    'Der Server bewahrt keinen Inhalt einer Anmeldung mit dieser Nummer auf.',
  'Selected by these rules:': 'Von diesen Regeln ausgewählt:',
  'The score only orders the queue. A green declaration shows a reason only where a rule selects it, because some are drawn at random.':
    'Die Bewertung ordnet nur die Warteschlange. Eine grüne Anmeldung zeigt nur dann einen Grund, wenn eine Regel sie auswählt, weil einige zufällig gezogen werden.',
  'Rule: {text}': 'Regel: {text}',
  'Reason ## of a control of goods': 'Grund',
  'States of a selection rule': 'Zustände einer Auswahlregel',
  'It is counted and has no effect. Officers do not see it.':
    'Sie wird gezählt und hat keine Wirkung. Kontrollkräfte sehen sie nicht.',
  'A declaration for which it holds is controlled. Officers see the rule as the reason.':
    'Eine Anmeldung, auf die sie zutrifft, wird kontrolliert. Kontrollkräfte sehen die Regel als Grund.',
  'Selection rules': 'Auswahlregeln',
  'Shows the rules that two people have signed, and what each found in a month. A rule in trial only counts: read what it would add to the queue before it is put in force. Frauds are counted among hits that were controlled, so they are not a rate among all hits.':
    'Zeigt die Regeln, die zwei Personen unterschrieben haben, und was jede in einem Monat gefunden hat. Eine Regel in Erprobung zählt nur: Lesen Sie, was sie der Warteschlange hinzufügen würde, bevor sie in Kraft gesetzt wird. Betrugsfälle werden unter den kontrollierten Treffern gezählt und sind keine Rate aller Treffer.',
  'The last 30 days': 'Die letzten 30 Tage',
  'Two people sign these rules. A rule in trial only counts. Shares have their exact 95 % interval; frauds are counted among hits whose control can show one.':
    'Zwei Personen unterschreiben diese Regeln. Eine Regel in Erprobung zählt nur. Anteile stehen mit ihrem exakten 95-%-Intervall; Betrugsfälle werden unter Treffern mit aussagekräftiger Kontrolle gezählt.',
  'Period ## of counts': 'Zeitraum',
  'The rules in use have expired and select nothing. Two people sign a new set.':
    'Die verwendeten Regeln sind abgelaufen und wählen nichts aus. Zwei Personen unterschreiben einen neuen Satz.',
  'A newer set has been refused since {time}. {reason}': 'Ein neuerer Satz wird seit {time} nicht verwendet. {reason}',
  'No set of rules is in use.': 'Kein Regelsatz wird verwendet.',
  'Channel, risk model and draw select declarations.': 'Kanal, Risikomodell und Ziehung wählen Anmeldungen aus.',
  'Set {version}, in use since {time}, valid until {day}. Amounts are in {currency}.':
    'Satz {version}, verwendet seit {time}, gültig bis {day}. Beträge in {currency}.',
  'The set has no rules.': 'Der Satz hat keine Regeln.',
  'Hits among the judged': 'Treffer unter den beurteilten',
  'Selected anyway': 'Ohnehin ausgewählt',
  'Added to the queue': 'Zusätzlich in der Warteschlange',
  'Frauds among controlled hits': 'Betrugsfälle unter kontrollierten Treffern',
  '(if it were in force)': '(wenn sie in Kraft wäre)',
  'valid from {from} ## a rule': 'gültig ab {from}',
  'valid from {from} to {until} ## a rule': 'gültig von {from} bis {until}',
  '(read on {day})': '(gelesen am {day})',
  'Urgent: {reason}': 'Dringend: {reason}',
  'Expired ## a rule': 'Abgelaufen',
  '{count} days in trial': { one: '{count} Tag in Erprobung', other: '{count} Tage in Erprobung' },
  'may be put in force': 'darf in Kraft gesetzt werden',
  '{count} are needed': '{count} sind nötig',
  'urgent ## a rule': 'dringend',
  'In trial ## a rule': 'In Erprobung',
  'In force ## a rule': 'In Kraft',
  'Too few people have signed it.': 'Zu wenige Personen haben ihn unterschrieben.',
  'A file of the releases on the server is missing or is not the one that was published.':
    'Eine Datei der Freigaben auf dem Server fehlt oder ist nicht die veröffentlichte.',
  'Its last day, or that of its signatures, is over.': 'Sein letzter Tag oder der seiner Unterschriften ist vorbei.',
  'An older publication was put back.': 'Eine ältere Veröffentlichung wurde zurückgelegt.',
  'The file is too large.': 'Die Datei ist zu groß.',
  'The file is no set of rules.': 'Die Datei ist kein Regelsatz.',
  'A test of a rule fails, or a rule uses an unknown fact.':
    'Ein Test einer Regel schlägt fehl, oder eine Regel verwendet eine unbekannte Angabe.',
  'It is for another jurisdiction.': 'Er gilt für ein anderes Rechtsgebiet.',
  'A rule is in force without enough days in trial and without a reason for urgency.':
    'Eine Regel ist ohne genügend Tage der Erprobung und ohne Grund für Dringlichkeit in Kraft.',
  'Item {number} ## of a declaration': 'Position {number}',
  'No score: the trader sealed it before sending. No rule has judged the content, and the readable part is the trader’s own statement.':
    'Keine Bewertung: Der Händler hat sie vor dem Senden versiegelt. Keine Regel hat den Inhalt geprüft, und der lesbare Teil ist die eigene Angabe des Händlers.',
  'Chapters of the tariff': 'Kapitel des Zolltarifs',
  'Number of items': 'Zahl der Positionen',
  'Value of the invoice': 'Rechnungswert',
  'The content differs from the readable part: {facts}. Control the goods, and report it.':
    'Der Inhalt weicht vom lesbaren Teil ab: {facts}. Kontrollieren Sie die Waren und melden Sie es.',
};
