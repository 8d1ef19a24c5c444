import type { Catalogue } from '../text.ts';

export const design: Catalogue = {
  'Choose…': 'Auswählen…',
  '{count} s': '{count} s',
  '{count} h': '{count} h',
  '{count} d': '{count} d',
  '{count} ms': '{count} ms',
};
