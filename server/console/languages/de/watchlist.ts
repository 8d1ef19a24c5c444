/** Hits of watchlists and their look-up. */
import type { Catalogue } from '../text.ts';

export const watchlist = {
  'Look a watchlist hit of a held referral up at the authority, with an evidence grant for the traveller':
    'Einen Fahndungstreffer einer übernommenen Verweisung bei der Behörde nachschlagen, mit einer Bewilligung der Kontrollaufnahmen der reisenden Person',
  'asked, without an answer so far': 'gefragt, bisher ohne Antwort',
  'The authority’s records name this document.': 'Die Aufzeichnungen der Behörde nennen dieses Dokument.',
  'The authority’s records do not name this document: the hit of the lane was false.':
    'Die Aufzeichnungen der Behörde nennen dieses Dokument nicht: Der Treffer der Kontrollspur war falsch.',
  'The authority did not answer.': 'Die Behörde hat nicht geantwortet.',
  'this server has no connection to it': 'dieser Server hat keine Verbindung zu ihr',
  'it cannot be reached': 'sie ist nicht erreichbar',
  'its certificate is not trusted': 'ihrem Zertifikat wird nicht vertraut',
  'it refused the request': 'sie hat die Anfrage abgelehnt',
  'its answer was not valid': 'ihre Antwort war nicht gültig',
  'Watchlist hit': 'Fahndungstreffer',
  'The hit must still be settled.': 'Der Treffer bleibt zu klären.',
  '{list}, version {version} of {time}': '{list}, Version {version} vom {time}',
  'Hits of the last 30 days: {confirmed} confirmed, {false} false.':
    'Treffer der letzten 30 Tage: {confirmed} bestätigt, {false} falsch.',
  List: 'Liste',
  'Document code': 'Dokumentcode',
  'Issuing state': 'Ausstellender Staat',
  'Document number': 'Dokumentnummer',
  'Look up at the authority': 'Bei der Behörde nachschlagen',
  'Type it from the document in your hand. The request is recorded with your name; the number is not kept.':
    'Geben Sie es vom Dokument in Ihrer Hand ein. Die Anfrage wird mit Ihrem Namen aufgezeichnet; die Nummer wird nicht aufbewahrt.',
  'View the evidence of this traveller first. The look-up belongs to that viewing.':
    'Sehen Sie zuerst die Kontrollaufnahmen dieser reisenden Person an. Die Anfrage gehört zu dieser Einsicht.',
  '{count} requests are left.': { one: 'Eine Anfrage ist übrig.', other: '{count} Anfragen sind übrig.' },
} satisfies Catalogue;
