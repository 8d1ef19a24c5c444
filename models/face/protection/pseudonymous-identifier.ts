/**
 * A face at rest (ISO/IEC 24745's pseudonymous identifier, PI). Byte by byte:
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 1 | format, `IDENTIFIER_FORMAT` |
 * | 1 | 704 | the directions of both networks, rotated together by the key, int8, `DIRECTION_SCALE` a unit |
 * | 705 | 2 | the networks' strengths as steps, each plus a byte of the key's stream, modulo 256 |
 * | 707 | 2 | the directions' length before they were stretched to 1, of 65,535, little-endian, each byte masked alike
 * |
 *
 * Without the key it reveals nothing about the face: a uniformly rotated unit vector is uniformly distributed, and so
 * are masked bytes. (The norm is 1 for one picture and smaller for a mean, so an unmasked norm would distinguish
 * records.) With the key it gives the embedding. Two identifiers under one key reveal the similarity of their faces:
 * use a key for one identifier only.
 */
import { offHeap } from '../../../hardware/host/off-heap.ts';
import type { Embedding } from '../embed.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS, EMBEDDING_LENGTH } from '../embedders.ts';
import { FaceError } from '../face-error.ts';
import {
  DIRECTION_SCALE,
  IDENTIFIER_BYTES,
  IDENTIFIER_FORMAT,
  MAX_INT8,
  MIN_LENGTH,
  MAX_LENGTH,
  LENGTH_STEPS,
  MIN_MEAN_LENGTH,
  MIN_STRENGTH,
  STRENGTH_STEP,
  STRENGTHS_AT,
} from './constants.ts';
import { keyStream } from './key-stream.ts';
import { secretRotation } from './rotation.ts';

/** `IDENTIFIER_BYTES` bytes. Still biometric: the holder keeps it sealed. */
export type PseudonymousIdentifier = Uint8Array<ArrayBuffer>;

/**
 * Protects a face. The caller wipes the embedding and the key.
 *
 * @param key 32 uniformly random bytes, for this identifier only
 * @throws FaceError `template-unusable`, `protection-key-malformed`
 */
export function protect(embedding: Embedding, key: Uint8Array): PseudonymousIdentifier {
  if (embedding.length !== EMBEDDING_LENGTH) throw new FaceError('template-unusable', 'an embedding of another length');
  const directions = Float64Array.from(embedding.subarray(0, DIRECTIONS_LENGTH));
  const scalars = scalarsOf(embedding, stretchToOne(directions));
  try {
    return write(directions, scalars, key);
  } finally {
    directions.fill(0);
    scalars.fill(0);
  }
}

/**
 * Protects the same face with another key, without the traveller. Each renewal rounds once more. The caller keeps the
 * old identifier.
 *
 * @throws FaceError `template-unusable`, `protection-key-malformed`
 */
export function renew(identifier: PseudonymousIdentifier, from: Uint8Array, to: Uint8Array): PseudonymousIdentifier {
  checkIdentifier(identifier);
  const directions = rotatedDirections(identifier);
  const scalars = unmasked(identifier, from);
  const rotation = secretRotation(from, DIRECTIONS_LENGTH);
  try {
    rotation.rotateBack(directions);
    return write(directions, scalars, to);
  } finally {
    rotation.wipe();
    directions.fill(0);
    scalars.fill(0);
  }
}

/** @throws FaceError `template-unusable` when it is malformed or its norm is out of bounds */
export function checkIdentifier(identifier: Uint8Array): void {
  if (identifier.length !== IDENTIFIER_BYTES || identifier[0] !== IDENTIFIER_FORMAT) {
    throw new FaceError('template-unusable', 'this is not a protected template');
  }
  let squares = 0;
  for (const value of int8Directions(identifier)) squares += value * value;
  const length = Math.sqrt(squares) / DIRECTION_SCALE;
  if (!(length >= MIN_LENGTH && length <= MAX_LENGTH)) {
    throw new FaceError('template-unusable', 'the norm of a protected template must be 1');
  }
}

