import type { FaceCentring, NetworkCentring } from '../../../models/face/centring.ts';
import { EMBEDDERS, MIRRORED } from '../../../models/face/embedders.ts';
import type { RawFace } from './raw-messages.ts';
import { symmetricEigenvectors } from './symmetric-eigen.ts';

/** Number of directions between groups that are removed, chosen by cross-validation (`results/face-score.json`). */
export const DIRECTIONS = 3;

/**
 * The centring of each network: the mean of the groups' mean directions, with equal weights, and the directions in
 * which they differ most (the first right singular vectors of the groups' means minus their mean).
 *
 * @param faces one list per group; portraits and frames have equal weights
 * @param directions number of removed directions, less than the number of groups
 */
export function makeCentring(groups: readonly (readonly RawFace[])[], directions: number): FaceCentring {
  return EMBEDDERS.map(({ length }, network): NetworkCentring => {
    const means = groups.map((faces) => meanDirection(faces, network, length));
    const mean = meanOf(means, length);
    const differences = means.map((own) => own.map((value, at) => value - mean[at]!));
    // The eigenvectors of the small Gram matrix give the right singular vectors of the differences.
    const gram = differences.map((one) => differences.map((other) => dot(one, other)));
    const between = symmetricEigenvectors(gram)
      .slice(0, directions)
      .map(({ vector }) => {
        const axis = new Float64Array(length);
        vector.forEach((weight, group) => {
          for (let at = 0; at < length; at++) axis[at] = axis[at]! + weight * differences[group]![at]!;
        });
        return Float32Array.from(signed(axis));
      });
    return { mean: Float32Array.from(mean), between };
  });
}

/** The direction of a face as a portrait, or as a frame, before centring: float64 [length], of norm 1. */
export function directionOf(face: RawFace, network: number, role: 'reference' | 'probe'): Float64Array {
  const direction = Float64Array.from(face.plain[network]!);
  if (MIRRORED[role][network] === true) {
    face.mirrored[network]!.forEach((value, at) => {
      direction[at] = direction[at]! + value;
    });
  }
  return unit(direction);
}

function meanDirection(faces: readonly RawFace[], network: number, length: number): Float64Array {
  return meanOf(
    faces.flatMap((face) => [directionOf(face, network, 'reference'), directionOf(face, network, 'probe')]),
    length,
  );
}

function meanOf(vectors: readonly Float64Array[], length: number): Float64Array {
  const mean = new Float64Array(length);
  for (const vector of vectors) {
    for (let at = 0; at < length; at++) mean[at] = mean[at]! + vector[at]! / vectors.length;
  }
  return mean;
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}

/** The axis with norm 1 and a positive largest component, because the sign of an eigenvector is arbitrary. */
function signed(axis: Float64Array): Float64Array {
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  const direction = unit(axis);
  return largest < 0 ? direction.map((value) => -value) : direction;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}
