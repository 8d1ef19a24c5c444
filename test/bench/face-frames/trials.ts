/** Comparisons of one reference with several frames of a person, and their error rates at a threshold. */
import { comparisonScore } from '../../../models/face/compare.ts';
import type { Embedding } from '../../../models/face/embed.ts';
import { fuseEmbeddings } from '../../../models/face/fuse.ts';
import type { SeededRandom } from '../../models/face/rendering/seeded-random.ts';

/** `fused`: the product's probe of all frames. The others compare each frame and use one of the scores. */
export const FUSIONS = ['fused', 'best', 'weakest'] as const;
export type Fusion = (typeof FUSIONS)[number];

/** One person's frames as one probe, and the references of the same person that are not among them. */
export interface Trial {
  readonly person: number;
  readonly group: string;
  readonly references: readonly Embedding[];
  readonly frames: readonly Embedding[];
}

export interface FrameRates {
  readonly fusion: Fusion;
  readonly frames: number;
  readonly people: number;
  readonly falseNonMatches: number;
  readonly genuine: number;
  readonly falseNonMatchRate: number;
  /** 95 %, from resampling people. */
  readonly interval: readonly [number, number];
  /** Comparisons of each trial with the references of every other person of its group. */
  readonly impostors: number;
  readonly falseMatches: number;
  readonly falseMatchRate: number;
  /** The rate at the score that one in a thousand of these impostors reaches with a single frame. */
  readonly falseMatchRateAtSingleFrames: number;
}

export interface Thresholds {
  readonly matches: (score: number) => boolean;
  /** See `FrameRates.falseMatchRateAtSingleFrames`. */
  readonly singleFrames: number;
}

export function scoreOf(fusion: Fusion, reference: Embedding, frames: readonly Embedding[]): number {
  if (fusion === 'fused') return comparisonScore(reference, fuseEmbeddings(frames));
  const scores = frames.map((frame) => comparisonScore(reference, frame));
  return fusion === 'best' ? Math.max(...scores) : Math.min(...scores);
}

const RESAMPLES = 1_000;

/** Scores of each trial with the references of every other person of its group. */
export function impostorScores(trials: readonly Trial[], fusion: Fusion): Float64Array {
  const scores: number[] = [];
  for (const { person, group, frames } of trials) {
    const probe = fusion === 'fused' ? [fuseEmbeddings(frames)] : frames;
    for (const other of trials) {
      if (other.group !== group || other.person === person) continue;
      for (const reference of other.references) scores.push(scoreOf(fusion, reference, probe));
    }
  }
  return Float64Array.from(scores);
}

/** The score that this share of the impostors reaches. */
export function scoreAtRate(impostors: Float64Array, rate: number): number {
  const sorted = impostors.toSorted();
  return sorted[Math.max(0, sorted.length - 1 - Math.floor(rate * sorted.length))] ?? Number.NaN;
}

export function ratesOf(
  trials: readonly Trial[],
  fusion: Fusion,
  { matches, singleFrames }: Thresholds,
  random: SeededRandom,
): FrameRates {
  const missed = new Map<number, { count: number; of: number }>();
  for (const { person, references, frames } of trials) {
    const own = missed.get(person) ?? { count: 0, of: 0 };
    missed.set(person, own);
    const probe = fusion === 'fused' ? [fuseEmbeddings(frames)] : frames;
    for (const reference of references) {
      own.of += 1;
      if (!matches(scoreOf(fusion, reference, probe))) own.count += 1;
    }
  }
  const impostors = impostorScores(trials, fusion);
  const falseMatches = impostors.reduce((count, score) => count + (matches(score) ? 1 : 0), 0);
  const above = impostors.reduce((count, score) => count + (score > singleFrames ? 1 : 0), 0);
  const counts = [...missed.values()];
  const rateOf = (drawn: readonly { count: number; of: number }[]): number =>
    drawn.reduce((sum, { count }) => sum + count, 0) / drawn.reduce((sum, { of }) => sum + of, 0);
  const redrawn = Array.from({ length: RESAMPLES }, () =>
    rateOf(counts.map(() => counts[Math.floor(random.between(0, counts.length))]!)),
  ).sort((one, other) => one - other);
  return {
    ...{ fusion, frames: trials[0]?.frames.length ?? 0, people: counts.length },
    falseNonMatches: counts.reduce((sum, { count }) => sum + count, 0),
    genuine: counts.reduce((sum, { of }) => sum + of, 0),
    falseNonMatchRate: rateOf(counts),
    interval: [redrawn[Math.floor(0.025 * RESAMPLES)]!, redrawn[Math.floor(0.975 * RESAMPLES)]!],
    ...{ falseMatches, impostors: impostors.length, falseMatchRate: falseMatches / impostors.length },
    falseMatchRateAtSingleFrames: above / impostors.length,
  };
}

/** Each of a person's images in turn is the reference of `count` randomly drawn others. */
export function trialsOfImages(
  person: {
    readonly number: number;
    readonly group: string;
    readonly images: readonly { reference: Embedding; probe: Embedding }[];
  },
  count: number,
  random: SeededRandom,
): Trial[] {
  return person.images.map(({ reference }, at) => {
    const others = person.images.filter((_, other) => other !== at);
    for (let last = others.length - 1; last > 0; last--) {
      const drawn = Math.floor(random.between(0, last + 1));
      [others[last], others[drawn]] = [others[drawn]!, others[last]!];
    }
    const frames = others.slice(0, count).map(({ probe }) => probe);
    return { person: person.number, group: person.group, references: [reference], frames };
  });
}
