/** Tables that count the same travellers, so that a partner that has both could subtract one from the other. Pure. */
import type { SharedDataset, SharedField } from './vocabulary.ts';

interface Table {
  readonly dataset: SharedDataset;
  readonly fields?: readonly { readonly field: SharedField }[];
  readonly protection: { readonly kind: 'suppression' | 'noise' | 'sealed' };
}

/**
 * Whether two tables are exact counts of the same travellers. Suppression protects one table: the referred travellers of `crossings` by outcome
 * are the travellers of `referral-reasons`, so that a cell which one of the tables leaves out follows from the other. Noise in one of them is
 * protection enough.
 */
export function areLinked(one: Table, other: Table): boolean {
  return isExact(one) && isExact(other) && (countsReferred(one, other) || countsReferred(other, one));
}

function isExact({ protection }: Table): boolean {
  return protection.kind === 'suppression';
}

function countsReferred(crossings: Table, reasons: Table): boolean {
  const tellsOutcomes = crossings.fields?.some(({ field }) => field === 'outcome') === true;
  return crossings.dataset === 'crossings' && reasons.dataset === 'referral-reasons' && tellsOutcomes;
}
