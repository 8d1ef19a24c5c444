import type { Catalogue } from '../text.ts';

export const retention: Catalogue = {
  'Legal hold': 'Löschsperre',
  'At the lane now': 'Jetzt in der Kontrollspur',
  'Let go after a doubt': 'Nach einem Zweifel entlassen',
  Registered: 'Registriert',
  'Counted records': 'Gezählte Aufzeichnungen',
  'Technicians of checks': 'Prüfende Techniker',
  Officers: 'Kontrollkräfte',
  Supervisors: 'Schichtleitungen',
  'Privacy officers': 'Datenschutzbeauftragte',
  'No person': 'Niemand',
  'Court order': 'Gerichtliche Anordnung',
  'Criminal investigation': 'Strafrechtliche Ermittlung',
  'Complaint of the traveller': 'Beschwerde der Reisenden',
  'Review of a suspected attack': 'Prüfung eines vermuteten Angriffs',
  'not at all': 'gar nicht',
  'In force from': 'In Kraft ab',
  'kept at most': 'aufbewahrt höchstens',
  purpose: 'Zweck',
  'legal basis': 'Rechtsgrundlage',
  'visible to': 'sichtbar für',
};
