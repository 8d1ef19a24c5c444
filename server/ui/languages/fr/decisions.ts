import type { Catalogue } from '../text.ts';

export const decisions: Catalogue = {
  'Report no emergency': 'Signaler qu’il n’y avait pas d’urgence',
  'Not begun': 'Non commencée',
};
