/** The table of counts that an agreed dataset gives: its fields with the values that are told apart, and its protection. Pure. */
import type { AgreedCounts, AgreedDataset, AgreedListed } from './agreement.ts';
import type { ProjectedDataset, ProjectedField } from './vocabulary.ts';

export interface AgreedTable extends Pick<AgreedCounts, 'smallestCell' | 'protection'> {
  readonly dataset: ProjectedDataset;
  readonly fields: readonly { readonly field: ProjectedField; readonly values: readonly string[] }[];
}

/** A compared document is in one of two cells: found, or under the other values. Their total is the number of comparisons. */
const COMPARISON: AgreedTable['fields'] = [{ field: 'comparison', values: ['found'] }];

/** `undefined`: the dataset has no table. */
export function tableOf(dataset: AgreedCounts | AgreedListed): AgreedTable;
export function tableOf(dataset: AgreedDataset): AgreedTable | undefined;
export function tableOf(dataset: AgreedDataset): AgreedTable | undefined {
  if (dataset.dataset === 'documents') return undefined;
  return dataset.dataset === 'listed-documents' ? { ...dataset, fields: COMPARISON } : dataset;
}