/** The stored directions, still rotated, int8. */
export function int8Directions(identifier: Uint8Array): Int8Array {
  return new Int8Array(identifier.buffer, identifier.byteOffset + 1, DIRECTIONS_LENGTH);
}

/** The strength of each network, natural logarithm. The caller wipes them. */
export function strengthsOf(identifier: PseudonymousIdentifier, key: Uint8Array): number[] {
  const scalars = unmasked(identifier, key);
  const strengths = EMBEDDERS.map((_, index) => MIN_STRENGTH + STRENGTH_STEP * scalars[index]!);
  scalars.fill(0);
  return strengths;
}

/** Norm of the directions: 1 for one picture, smaller for a mean. */
export function lengthOf(identifier: PseudonymousIdentifier, key: Uint8Array): number {
  const scalars = unmasked(identifier, key);
  const length = new DataView(scalars.buffer).getUint16(EMBEDDERS.length, true) / LENGTH_STEPS;
  scalars.fill(0);
  return length;
}

function write(directions: Float64Array, scalars: Uint8Array, key: Uint8Array): PseudonymousIdentifier {
  const identifier = new Uint8Array(IDENTIFIER_BYTES);
  identifier[0] = IDENTIFIER_FORMAT;
  const rotation = secretRotation(key, DIRECTIONS_LENGTH);
  const mask = keyStream(key, 'scalars', scalars.length);
  try {
    rotation.rotate(directions);
    const stored = int8Directions(identifier);
    directions.forEach((value, at) => {
      stored[at] = Math.min(MAX_INT8, Math.max(-MAX_INT8, Math.round(value * DIRECTION_SCALE)));
    });
    scalars.forEach((value, index) => {
      identifier[STRENGTHS_AT + index] = value + mask[index]!;
    });
    checkIdentifier(identifier);
    return identifier;
  } finally {
    rotation.wipe();
    mask.fill(0);
  }
}

function rotatedDirections(identifier: PseudonymousIdentifier): Float64Array {
  return Float64Array.from(int8Directions(identifier), (value) => value / DIRECTION_SCALE);
}

/** The strengths as steps and the norm, as bytes. The caller wipes them. */
function scalarsOf(embedding: Embedding, length: number): Uint8Array {
  const scalars = offHeap(IDENTIFIER_BYTES - STRENGTHS_AT);
  EMBEDDERS.forEach((_, index) => {
    scalars[index] = stepOf(embedding[DIRECTIONS_LENGTH + index]!);
  });
  // Rounding makes the norm of a single picture differ slightly from 1
  new DataView(scalars.buffer).setUint16(EMBEDDERS.length, Math.round(Math.min(1, length) * LENGTH_STEPS), true);
  return scalars;
}

function unmasked(identifier: PseudonymousIdentifier, key: Uint8Array): Uint8Array {
  const scalars = offHeap(IDENTIFIER_BYTES - STRENGTHS_AT);
  const mask = keyStream(key, 'scalars', scalars.length);
  for (let at = 0; at < scalars.length; at++) scalars[at] = identifier[STRENGTHS_AT + at]! - mask[at]!;
  mask.fill(0);
  return scalars;
}

/** Scales to norm 1 and returns the previous norm. */
function stretchToOne(directions: Float64Array): number {
  let squares = 0;
  for (const value of directions) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length >= MIN_MEAN_LENGTH && length <= MAX_LENGTH)) {
    throw new FaceError('template-unusable', 'this is not an embedding, or its pictures have no common direction');
  }
  for (let at = 0; at < directions.length; at++) directions[at] = directions[at]! / length;
  return length;
}

function stepOf(strength: number): number {
  const step = Math.round((strength - MIN_STRENGTH) / STRENGTH_STEP);
  if (!(step >= 0 && step <= 255)) throw new FaceError('template-unusable', 'a strength is out of range');
  return step;
}
