/**
 * Noise that can be proved. The ledger has a commitment to the seed of a budget period before the counts are known; each cell's noise is
 * derived from the seed, so it cannot be drawn again until it suits. The holder of the seed computes the same noise. Pure.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { shake256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { type ByteStream, discreteLaplace } from './discrete-laplace.ts';

const SEED_BYTES = 32;
const COMMITMENT = 'postern/sharing-noise-commitment/v1';
const SEED = 'postern/sharing-noise-seed/v1';
const CELL = 'postern/sharing-noise-cell/v1';
const STREAM_BLOCK_BYTES = 64;
/** ε is in thousandths. */
const THOUSAND = 1_000;

/** The agreement and the budget period of a seed. */
export interface SeedPlace {
  readonly agreement: string;
  /** `2026`, `2026-Q1` or `2026-03`. */
  readonly budgetPeriod: string;
}

/** A cell of one delivery. */
export interface CellPlace {
  /** The digest of the agreement's version. */
  readonly digest: string;
  readonly dataset: string;
  readonly period: string;
  readonly values: readonly string[];
}

/** @param key 32 secret bytes of the server */
export function noiseSeed(key: Uint8Array, place: SeedPlace): Uint8Array {
  return hkdf(sha256, key, undefined, info(SEED, place), SEED_BYTES);
}

/** SHA-256 of the seed and its place, hex. A seed of 256 secret bits needs no salt. */
export function commitmentTo(seed: Uint8Array, place: SeedPlace): string {
  return bytesToHex(sha256.create().update(info(COMMITMENT, place)).update(seed).digest());
}

/** The noise of one cell: discrete Laplace with the scale 1 / ε, because one traveller changes one cell by 1. */
export function noiseOf(seed: Uint8Array, cell: CellPlace, epsilonThousandths: number): number {
  const key = hkdf(sha256, seed, undefined, info(CELL, cell), SEED_BYTES);
  return discreteLaplace(streamOf(key), epsilonThousandths, THOUSAND);
}

/** The bytes of SHAKE256 (FIPS 202) of a key. */
export function streamOf(key: Uint8Array): ByteStream {
  const source = shake256.create().update(key);
  let block = new Uint8Array();
  let at = 0;
  return () => {
    if (at === block.length) {
      block = source.xof(STREAM_BLOCK_BYTES);
      at = 0;
    }
    const byte = block[at] ?? 0;
    at += 1;
    return byte;
  };
}

function info(purpose: string, place: SeedPlace | CellPlace): Uint8Array {
  const form = canonicalJson(place);
  const text = utf8ToBytes(`${purpose}\n`);
  const bytes = new Uint8Array(text.length + form.length);
  bytes.set(text);
  bytes.set(form, text.length);
  return bytes;
}
