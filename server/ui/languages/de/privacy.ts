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
  'This file is larger than any retention policy. It was not read.':
    'Diese Datei ist größer als jede Aufbewahrungsregel. Sie wurde nicht gelesen.',
  'This file is not a retention policy.': 'Diese Datei ist keine Aufbewahrungsregel.',
  'Kept at most, hours': 'Aufbewahrt höchstens, Stunden',
  'The longest that any policy can allow: {time}': 'Längste Dauer, die eine Regel erlauben kann: {time}',
  'Legal basis': 'Rechtsgrundlage',
  'May be viewed by': 'Dürfen ansehen',
  'No person may view these data.': 'Niemand darf diese Daten ansehen.',
  'Change the policy': 'Regel ändern',
  'Proposed. Another privacy officer must approve it.':
    'Vorgeschlagen. Eine zweite Person des Datenschutzes muss zustimmen.',
  'Draft of policy {number}': 'Entwurf der Regel {number}',
  'In force from (00:00 UTC)': 'In Kraft ab (00:00 UTC)',
  Propose: 'Vorschlagen',
  Discard: 'Verwerfen',
  'Differences from policy {number}': 'Unterschiede zur Regel {number}',
  '{count} differences': { one: '{count} Unterschied', other: '{count} Unterschiede' },
  'The draft starts with the terms of policy {number}. You see each difference before you propose it.':
    'Der Entwurf beginnt mit den Bestimmungen der Regel {number}. Sie sehen jeden Unterschied, bevor Sie ihn vorschlagen.',
  'Draft the next policy': 'Nächste Regel entwerfen',
  'Lanes run the policy that they were set up with. The server has its digest and not its text. Choose its file to start from its terms.':
    'Die Kontrollspuren verwenden die Regel, mit der sie eingerichtet wurden. Der Server hat ihren Hashwert, nicht ihren Text. Wählen Sie ihre Datei, um mit ihren Bestimmungen zu beginnen.',
  'Draft the first policy': 'Erste Regel entwerfen',
  'No lane has reported that it runs this policy. Choose the file that the lanes were set up with.':
    'Keine Kontrollspur hat gemeldet, dass sie diese Regel verwendet. Wählen Sie die Datei, mit der die Kontrollspuren eingerichtet wurden.',
  'File of the present policy': 'Datei der jetzigen Regel',
};
