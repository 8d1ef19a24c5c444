import type { Catalogue } from '../text.ts';

export const retention: Catalogue = {
  'Legal hold': 'Gel juridique',
  'At the lane now': 'Actuellement dans la voie',
  'Let go after a doubt': 'Laissé partir après un doute',
  Registered: 'Inscrits',
  'Counted records': 'Relevés comptés',
  'Technicians of checks': 'Techniciens des contrôles',
  Officers: 'Agents',
  Supervisors: 'Superviseurs',
  'Privacy officers': 'Responsables de la protection des données',
  'No person': 'Personne',
  'Court order': 'Décision de justice',
  'Criminal investigation': 'Enquête pénale',
  'Complaint of the traveller': 'Réclamation du voyageur',
  'Review of a suspected attack': 'Examen d’une attaque présumée',
  'not at all': 'pas du tout',
  'In force from': 'En vigueur à partir du',
  'kept at most': 'conservé au plus',
  purpose: 'finalité',
  'legal basis': 'base légale',
  'visible to': 'visible par',
};
