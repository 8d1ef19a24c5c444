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
};
