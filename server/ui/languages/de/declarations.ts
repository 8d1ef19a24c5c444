import type { Catalogue } from '../text.ts';

export const declarations: Catalogue = {
  'Customs officer': 'Kontrollkraft des Zolls',
  "See the readable facts of traders' declarations": 'Lesbare Angaben der Anmeldungen von Unternehmen sehen',
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
  'Declared by {trader}, received {time}.': 'Von {trader}, eingegangen {time}.',
  'The content is kept until {time}.': 'Der Inhalt wird bis {time} aufbewahrt.',
  'No content has been kept since {time}.': 'Seit {time} wird kein Inhalt aufbewahrt.',
  Element: 'Element',
  'Place in the form': 'Stelle im Formular',
  'the whole declaration': 'die ganze Anmeldung',
  'You are a member of no office that may read this declaration.':
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
  'Every one': 'Alle',
  'Channel ## of a declaration': 'Kanal',
  'Data set': 'Datensatz',
  Invoice: 'Rechnung',
  'Gross mass': 'Rohmasse',
  'Declarations ## of traders': 'Anmeldungen',
  'The list shows what stays readable. Everything else is sealed until you open it for a purpose.':
    'Die Liste zeigt, was lesbar bleibt. Alles andere ist versiegelt, bis Sie es zu einem Zweck öffnen.',
  'Chapter, two digits': 'Kapitel, zwei Ziffern',
  'Declarations are taken and sealed without this page.':
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
};
