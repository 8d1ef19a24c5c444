import type { Catalogue } from '../text.ts';

export const records: Catalogue = {
  '{away} This page tries again by itself.': '{away} Diese Seite versucht es von selbst erneut.',
  'The duty may have ended. If it should be yours, ask the administrator who assigns duties.':
    'Die Befugnis ist möglicherweise beendet. Wenn sie Ihnen zusteht, wenden Sie sich an die Administration, die Befugnisse erteilt.',
  'The server could not answer.': 'Der Server konnte nicht antworten.',
  'Nothing was changed. Code: {code}': 'Es wurde nichts geändert. Code: {code}',
  'The server does not answer. This page shows its last answer.':
    'Der Server antwortet nicht. Diese Seite zeigt seine letzte Antwort.',
  'Later {what}': 'Spätere: {what}',
  'Earlier {what}': 'Frühere: {what}',
  'The server does not answer. Try again.': 'Der Server antwortet nicht. Versuchen Sie es erneut.',
  'Verify {what}': 'Prüfen: {what}',
  'Save the proof file': 'Nachweisdatei speichern',
  'Verify elsewhere': 'Anderswo prüfen',
  'Getting the proof…': 'Der Nachweis wird geladen…',
  'The ledger has no entry for this. If there should be one, tell the auditor.':
    'Das Nachweisregister hat dafür keinen Eintrag. Wenn es einen geben müsste, verständigen Sie die Revision.',
  'The server could not give the proof ({code}).': 'Der Server konnte den Nachweis nicht liefern ({code}).',
  'Table: {label}': 'Tabelle: {label}',
  'The entry is in the log, but not in a published head yet. Try again in a few seconds.':
    'Der Eintrag ist im Protokoll, aber noch in keinem veröffentlichten Kopf. Versuchen Sie es in einigen Sekunden noch einmal.',
};
