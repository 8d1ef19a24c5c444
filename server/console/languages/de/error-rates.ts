import type { Catalogue } from '../text.ts';

export const errorRates: Catalogue = {
  'Error rates': 'Fehlerraten',
  'Error rates of {period}': 'Fehlerraten für {period}',
  'How often the gates of this service are wrong, for each month and year. Each report is signed, and the ledger holds its digest: you can verify it without this server.':
    'Wie oft die Schleusen dieser Behörde irren, für jeden Monat und jedes Jahr. Jeder Bericht ist signiert und sein Hashwert steht im Nachweisregister: Sie können ihn ohne diesen Server prüfen.',
  'Loading reports': 'Berichte werden geladen',
  'The reports cannot be loaded.': 'Die Berichte können nicht geladen werden.',
  'The report cannot be loaded.': 'Der Bericht kann nicht geladen werden.',
  'Load the reports again': 'Berichte erneut laden',
  'No report is published yet. The report of a month is made two weeks after it has ended.':
    'Noch ist kein Bericht veröffentlicht. Der Bericht eines Monats entsteht zwei Wochen nach dessen Ende.',
  'Month or year': 'Monat oder Jahr',
  'Gates that reported: {count}.': 'Schleusen mit Meldungen: {count}.',
  'Made on {date}.': 'Erstellt am {date}.',
  'No place had enough travellers for a rate.': 'An keinem Ort gab es genug Reisende für eine Rate.',
  'In brackets: the interval that holds the true rate in 95 of 100 cases. Counts below ten are withheld, and so are others that would reveal them.':
    'In Klammern: der Bereich, der die wahre Rate in 95 von 100 Fällen enthält. Anzahlen unter zehn werden zurückgehalten, ebenso weitere, aus denen sie hervorgingen.',
  'Not recognised: genuine travellers whom the comparison rejected, by the decisions of officers. Not acquired: no usable picture or fingerprint. Refused as an attack: genuine travellers taken for a picture or a mask.':
    'Nicht erkannt: echte Reisende, die der Vergleich ablehnte, nach den Entscheidungen der Kontrollkräfte. Nicht erfasst: kein brauchbares Bild und kein brauchbarer Fingerabdruck. Als Angriff abgelehnt: echte Reisende, die für ein Bild oder eine Maske gehalten wurden.',
  'Download the signed file': 'Signierte Datei herunterladen',
  'Download the proof of the ledger': 'Nachweis des Nachweisregisters herunterladen',
  Where: 'Wo',
  Compared: 'Verglichen',
  Finger: 'Finger',
  'Not acquired': 'Nicht erfasst',
  'Not recognised': 'Nicht erkannt',
  'Refused as an attack': 'Als Angriff abgelehnt',
  'All gates': 'Alle Schleusen',
  'Site {site}': 'Standort {site}',
  'Models {digest}': 'Modelle {digest}',
  'Device {device}': 'Gerät {device}',
  'Impostors who were matched': 'Betrüger, die zugeordnet wurden',
  'No seeded test was made in this time. Ordinary travellers do not show how often a gate matches an impostor, so the rate is not known.':
    'In dieser Zeit gab es keinen gezielten Test. Wie oft eine Schleuse einen Betrüger zuordnet, ist nicht bekannt: Reisende zeigen es nicht.',
  'In seeded tests staff held the document of another person who had agreed to it. With a confidence of 95 % the rate is below the bound. Each pair of a person and a document counts once.':
    'In gezielten Tests hielten Beschäftigte das Dokument einer anderen Person vor, die zugestimmt hatte. Mit einer Sicherheit von 95 % liegt die Rate unter der Grenze. Jedes Paar aus Person und Dokument zählt einmal.',
  'Two people signed the tests: document {number}, SHA-256 {digest}.':
    'Zwei Personen haben die Tests unterschrieben: Dokument {number}, SHA-256 {digest}.',
  Tests: 'Tests',
  Pairs: 'Paare',
  Matched: 'Zugeordnet',
  'Rate below': 'Rate unter',
  'Groups of travellers': 'Gruppen von Reisenden',
  'No gate reports the group of a traveller. It gives a randomised answer about sex, age or region, which is often false on purpose, and only sums of these answers leave the gate. The rates of groups are computed from the sums. Groups with fewer than {least} answers are not shown.':
    'Keine Schleuse meldet die Gruppe einer reisenden Person. Sie gibt eine zufällig veränderte Antwort zu Geschlecht, Alter oder Region, die absichtlich oft falsch ist, und nur Summen dieser Antworten verlassen die Schleuse. Die Raten der Gruppen werden aus den Summen berechnet. Gruppen mit weniger als {least} Antworten werden nicht gezeigt.',
  'Answers, about': 'Antworten, etwa',
  'Rejected by the comparison': 'Vom Vergleich abgelehnt',
  'Not taken as live': 'Nicht als echt erkannt',
  'A difference is stated where chance explains it in fewer than 5 of 100 reports, for all groups and rates together. Rejected travellers include impostors.':
    'Ein Unterschied wird genannt, wo der Zufall ihn in weniger als 5 von 100 Berichten erklärt, für alle Gruppen und Raten zusammen. Zu den abgelehnten Reisenden gehören auch Betrüger.',
  '{ratio} times the rate of all others ({low} to {high})':
    'das {ratio}-Fache der Rate aller anderen ({low} bis {high})',
  Sex: 'Geschlecht',
  'Region of the issuing state': 'Region des ausstellenden Staates',
  Female: 'Weiblich',
  Male: 'Männlich',
  'Not specified': 'Ohne Angabe',
  'Under 18': 'Unter 18',
  '18 to 34': '18 bis 34',
  '35 to 49': '35 bis 49',
  '50 to 64': '50 bis 64',
  '65 and over': '65 und älter',
  Africa: 'Afrika',
  Americas: 'Amerika',
  Asia: 'Asien',
  Europe: 'Europa',
  Oceania: 'Ozeanien',
  'Other issuers': 'Andere Aussteller',
};
