import { type Calibration, calibrate, provenRange } from '../../calibration/calibration.ts';
import { openGraph } from '../../runtime/session.ts';
import type { Embedding } from '../embed.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS, STRENGTH_WEIGHT } from '../embedders.ts';
import { FaceError } from '../face-error.ts';
import { bestRows } from './best-rows.ts';
import { scoresGraph } from './scores-graph.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';

/**
 * How two embeddings are compared: the dot product of their directions, minus a weighted sum of the weaker strengths.
 * `FACE_GALLERY_COMPARISON` is the one for faces.
 */
export interface GalleryComparison {
  /** Floats of an embedding's directions, whose norm is 1. */
  readonly dimension: number;
  /**
   * One weight for each strength; strengths follow the directions in an embedding. Empty for a comparator without
   * strengths.
   */
  readonly strengthWeights: readonly number[];
}

/** Equivalent to `comparisonScore`. */
export const FACE_GALLERY_COMPARISON: GalleryComparison = {
  dimension: DIRECTIONS_LENGTH,
  strengthWeights: EMBEDDERS.map(({ weight }) => STRENGTH_WEIGHT * weight),
};

export interface GalleryOptions {
  readonly comparison: GalleryComparison;
  /**
   * Maximum number of people. Memory is allocated when the gallery is opened: `4 * capacity * dimension` bytes, 282 MB
   * for 100,000 faces of 704.
   */
  readonly capacity: number;
  /** The comparator's, from the manifest. */
  readonly calibration: Calibration;
}

export interface SearchRequest {
  /** Float32 [dimension + strengths]. Borrowed. */
  readonly probe: Embedding;
  /** Maximum number of candidates, 1 or more. */
  readonly candidatesMax: number;
  /**
   * Upper bound of the share of searches that return a candidate although the person is not in the gallery, 0..1. For
   * N people it is bounded by N times the false-match rate of one comparison, so a larger gallery needs a stricter
   * threshold.
   */
  readonly falsePositiveIdentificationRate: number;
}

/** A possible identity of the probe. The score itself is not returned. */
export interface Candidate {
  readonly id: string;
  /** False-match rate of one comparison; never below the lowest rate that the calibration proves. */
  readonly falseMatchRate: number;
  /** `falseMatchRate` times the gallery's size. */
  readonly falsePositiveIdentificationRate: number;
}

export type SearchOutcome =
  /** The people above the threshold, best first, at most `candidatesMax`; possibly empty. */
  | { readonly kind: 'searched'; readonly candidates: readonly Candidate[] }
  /** The calibration proves no rate this low for a gallery of this size; `leastRate` is the lowest that it proves. */
  | { readonly kind: 'rate-unproven'; readonly leastRate: number };

/**
 * Identification (1:N). Exact: every row is compared. For registered travellers and for duplicates within a lane, in
 * one thread.
 *
 * Calls run one after another, in the order of the calls; all reject with FaceError `closed` after `close`. Rows lie
 * in one buffer that `wipe` and `close` overwrite. A search blocks its thread for the whole comparison.
 */
export interface Gallery {
  size(): number;
  /**
   * Adds a copy of an embedding. The caller still wipes its own.
   *
   * @throws FaceError `gallery-full`, `gallery-misused` when the id exists, `template-unusable`
   */
  add(id: string, embedding: Embedding): Promise<void>;
  /** Overwrites one row. Resolves to false when the id does not exist. */
  remove(id: string): Promise<boolean>;
  /** @throws FaceError `template-unusable`, `gallery-misused`, `calibration-missing` */
  search(request: SearchRequest): Promise<SearchOutcome>;
  /** Removes all people and overwrites the buffer. */
  wipe(): Promise<void>;
  /** Wipes and ends. Safe to repeat. */
  close(): Promise<void>;
}

/** Rounding unit of float32, and the largest accepted deviation of an embedding's norm from 1. */
const FLOAT32_ROUNDING = 2 ** -24;
const LENGTH_TOLERANCE = 1e-3;

