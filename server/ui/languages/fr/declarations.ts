import type { Catalogue } from '../text.ts';

export const declarations: Catalogue = {
  'Customs officer': 'Agent des douanes',
  "See the readable facts of traders' declarations": 'Voir les éléments lisibles des déclarations des opérateurs',
  "View sealed field groups of a trader's declaration for a purpose, which its trader sees":
    'Consulter des groupes de champs scellés de la déclaration d’un opérateur dans un but que l’opérateur voit',
  'A viewing of a declaration': 'Une consultation d’une déclaration',
  'A customs officer was allowed to read groups of a trader’s declaration.':
    'Un agent des douanes a pu lire des groupes de la déclaration d’un opérateur.',
  'An officer of the customs office {office} was allowed to read a declaration. Purpose: {purpose}':
    'Un agent du bureau de douane {office} a pu lire une déclaration. But : {purpose}',
  'A legal hold on a declaration': 'Un gel sur une déclaration',
  'A legal hold on a declaration ends': 'Un gel sur une déclaration prend fin',
  'Check of the documents': 'Contrôle des documents',
  'Examination of the goods': 'Examen des marchandises',
  'Assessment of customs charges': 'Calcul des droits',
  'Audit after clearance': 'Contrôle après dédouanement',
  'Request of the trader': 'Demande de l’opérateur',
};
