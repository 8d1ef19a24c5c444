import { featuresOf } from '../encode/features.ts';
import { type DecidedLine, GROUPINGS, keysOf, LINE_KEY, type LineKeys } from '../encode/goods-line.ts';
import { History } from '../encode/history.ts';
import { type Counts, RateTables } from '../encode/rate-tables.ts';

const FOLDS = 5;

/**
 * The features of training rows. A row sees dispositions of strictly earlier days. The rates of its groups come from the lines of the other
 * folds; all rows of one line are in one fold, so no rate contains the row's own line. If only the row's own line were left out,
 * its label would leak: the rate of a group falls exactly when the line that is left out is a fraud.
 *
 * @param rows in order of the day
 * @returns for each row float32, in the order of `FEATURES`
 */
export function trainingFeatures(rows: readonly DecidedLine[]): Float32Array[] {
  const history = new History();
  const folds = Array.from({ length: FOLDS }, () => new RateTables());
  const keys = rows.map(({ line }) => keysOf(line));
  let added = 0;
  return rows.map(({ line, day }, at) => {
    for (; rows[added]!.day < day; added++) {
      const [earlier, fraud] = [keys[added]!, rows[added]!.fraud];
      if (!history.contains(earlier)) folds[foldOf(earlier)]!.add(earlier, fraud);
      history.add(earlier, fraud);
    }
    const own = keys[at]!;
    const fold = folds[foldOf(own)]!;
    const counts = GROUPINGS.map((_, grouping) =>
      difference(history.rates.counts(grouping, own), fold.counts(grouping, own)),
    );
    return featuresOf(line, difference(history.rates.total, fold.total), counts, history.lines.get(own[LINE_KEY]!));
  });
}

const foldOf = (keys: LineKeys): number => keys[LINE_KEY]! % FOLDS;

function difference(all: Readonly<Counts>, some: Readonly<Counts>): Counts {
  return { frauds: all.frauds - some.frauds, lines: all.lines - some.lines };
}
