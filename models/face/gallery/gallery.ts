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
  const people = new GalleryRows(capacity, dimension, strengthCount);
  const queue = serialQueue();
  let closing: Promise<void> | undefined;

  const inTurn = <T>(step: () => Promise<T> | T): Promise<T> => {
    if (closing !== undefined) return Promise.reject(new FaceError('closed', 'the gallery has been closed'));
    return queue.run(step);
  };

  const search = async (request: SearchRequest): Promise<SearchOutcome> => {
    const { probe, candidatesMax, falsePositiveIdentificationRate: rate } = request;
    assertEmbedding(probe, comparison);
    if (!(Number.isSafeInteger(candidatesMax) && candidatesMax >= 1)) {
      throw new FaceError('gallery-misused', 'a search must request at least one candidate');
    }
    if (!(rate > 0 && rate <= 1)) throw new FaceError('gallery-misused', 'a rate must be above 0 and at most 1');
    const { strictest } = provenRange(calibration);
    const { size } = people;
    if (size === 0) return { kind: 'searched', candidates: [] };
    const leastRate = size * strictest;
    if (rate < leastRate) return { kind: 'rate-unproven', leastRate };

    const scores = await graph.run({
      probe: { data: probe.subarray(0, dimension), dims: [1, dimension] },
      rows: { data: people.rows(), dims: [size, dimension] },
    });
    const ownStrengths = probe.subarray(dimension);
    if (strengthCount > 0) {
      for (let row = 0; row < size; row++) {
        scores.data[row]! -= weakerStrengths(ownStrengths, people.strengths(row), strengthWeights);
      }
    }
    const best = bestRows(
      scores.data,
      candidatesMax,
      // Each of the `dimension` products and sums is rounded once (Higham, Accuracy and Stability of Numerical
      // Algorithms, 3.1).
      1.1 * (dimension + 2) * FLOAT32_ROUNDING,
      (row) => dot64(probe, people.row(row)) - weakerStrengths(ownStrengths, people.strengths(row), strengthWeights),
      (row) => people.added(row),
    );
    scores.data.fill(0);
    const candidates: Candidate[] = [];
    for (const { row, score } of best) {
      const { falseMatchRate } = calibrate(score, calibration);
      const identificationRate = falseMatchRate * size;
      const id = people.id(row);
      // Below the loosest measured threshold the rate is 1. Such rows are never candidates, whatever rate the caller
      // accepts.
      if (falseMatchRate >= 1 || identificationRate > rate || id === undefined) break;
      candidates.push({ id, falseMatchRate, falsePositiveIdentificationRate: identificationRate });
    }
    return { kind: 'searched', candidates };
  };

  return {
    size: () => people.size,
    add: (id, embedding) =>
      inTurn(() => {
        assertEmbedding(embedding, comparison);
        people.add(id, embedding);
      }),
    remove: (id) => inTurn(() => people.remove(id)),
    search: (request) => inTurn(() => search(request)),
    wipe: () => inTurn(() => people.wipe()),
    close: () => {
      closing ??= queue.run(async () => {
        people.wipe();
        await graph.close();
      });
      return closing;
    },
  };
}

/** The embeddings of the people in one buffer without gaps, with their ids. */
class GalleryRows {
  readonly #capacity: number;
  readonly #dimension: number;
  readonly #strengthCount: number;
  readonly #rows: Float32Array<ArrayBuffer>;
  readonly #strengths: Float32Array<ArrayBuffer>;
  /** For each row its id and the order of addition, which decides ties. */
  readonly #ids: string[] = [];
  readonly #added: number[] = [];
  readonly #places = new Map<string, number>();
  #additions = 0;

  constructor(capacity: number, dimension: number, strengthCount: number) {
    this.#capacity = capacity;
    this.#dimension = dimension;
    this.#strengthCount = strengthCount;
    this.#rows = new Float32Array(capacity * dimension);
    this.#strengths = new Float32Array(capacity * strengthCount);
  }

  get size(): number {
    return this.#ids.length;
  }

  rows(): Float32Array<ArrayBuffer> {
    return this.#rows.subarray(0, this.size * this.#dimension);
  }

  row(at: number): Float32Array {
    return this.#rows.subarray(at * this.#dimension, (at + 1) * this.#dimension);
  }

  strengths(at: number): Float32Array {
    return this.#strengths.subarray(at * this.#strengthCount, (at + 1) * this.#strengthCount);
  }

  id(at: number): string | undefined {
    return this.#ids[at];
  }

  added(at: number): number {
    return this.#added[at] ?? 0;
  }

  add(id: string, embedding: Embedding): void {
    if (this.#places.has(id)) throw new FaceError('gallery-misused', 'the id exists in the gallery');
    if (this.size === this.#capacity) throw new FaceError('gallery-full', `the gallery holds ${this.#capacity}`);
    const at = this.size;
    this.row(at).set(embedding.subarray(0, this.#dimension));
    this.strengths(at).set(embedding.subarray(this.#dimension));
    this.#ids.push(id);
    this.#added.push(this.#additions++);
    this.#places.set(id, at);
  }

  remove(id: string): boolean {
    const at = this.#places.get(id);
    if (at === undefined) return false;
    const lastId = this.#ids.pop() ?? id;
    const lastAdded = this.#added.pop() ?? 0;
    const last = this.size;
    this.#places.delete(id);
    if (at !== last) {
      this.row(at).set(this.row(last));
      this.strengths(at).set(this.strengths(last));
      this.#ids[at] = lastId;
      this.#added[at] = lastAdded;
      this.#places.set(lastId, at);
    }
    this.row(last).fill(0);
    this.strengths(last).fill(0);
    return true;
  }

  wipe(): void {
    this.#rows.fill(0);
    this.#strengths.fill(0);
    this.#ids.length = 0;
    this.#added.length = 0;
    this.#places.clear();
  }
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
