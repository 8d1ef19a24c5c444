/**
 * A face at rest (ISO/IEC 24745's pseudonymous identifier, PI). Byte by byte:
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 1 | format, 1 |
 * | 1 | 704 | the directions of both networks, rotated together by the key, int8, `DIRECTION_SCALE` a unit |
 * | 705 | 2 | the networks' strengths as steps, each plus a byte of the key's stream, modulo 256 |
 *
 * Without the key it says nothing of the face: an evenly rotated unit vector is an evenly drawn one, and so are masked bytes. With the
 * key it gives the embedding back. Two made under one key give away how alike their faces are: a key is for one identifier.
 */
import type { Embedding } from '../embed.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS, EMBEDDING_LENGTH } from '../embedders.ts';
import { FaceError } from '../face-error.ts';
import {
  DIRECTION_SCALE,
  IDENTIFIER_BYTES,
  IDENTIFIER_FORMAT,
  INT8_MOST,
  LENGTH_LEAST,
  LENGTH_MOST,
  STRENGTH_LEAST,
  STRENGTH_STEP,
  STRENGTHS_AT,
} from './constants.ts';
import { keyStream } from './key-stream.ts';
import { secretRotation } from './rotation.ts';

/** `IDENTIFIER_BYTES` bytes. Biometric all the same: whoever holds it keeps it sealed. */
export type PseudonymousIdentifier = Uint8Array<ArrayBuffer>;

/**
 * Protects a face. Embedding and key stay the caller's, who wipes them.
 *
 * @param key 32 bytes, evenly random, for this identifier alone
 * @throws FaceError `template-unusable`, `protection-key-malformed`
 */
export function protect(embedding: Embedding, key: Uint8Array): PseudonymousIdentifier {
  if (embedding.length !== EMBEDDING_LENGTH) throw new FaceError('template-unusable', 'an embedding of another length');
  const directions = Float64Array.from(embedding.subarray(0, DIRECTIONS_LENGTH));
  const strengths = EMBEDDERS.map((_, index) => stepOf(embedding[DIRECTIONS_LENGTH + index]!));
  try {
    return write(directions, strengths, key);
  } finally {
    directions.fill(0);
    strengths.fill(0);
  }
}

/**
 * The same face under another key, without the traveller. Each time rounds once more. The old identifier stays the caller's.
 *
 * @throws FaceError `template-unusable`, `protection-key-malformed`
 */
export function renew(identifier: PseudonymousIdentifier, from: Uint8Array, to: Uint8Array): PseudonymousIdentifier {
  checkIdentifier(identifier);
  const directions = rotatedDirections(identifier);
  const strengths = strengthSteps(identifier, from);
  const rotation = secretRotation(from, DIRECTIONS_LENGTH);
  try {
    rotation.rotateBack(directions);
    return write(directions, strengths, to);
  } finally {
    rotation.wipe();
    directions.fill(0);
    strengths.fill(0);
  }
}

/** @throws FaceError `template-unusable` when it is none, or longer or shorter than a direction is */
export function checkIdentifier(identifier: Uint8Array): void {
  if (identifier.length !== IDENTIFIER_BYTES || identifier[0] !== IDENTIFIER_FORMAT) {
    throw new FaceError('template-unusable', 'not a protected template');
  }
  let squares = 0;
  for (const value of int8Directions(identifier)) squares += value * value;
  const length = Math.sqrt(squares) / DIRECTION_SCALE;
  if (!(length >= LENGTH_LEAST && length <= LENGTH_MOST)) {
    throw new FaceError('template-unusable', 'a protected template of another length than 1');
  }
}

/** The stored directions, rotated as they are, int8. */
export function int8Directions(identifier: Uint8Array): Int8Array {
  return new Int8Array(identifier.buffer, identifier.byteOffset + 1, DIRECTIONS_LENGTH);
}

/** The strength of each network, natural logarithm. The caller wipes them. */
export function strengthsOf(identifier: PseudonymousIdentifier, key: Uint8Array): number[] {
  return strengthSteps(identifier, key).map((step) => STRENGTH_LEAST + STRENGTH_STEP * step);
}

function write(directions: Float64Array, strengths: readonly number[], key: Uint8Array): PseudonymousIdentifier {
  const identifier = new Uint8Array(IDENTIFIER_BYTES);
  identifier[0] = IDENTIFIER_FORMAT;
  const rotation = secretRotation(key, DIRECTIONS_LENGTH);
  const mask = keyStream(key, 'strengths', EMBEDDERS.length);
  try {
    rotation.rotate(directions);
    const stored = int8Directions(identifier);
    directions.forEach((value, at) => {
      stored[at] = Math.min(INT8_MOST, Math.max(-INT8_MOST, Math.round(value * DIRECTION_SCALE)));
    });
    strengths.forEach((step, index) => {
      identifier[STRENGTHS_AT + index] = step + mask[index]!;
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

function strengthSteps(identifier: PseudonymousIdentifier, key: Uint8Array): number[] {
  const mask = keyStream(key, 'strengths', EMBEDDERS.length);
  const steps = EMBEDDERS.map((_, index) => (identifier[STRENGTHS_AT + index]! - mask[index]!) & 0xff);
  mask.fill(0);
  return steps;
}

function stepOf(strength: number): number {
  const step = Math.round((strength - STRENGTH_LEAST) / STRENGTH_STEP);
  if (!(step >= 0 && step <= 255)) throw new FaceError('template-unusable', 'a strength out of its range');
  return step;
}
