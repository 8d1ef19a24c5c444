import type { Catalogue } from '../text.ts';

export const holds: Catalogue = {
  'Duration in days': 'Dauer in Tagen',
  'Copy the reference': 'Aktenzeichen kopieren',
  'Copied.': 'Kopiert.',
  'The browser did not copy it. Select the reference and copy it.':
    'Der Browser hat nicht kopiert. Markieren Sie das Aktenzeichen und kopieren Sie es selbst.',
  'To keep the captures of this passage longer, send the reference to a privacy officer before they are erased.':
    'Sollen die Aufnahmen dieses Durchgangs länger aufbewahrt werden, senden Sie das Aktenzeichen an den Datenschutz, bevor sie gelöscht werden.',
  'The hold is proposed. A privacy officer must approve it before the captures are erased.':
    'Die Sperre ist vorgeschlagen. Der Datenschutz muss sie genehmigen, bevor die Aufnahmen gelöscht werden.',
  'Place a hold': 'Löschsperre setzen',
  'A hold keeps the captures of this passage at the lane. A privacy officer must approve it.':
    'Eine Sperre bewahrt die Aufnahmen dieses Durchgangs in der Kontrollspur auf. Der Datenschutz muss sie genehmigen.',
  'Propose the hold': 'Sperre vorschlagen',
  'The server does not answer. Nothing was proposed; try again.':
    'Der Server antwortet nicht. Es wurde nichts vorgeschlagen; versuchen Sie es erneut.',
  'No hold is possible: this traveller was not referred to an officer.':
    'Keine Sperre möglich: Die Reisenden wurden an keine Kontrollkraft verwiesen.',
  'The server did not accept the proposal. Code: {code}.':
    'Der Server hat den Vorschlag nicht angenommen. Code: {code}.',
  'Reference of the passage, and hold': 'Aktenzeichen des Durchgangs und Löschsperre',
};
