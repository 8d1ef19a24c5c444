/** Figures of a score on inspected declarations. */
import { areaUnderCurve, confusionAt, macroF1, topShare } from '../../../models/risk/measures.ts';

export interface Scored {
  readonly scores: readonly number[];
  /** Declarations at or above it count as chosen. */
  readonly threshold: number;
}

const SHARES = [0.01, 0.05, 0.1] as const;

const rounded = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : null);

/** @param isNew for each declaration, whether its goods line was never decided before */
export function measureScores({ scores, threshold }: Scored, fraud: readonly boolean[], isNew: readonly boolean[]) {
  const fresh = [...isNew.keys()].filter((at) => isNew[at]);
  const [newScores, newFraud] = [fresh.map((at) => scores[at]!), fresh.map((at) => fraud[at]!)];
  return {
    macroF1: rounded(macroF1(confusionAt(scores, fraud, threshold))),
    areaUnderCurve: rounded(areaUnderCurve(scores, fraud)),
    newLines: {
      declarations: fresh.length,
      areaUnderCurve: rounded(areaUnderCurve(newScores, newFraud)),
      liftAt10Percent: rounded(topShare(newScores, newFraud, 0.1).lift),
    },
    top: SHARES.map((share) => {
      const { precision, recall, lift } = topShare(scores, fraud, share);
      return { share, precision: rounded(precision), recall: rounded(recall), lift: rounded(lift) };
    }),
  };
}
export type ScoreFigures = ReturnType<typeof measureScores>;
