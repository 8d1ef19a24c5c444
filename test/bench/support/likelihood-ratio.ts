/** Genuine and impostor comparisons of one range of scores. */
interface Block {
  /** Mean score, with equal total weight for both kinds. */
  readonly score: number;
  readonly weight: number;
  readonly genuine: number;
  readonly impostor: number;
}

/** Log likelihood ratio at ascending scores, natural logarithm, never falling. */
export interface RatioCurve {
  readonly scores: readonly number[];
  readonly logLikelihoodRatios: readonly number[];
}

/**
 * Number of ranges that hold equal shares of the genuine comparisons, and of ranges with equal shares of the
 * impostors.
 */
const RANGES = 100;

/**
 * The log likelihood ratio as a non-decreasing function of the score: pool adjacent violators (Ayer et al. 1955) over
 * fine ranges of scores. One impostor is added above all scores and one genuine comparison below them, so that no
 * ratio is infinite or exceeds what the counts support (as in the BOSARIS toolkit's PAV calibration).
 *
 * @param genuine,impostor ascending scores, one or more each
 */
export function likelihoodRatioCurve(genuine: Float64Array, impostor: Float64Array): RatioCurve {
  const blocks = pool(rangesOf(genuine, impostor));
  const shift = Math.log((impostor.length + 1) / (genuine.length + 1));
  return {
    scores: blocks.map(({ score }) => score),
    logLikelihoodRatios: blocks.map((block) => Math.log(block.genuine / block.impostor) + shift),
  };
}

/** The curve's value at a score: linear between its points, constant beyond them. */
export function ratioAt(score: number, { scores, logLikelihoodRatios }: RatioCurve): number {
  const above = scores.findIndex((candidate) => candidate > score);
  if (above === -1) return logLikelihoodRatios.at(-1)!;
  if (above === 0) return logLikelihoodRatios[0]!;
  const [low, high] = [scores[above - 1]!, scores[above]!];
  const share = (score - low) / (high - low);
  return logLikelihoodRatios[above - 1]! * (1 - share) + logLikelihoodRatios[above]! * share;
}

function rangesOf(genuine: Float64Array, impostor: Float64Array): Block[] {
  const edges = new Set<number>();
  for (const scores of [genuine, impostor]) {
    for (let range = 1; range < RANGES; range++) edges.add(scores[Math.floor((range * scores.length) / RANGES)]!);
  }
  const blocks: Block[] = [];
  let [fromGenuine, fromImpostor] = [0, 0];
  for (const edge of [...edges].sort((one, other) => one - other).concat(Infinity)) {
    const toGenuine = firstAtLeast(genuine, edge);
    const toImpostor = firstAtLeast(impostor, edge);
    const ownGenuine = genuine.subarray(fromGenuine, toGenuine);
    const ownImpostor = impostor.subarray(fromImpostor, toImpostor);
    if (ownGenuine.length + ownImpostor.length > 0) {
      const weight = ownGenuine.length / genuine.length + ownImpostor.length / impostor.length;
      blocks.push({
        score: (sum(ownGenuine) / genuine.length + sum(ownImpostor) / impostor.length) / weight,
        weight,
        genuine: ownGenuine.length + (blocks.length === 0 ? 1 : 0),
        impostor: ownImpostor.length + (edge === Infinity ? 1 : 0),
      });
    }
    [fromGenuine, fromImpostor] = [toGenuine, toImpostor];
  }
  return blocks;
}

function sum(scores: Float64Array): number {
  return scores.reduce((total, score) => total + score, 0);
}

/** Joins neighbouring blocks until the share of genuine comparisons is non-decreasing. */
function pool(blocks: readonly Block[]): Block[] {
  const pooled: Block[] = [];
  for (let block of blocks) {
    for (let last = pooled.at(-1); last !== undefined && violates(last, block); last = pooled.at(-1)) {
      block = join(last, block);
      pooled.pop();
    }
    pooled.push(block);
  }
  return pooled;
}

/**
 * Equal shares are joined too, so that the result rises strictly. A block that lacks one kind is joined to its
 * neighbour.
 */
function violates(low: Block, high: Block): boolean {
  return low.genuine * high.impostor >= high.genuine * low.impostor;
}

function join(low: Block, high: Block): Block {
  const weight = low.weight + high.weight;
  return {
    score: (low.score * low.weight + high.score * high.weight) / weight,
    weight,
    genuine: low.genuine + high.genuine,
    impostor: low.impostor + high.impostor,
  };
}

/** Index of the first of the ascending scores that is at least `value`. */
export function firstAtLeast(scores: Float64Array, value: number): number {
  let [low, high] = [0, scores.length];
  while (low < high) {
    const half = (low + high) >>> 1;
    if (scores[half]! < value) low = half + 1;
    else high = half;
  }
  return low;
}
