import { t } from '../languages/text.ts';
import type { Refused } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';

/** Why a logo was refused, and what helps. */
export function logoTrouble(refused: Refused): string {
  const [code = '', name = ''] = (refused.faults[0]?.message ?? '').split(': ');
  if (refused.code === 'too-large') return t('The file is larger than 128 KB.');
  if (refused.code !== 'invalid-message') return refusalWords(refused);
  switch (code) {
    case 'element':
    case 'attribute':
      return t('The SVG contains “{name}”, which is not a shape. Save it as a PNG, or as plain paths.', { name });
    case 'too-many-elements':
    case 'too-detailed':
      return t('The picture has too many details. Use a simpler one.');
    default:
      return t('The file is neither a PNG nor an SVG with shapes only.');
  }
}
