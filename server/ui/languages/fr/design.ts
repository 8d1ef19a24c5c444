import type { Catalogue } from '../text.ts';

export const design: Catalogue = {
  'Choose…': 'Choisir…',
  '{count} s': '{count} s',
  '{count} h': '{count} h',
  '{count} d': '{count} j',
  '{count} ms': '{count} ms',
};
