import { type Calibration, calibrate, provenRange } from '../../calibration/calibration.ts';
import { openGraph } from '../../session.ts';
import type { Embedding } from '../embed.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS, STRENGTH_WEIGHT } from '../embedders.ts';
import { FaceError } from '../face-error.ts';
import { bestRows } from './best-rows.ts';
import { scoresGraph } from './scores-graph.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';

/**
 * How two embeddings are compared: the dot product of their directions, less a weighted sum of the weaker of their strengths.
 * Of faces: `FACE_GALLERY_COMPARISON`.
 */
export interface GalleryComparison {
  /** Floats of an embedding's directions, whose length is 1. */
  readonly dimension: number;
  /** One for each strength, which follow the directions in an embedding; none where a comparator has none. */
  readonly strengthWeights: readonly number[];
}

/** What `comparisonScore` does. */
export const FACE_GALLERY_COMPARISON: GalleryComparison = {
  dimension: DIRECTIONS_LENGTH,
  strengthWeights: EMBEDDERS.map(({ weight }) => STRENGTH_WEIGHT * weight),
};

export interface GalleryOptions {
  readonly comparison: GalleryComparison;
  /** Most people it can hold. Memory is taken at once: `4 * capacity * dimension` bytes, 282 MB for 100,000 faces of 704. */
  readonly capacity: number;
  /** The comparator's, from the manifest. */
  readonly calibration: Calibration;
}

export interface SearchRequest {
  /** Float32 [dimension + strengths]. Borrowed. */
  readonly probe: Embedding;
  /** Candidates wanted at most, 1 or more. */
  readonly candidatesMax: number;
  /**
   * Share of searches, at most, that may name somebody although the person is not in the gallery, 0..1. With N in the
   * gallery it is bounded by N times the false-match rate of one comparison, so each asks for a stricter threshold.
   */
  readonly falsePositiveIdentificationRate: number;
}

/** Somebody the probe may be. The score itself stays here. */
export interface Candidate {
  readonly id: string;
  /** Of one comparison; never less than the calibration proves. */
  readonly falseMatchRate: number;
  /** `falseMatchRate` times the gallery's size. */
  readonly falsePositiveIdentificationRate: number;
}

export type SearchOutcome =
  /** Everybody above the threshold, best first, at most `candidatesMax`; empty when there is nobody. */
  | { readonly kind: 'searched'; readonly candidates: readonly Candidate[] }
  /** The calibration proves no rate this low for a gallery of this size; `leastRate` is the lowest it does. */
  | { readonly kind: 'rate-unproven'; readonly leastRate: number };

/**
 * Who of many is this? Exact: every row is compared. For registered travellers and for duplicates within a lane, in one thread.
 *
 * Calls run one after another, in the order they came; all reject with FaceError `closed` after `close`. Rows lie in one buffer
 * that `wipe` and `close` overwrite. A search blocks its thread for the whole comparison.
 */
export interface Gallery {
  size(): number;
  /**
   * Copies an embedding in. The caller still wipes its own.
   *
   * @throws FaceError `gallery-full`, `gallery-misused` when the id is taken, `template-unusable`
   */
  add(id: string, embedding: Embedding): Promise<void>;
  /** Overwrites one row. Resolves to whether there was one. */
  remove(id: string): Promise<boolean>;
  /** @throws FaceError `template-unusable`, `gallery-misused`, `calibration-missing` */
  search(request: SearchRequest): Promise<SearchOutcome>;
  /** Removes everybody and overwrites the buffer. */
  wipe(): Promise<void>;
  /** Wipes and ends. Safe to repeat. */
  close(): Promise<void>;
}

/** Units in the last place of 1 in float32, and how far from 1 the length of an embedding may be. */
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
  /** Of each row: whose it is, and when it was added, which settles ties. */
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
      throw new FaceError('gallery-misused', 'a search wants one candidate or more');
    }
    if (!(rate > 0 && rate <= 1)) throw new FaceError('gallery-misused', 'a rate is above 0 and at most 1');
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
      // Each of `dimension` products and sums rounds once (Higham, Accuracy and Stability of Numerical Algorithms, 3.1).
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
      // Below the loosest measured threshold the rate is 1: nobody is named there, whatever the caller accepts.
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
        if (places.has(id)) throw new FaceError('gallery-misused', 'the id is in the gallery');
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
    throw new FaceError('template-unusable', `an embedding has ${dimension} floats of length 1, and its strengths`);
  }
}
