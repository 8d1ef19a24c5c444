/** Measures of a score against dispositions. Pure. */

export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** Declarations at or above the threshold count as chosen. */
export function confusionAt(scores: readonly number[], fraud: readonly boolean[], threshold: number): Confusion {
  const count = (chosen: boolean, isFraud: boolean): number =>
    scores.filter((score, at) => score >= threshold === chosen && fraud[at] === isFraud).length;
  return {
    truePositives: count(true, true),
    falsePositives: count(true, false),
    falseNegatives: count(false, true),
    trueNegatives: count(false, false),
  };
}

/** The mean of the F1 of both classes. */
export function macroF1({ truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion): number {
  const wrong = falsePositives + falseNegatives;
  const f1 = (right: number): number => (right === 0 ? 0 : (2 * right) / (2 * right + wrong));
  return (f1(truePositives) + f1(trueNegatives)) / 2;
}

/** Chance that a fraud has a greater score than another declaration; an equal score counts half. NaN without both classes. */
export function areaUnderCurve(scores: readonly number[], fraud: readonly boolean[]): number {
  const order = [...scores.keys()].sort((one, other) => scores[one]! - scores[other]!);
  let [frauds, ranks] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to += 1;
    const found = order.slice(from, to).filter((at) => fraud[at]).length;
    frauds += found;
    ranks += (found * (from + to + 1)) / 2;
    from = to;
  }
  return (ranks - (frauds * (frauds + 1)) / 2) / (frauds * (scores.length - frauds));
}

export interface TopShare {
  readonly chosen: number;
  readonly found: number;
  /** Share of frauds among the chosen. */
  readonly precision: number;
  /** Share of all frauds that are chosen. */
  readonly recall: number;
  /** Precision divided by the share of frauds among all. */
  readonly lift: number;
}

/** The declarations with the greatest scores; equal scores in their order. @param share 0..1 */
export function topShare(scores: readonly number[], fraud: readonly boolean[], share: number): TopShare {
  const order = [...scores.keys()].sort((one, other) => scores[other]! - scores[one]! || one - other);
  const chosen = Math.round(scores.length * share);
  const found = order.slice(0, chosen).filter((at) => fraud[at]).length;
  const all = fraud.filter(Boolean).length;
  const precision = found / chosen;
  return { chosen, found, precision, recall: found / all, lift: precision / (all / fraud.length) };
}

/** The threshold with the greatest macro F1: the middle between two scores that occur. */
export function bestThreshold(scores: readonly number[], fraud: readonly boolean[]): number {
  const order = [...scores.keys()].sort((one, other) => scores[other]! - scores[one]!);
  const frauds = fraud.filter(Boolean).length;
  let best = { f1: -1, threshold: 0 };
  let truePositives = 0;
  order.forEach((at, chosen) => {
    if (fraud[at]) truePositives += 1;
    const [score, next] = [scores[at]!, scores[order[chosen + 1] ?? -1]];
    if (score === next) return;
    const falsePositives = chosen + 1 - truePositives;
    const trueNegatives = fraud.length - frauds - falsePositives;
    const f1 = macroF1({ truePositives, falsePositives, falseNegatives: frauds - truePositives, trueNegatives });
    if (f1 > best.f1) best = { f1, threshold: next === undefined ? score : (score + next) / 2 };
  });
  return best.threshold;
}
