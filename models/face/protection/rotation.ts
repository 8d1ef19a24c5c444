/**
 * A secret rotation, uniformly distributed (Haar measure of the orthogonal group) and determined by the key.
 *
 * It uses the subgroup algorithm (Stewart 1980; Diaconis and Shahshahani 1987): a reflection that maps the first axis
 * to a random direction, after a uniform rotation of the remaining axes. It has the distribution of the Q of the QR
 * decomposition of a Gaussian matrix with corrected signs. Its n reflections are applied one by one: n^2
 * multiplications per vector, while the matrix would cost n^3 once and be a second secret in memory.
 */
import { FaceError } from '../face-error.ts';
import { keyStream } from './key-stream.ts';

export interface SecretRotation {
  /**
   * Rotates `vector`, of the rotation's length, in place. @throws FaceError `template-unusable` after `wipe`, or for
   * another length
   */
  rotate(vector: Float64Array): void;
  /** Undoes `rotate`. */
  rotateBack(vector: Float64Array): void;
  /** Overwrites the rotation. Safe to repeat. */
  wipe(): void;
}

/**
 * Bytes of key stream per normal number: two uniform numbers of 32 bits give two (Box and Muller 1958), within 6.7
 * deviations.
 */
const DRAW_BYTES = 4;

/**
 * @param key 32 bytes; the caller wipes it
 * @param length axes, 1 or more
 * @throws FaceError `protection-key-malformed`
 */
export function secretRotation(key: Uint8Array, length: number): SecretRotation {
  // The directions of 1, 2, … `length` coordinates, in order.
  const directions = normals(key, (length * (length + 1)) / 2);
  let wiped = false;
  const check = (vector: Float64Array): void => {
    if (wiped) throw new FaceError('template-unusable', 'the rotation has been wiped');
    if (vector.length !== length) throw new FaceError('template-unusable', 'the vector has the wrong length');
  };
  const step = (size: number, vector: Float64Array): void => {
    const from = (size * (size - 1)) / 2;
    reflect(directions.subarray(from, from + size), vector.subarray(length - size));
  };
  return {
    rotate(vector) {
      check(vector);
      for (let size = 1; size <= length; size++) step(size, vector);
    },
    rotateBack(vector) {
      check(vector);
      for (let size = length; size >= 1; size--) step(size, vector);
    },
    wipe() {
      directions.fill(0);
      wiped = true;
    },
  };
}

/**
 * Applies -s(I - 2vv'/v'v), v = x + s|x|e1 and s the sign of x1, which maps e1 to x/|x| and is its own inverse. The
 * choice of sign avoids cancellation.
 */
function reflect(x: Float64Array, vector: Float64Array): void {
  let [squares, product] = [0, 0];
  for (let at = 0; at < x.length; at++) {
    squares += x[at]! * x[at]!;
    product += x[at]! * vector[at]!;
  }
  const length = Math.sqrt(squares);
  const sign = x[0]! < 0 ? -1 : 1;
  const extra = sign * length;
  product += extra * vector[0]!;
  // v'v = 2(|x|^2 + |x||x1|)
  const factor = product / (squares + length * Math.abs(x[0]!));
  vector[0] = vector[0]! - factor * extra;
  for (let at = 0; at < x.length; at++) vector[at] = -sign * (vector[at]! - factor * x[at]!);
}

function normals(key: Uint8Array, count: number): Float64Array {
  const pairs = Math.ceil(count / 2);
  const stream = keyStream(key, 'rotation', 2 * DRAW_BYTES * pairs);
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const drawn = new Float64Array(2 * pairs);
  for (let pair = 0; pair < pairs; pair++) {
    const at = 2 * DRAW_BYTES * pair;
    const radius = Math.sqrt(-2 * Math.log((view.getUint32(at, true) + 1) / 2 ** 32));
    const angle = (2 * Math.PI * view.getUint32(at + DRAW_BYTES, true)) / 2 ** 32;
    drawn[2 * pair] = radius * Math.cos(angle);
    drawn[2 * pair + 1] = radius * Math.sin(angle);
  }
  stream.fill(0);
  return drawn;
}
