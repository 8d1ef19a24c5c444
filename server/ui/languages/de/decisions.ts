import type { Catalogue } from '../text.ts';

export const decisions: Catalogue = {
  'Report no emergency': 'Keinen Notfall melden',
  'Not begun': 'Nicht begonnen',
};
