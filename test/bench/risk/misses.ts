/** Frauds that a threshold misses, by a property of the declaration. */
import type { InspectedDeclaration } from '../../../models/risk/encode/read-declarations.ts';
import { proportion } from '../support/clopper-pearson.ts';

/** A group with fewer frauds is not shown: its interval would say nothing. */
const MIN_FRAUDS = 20;

export function missesBy(
  property: (at: number) => string,
  declarations: readonly InspectedDeclaration[],
  isChosen: (at: number) => boolean,
  isNew: readonly boolean[],
) {
  const groups = new Map<string, number[]>();
  declarations.forEach((_, at) => groups.set(property(at), [...(groups.get(property(at)) ?? []), at]));
  return [...groups]
    .map(([group, places]) => {
      const frauds = places.filter((at) => declarations[at]!.fraud);
      const others = places.filter((at) => !declarations[at]!.fraud);
      return {
        group,
        declarations: places.length,
        repeatedLines: Math.round((1e3 * places.filter((at) => !isNew[at]).length) / places.length) / 1e3,
        missed: proportion(frauds.filter((at) => !isChosen(at)).length, frauds.length),
        chosenWithoutFraud: proportion(others.filter(isChosen).length, others.length),
      };
    })
    .filter(({ missed }) => missed.of >= MIN_FRAUDS)
    .sort((one, other) => (one.group < other.group ? -1 : 1));
}

/** Declarations of the importer in the file. */
export function traderSize(declarations: readonly InspectedDeclaration[]): (at: number) => string {
  const counts = new Map<string, number>();
  for (const { importer } of declarations) counts.set(importer, (counts.get(importer) ?? 0) + 1);
  return (at) => {
    const count = counts.get(declarations[at]!.importer) ?? 0;
    if (count === 1) return '1 declaration';
    if (count < 5) return '2 to 4';
    return count < 20 ? '5 to 19' : '20 or more';
  };
}