/** @throws RangeError on a size that is not a positive whole number; ModelError `session-failed` */
export async function openGallery({ comparison, capacity, calibration }: GalleryOptions): Promise<Gallery> {
  const { dimension, strengthWeights } = comparison;
  const strengthCount = strengthWeights.length;
  for (const length of [dimension, capacity]) {
    if (!Number.isSafeInteger(length) || length < 1) throw new RangeError(`a gallery of ${capacity} x ${dimension}`);
  }
  const graph = await openGraph('face-gallery', scoresGraph(dimension));
  const rows = new Float32Array(capacity * dimension);
  const strengths = new Float32Array(capacity * strengthCount);
  /** For each row its id and the order of addition, which decides ties. */
  const ids: string[] = [];
  const added: number[] = [];
  const places = new Map<string, number>();
  let additions = 0;
  const queue = serialQueue();
  let closing: Promise<void> | undefined;

  const inTurn = <T>(step: () => Promise<T> | T): Promise<T> => {
    if (closing !== undefined) return Promise.reject(new FaceError('closed', 'the gallery has been closed'));
    return queue.run(step);
  };
  const rowOf = (row: number): Float32Array => rows.subarray(row * dimension, (row + 1) * dimension);
  const strengthsOf = (row: number): Float32Array => strengths.subarray(row * strengthCount, (row + 1) * strengthCount);
  const wipe = (): void => {
    rows.fill(0);
    strengths.fill(0);
    ids.length = 0;
    added.length = 0;
    places.clear();
  };

  const remove = (id: string): boolean => {
    const row = places.get(id);
    if (row === undefined) return false;
    const lastId = ids.pop() ?? id;
    const lastAdded = added.pop() ?? 0;
    const last = ids.length;
    places.delete(id);
    if (row !== last) {
      rowOf(row).set(rowOf(last));
      strengthsOf(row).set(strengthsOf(last));
      ids[row] = lastId;
      added[row] = lastAdded;
      places.set(lastId, row);
    }
    rowOf(last).fill(0);
    strengthsOf(last).fill(0);
    return true;
  };

  const search = async (request: SearchRequest): Promise<SearchOutcome> => {
    const { probe, candidatesMax, falsePositiveIdentificationRate: rate } = request;
    assertEmbedding(probe, comparison);
    if (!(Number.isSafeInteger(candidatesMax) && candidatesMax >= 1)) {
      throw new FaceError('gallery-misused', 'a search must request at least one candidate');
    }
    if (!(rate > 0 && rate <= 1)) throw new FaceError('gallery-misused', 'a rate must be above 0 and at most 1');
    const { strictest } = provenRange(calibration);
    const size = ids.length;
    if (size === 0) return { kind: 'searched', candidates: [] };
    const leastRate = size * strictest;
    if (rate < leastRate) return { kind: 'rate-unproven', leastRate };

    const scores = await graph.run({
      probe: { data: probe.subarray(0, dimension), dims: [1, dimension] },
      rows: { data: rows.subarray(0, size * dimension), dims: [size, dimension] },
    });
    const ownStrengths = probe.subarray(dimension);
    if (strengthCount > 0) {
      for (let row = 0; row < size; row++) {
        scores.data[row]! -= weakerStrengths(ownStrengths, strengthsOf(row), strengthWeights);
      }
    }
    const best = bestRows(
      scores.data,
      candidatesMax,
      // Each of the `dimension` products and sums is rounded once (Higham, Accuracy and Stability of Numerical
      // Algorithms, 3.1).
      1.1 * (dimension + 2) * FLOAT32_ROUNDING,
      (row) => dot64(probe, rowOf(row)) - weakerStrengths(ownStrengths, strengthsOf(row), strengthWeights),
      (row) => added[row] ?? 0,
    );
    scores.data.fill(0);
    const candidates: Candidate[] = [];
    for (const { row, score } of best) {
      const { falseMatchRate } = calibrate(score, calibration);
      const identificationRate = falseMatchRate * size;
      const id = ids[row];
      // Below the loosest measured threshold the rate is 1. Such rows are never candidates, whatever rate the caller
      // accepts.
      if (falseMatchRate >= 1 || identificationRate > rate || id === undefined) break;
      candidates.push({ id, falseMatchRate, falsePositiveIdentificationRate: identificationRate });
    }
    return { kind: 'searched', candidates };
  };

  return {
    size: () => ids.length,
    add: (id, embedding) =>
      inTurn(() => {
        assertEmbedding(embedding, comparison);
        if (places.has(id)) throw new FaceError('gallery-misused', 'the id exists in the gallery');
        if (ids.length === capacity) throw new FaceError('gallery-full', `the gallery holds ${capacity}`);
        const row = ids.length;
        rowOf(row).set(embedding.subarray(0, dimension));
        strengthsOf(row).set(embedding.subarray(dimension));
        ids.push(id);
        added.push(additions++);
        places.set(id, row);
      }),
    remove: (id) => inTurn(() => remove(id)),
    search: (request) => inTurn(() => search(request)),
    wipe: () => inTurn(wipe),
    close: () => {
      closing ??= queue.run(async () => {
        wipe();
        await graph.close();
      });
      return closing;
    },
  };
}

/** Dot product of the directions, summed in float64. */
function dot64(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < other.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

function weakerStrengths(one: Float32Array, other: Float32Array, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += weights[at]! * Math.min(one[at]!, other[at]!);
  return sum;
}

function assertEmbedding(embedding: Embedding, { dimension, strengthWeights }: GalleryComparison): void {
  const directions = embedding.subarray(0, dimension);
  const whole = embedding.length === dimension + strengthWeights.length && embedding.every(Number.isFinite);
  if (!(whole && Math.abs(Math.sqrt(dot64(directions, directions)) - 1) <= LENGTH_TOLERANCE)) {
    throw new FaceError('template-unusable', `an embedding must have ${dimension} floats of norm 1 and its strengths`);
  }
}
