import type { Label } from './labels.ts';
import type { Cell } from './group-rates.ts';

/** Groupings of images. Impostors always have the same sex, and the same ethnicity if it is labelled. */
export const GROUPINGS = ['everyone', 'sex', 'ethnicity', 'sex and ethnicity', 'age'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Smaller groups are counted in the pooled rate but not compared with others. */
export const MIN_PEOPLE = 20;

/**
 * The groups of a set of images, and the cells of each. A group by age contains the pairs of one cell whose two people
 * are in one age band.
 *
 * @param images indices of the included images
 */
export function groupsOf(
  grouping: Grouping,
  labels: readonly Label[],
  images: readonly number[],
): ReadonlyMap<string, readonly Cell[]> {
  const groups = new Map<string, Map<string, number[]>>();
  for (const image of images) {
    const { sex = '', ethnicity, age } = labels[image]!;
    const cell = ethnicity === undefined ? sex : `${sex}, ${ethnicity}`;
    const group = {
      everyone: 'everyone',
      sex,
      ethnicity,
      'sex and ethnicity': ethnicity === undefined ? undefined : cell,
      age,
    }[grouping];
    if (group === undefined) continue;
    const cells = groups.get(group) ?? new Map<string, number[]>();
    groups.set(group, cells);
    const own = cells.get(cell) ?? [];
    own.push(image);
    cells.set(cell, own);
  }
  const enough = [...groups].filter(([, cells]) => [...cells.values()].flat().length >= MIN_PEOPLE);
  return new Map(
    enough.sort(([one], [other]) => (one < other ? -1 : 1)).map(([group, cells]) => [group, [...cells.values()]]),
  );
}

/** The indices of items by their key, in the order of the keys; items without a key are ignored. */
export function numbersBy(
  count: number,
  keyOf: (at: number) => string | undefined,
): [key: string, numbers: number[]][] {
  const groups = new Map<string, number[]>();
  for (let at = 0; at < count; at++) {
    const key = keyOf(at);
    if (key === undefined) continue;
    const own = groups.get(key) ?? [];
    own.push(at);
    groups.set(key, own);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}
