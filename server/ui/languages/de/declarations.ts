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
};
