import type { Catalogue } from '../text.ts';

export const emergency: Catalogue = {
  Done: 'Erledigt',
  Close: 'Schließen',
  'This part of the page could not be loaded. Use the emergency release at the lane.':
    'Dieser Teil der Seite konnte nicht geladen werden. Benutzen Sie die Notentriegelung an der Kontrollspur.',
  Emergency: 'Notfall',
  'Emergency at a whole site': 'Notfall an einem ganzen Standort',
  'Choose the cause. All gates of the site open and stay open until the emergency is ended. You confirm once with your passkey for all lanes of the site. If you have no passkey with you, use the emergency release at the lane.':
    'Wählen Sie die Ursache. Alle Schleusen des Standorts öffnen sich und bleiben offen, bis der Notfall beendet wird. Sie bestätigen einmal mit Ihrem Passkey für alle Kontrollspuren des Standorts. Wenn Sie keinen Passkey bei sich haben, benutzen Sie die Notentriegelung an der Kontrollspur.',
  'The server does not answer. Use the emergency release at each lane.':
    'Der Server antwortet nicht. Benutzen Sie die Notentriegelung an jeder Kontrollspur.',
  'Reading the lanes of your sites…': 'Die Kontrollspuren Ihrer Standorte werden geladen…',
  '{open} of {all} open in an emergency': '{open} von {all} im Notfall offen',
  'Open all lanes of {site}': 'Alle Kontrollspuren von {site} öffnen',
  '{cause}: open {count} lanes': {
    one: '{cause}: {count} Kontrollspur öffnen',
    other: '{cause}: {count} Kontrollspuren öffnen',
  },
  'End the emergency at {count} lanes': {
    one: 'Notfall an {count} Kontrollspur beenden',
    other: 'Notfall an {count} Kontrollspuren beenden',
  },
  'Not heard yet': 'Noch keine Meldung',
  'Not heard for {time}. Last: {word}': 'Keine Meldung seit {time}. Zuletzt: {word}',
  'Preparing the order': 'Anweisung wird vorbereitet',
  'Confirm with your passkey': 'Bestätigen Sie mit Ihrem Passkey',
  'On its way to the lane': 'Unterwegs zur Kontrollspur',
  'The page could not do it. Use the release at the lane.':
    'Die Seite konnte das nicht ausführen. Benutzen Sie die Entriegelung an der Kontrollspur.',
  'This lane was disabled.': 'Diese Kontrollspur wurde gesperrt.',
  'the lane gave no reason': 'die Kontrollspur gab keinen Grund an',
  'Not done. Reason: {why}.': 'Nicht ausgeführt. Grund: {why}.',
  'The lane did not answer in time. Use the release at the lane.':
    'Die Kontrollspur hat nicht rechtzeitig geantwortet. Benutzen Sie die Entriegelung an der Kontrollspur.',
};
