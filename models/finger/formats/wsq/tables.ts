import type { ByteCursor } from '../byte-cursor.ts';
import {
  HUFFMAN_TABLES,
  LARGEST_BIN,
  LARGEST_TAP,
  LONGEST_CODE_BITS,
  LONGEST_FILTER,
  SMALLEST_BIN,
  SMALLEST_TAP,
  SUBBANDS,
} from './constants.ts';
import { type FilterBank, synthesisOf } from './filters.ts';
import { readScaled16, scaledDown } from './scaled-number.ts';

/** Widths of a subband's quantiser bins. */
export interface Bins {
  /** Width of every bin but the middle one; 0 when the subband carries no data. */
  readonly width: Float32Array;
  /** Width of the middle bin. */
  readonly zero: Float32Array;
  /** Position of the reconstructed value in a bin, as a share of the width. */
  readonly centre: number;
}

export interface HuffmanSpecification {
  /** Number of codes of 1 to 16 bits. */
  readonly counts: readonly number[];
  /** Symbols, shortest code first. */
  readonly symbols: Uint8Array;
}

/** The tables that the segments before a block have defined. */
export interface Tables {
  bank?: FilterBank;
  bins?: Bins;
  readonly huffman: (HuffmanSpecification | undefined)[];
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Added after scaling. */
  readonly shift: number;
  readonly scale: number;
}

/** Why a table cannot be used; `undefined` on success. The caller checks for an overrun of the cursor. */
export type TableRead = 'malformed' | 'unsupported' | undefined;

/**
 * §DTT. The file contains half of each analysis filter; the synthesis filters are stored. Even lengths are not
 * implemented.
 */
export function readTransformTable(cursor: ByteCursor, tables: Tables): TableRead {
  const lowLength = cursor.u8();
  const highLength = cursor.u8();
  if (lowLength % 2 === 0 || highLength % 2 === 0) return 'unsupported';
  if (lowLength > LONGEST_FILTER || highLength > LONGEST_FILTER) return 'unsupported';
  const low = readHalfFilter(cursor, lowLength);
  const high = readHalfFilter(cursor, highLength);
  if (![...low, ...high].every((tap) => zeroOrWithin(Math.abs(tap), SMALLEST_TAP, LARGEST_TAP))) return 'unsupported';
  tables.bank = synthesisOf(low, high);
  return undefined;
}

function readHalfFilter(cursor: ByteCursor, length: number): number[] {
  return Array.from({ length: (length + 1) >> 1 }, () => {
    const negative = cursor.u8() !== 0;
    const places = cursor.u8();
    const size = scaledDown(cursor.u32(), places);
    return negative ? -size : size;
  });
}

/** §DQT. */
export function readQuantisationTable(cursor: ByteCursor, tables: Tables): TableRead {
  const centre = readScaled16(cursor);
  const width = new Float32Array(SUBBANDS);
  const zero = new Float32Array(SUBBANDS);
  for (let subband = 0; subband < SUBBANDS; subband++) {
    width[subband] = readScaled16(cursor);
    zero[subband] = readScaled16(cursor);
  }
  if (![...width, ...zero].every((size) => zeroOrWithin(size, SMALLEST_BIN, LARGEST_BIN))) return 'unsupported';
  tables.bins = { width, zero, centre };
  return undefined;
}

function zeroOrWithin(value: number, lowest: number, highest: number): boolean {
  return value === 0 || (value >= lowest && value <= highest);
}

/** §DHT: one or more tables in a segment. A later table of the same number replaces the earlier one. */
export function readHuffmanTables(cursor: ByteCursor, tables: Tables): TableRead {
  while (cursor.remaining > 0) {
    const number = cursor.u8();
    const counts = Array.from({ length: LONGEST_CODE_BITS }, () => cursor.u8());
    const symbols = cursor.take(counts.reduce((sum, count) => sum + count, 0));
    if (cursor.overrun || number >= HUFFMAN_TABLES || symbols.length > 256) return 'malformed';
    tables.huffman[number] = { counts, symbols };
  }
  return undefined;
}

/** §SOF. Black and white calibration and the encoder's number are not needed to decode. */
export function readFrame(cursor: ByteCursor): Frame {
  cursor.skip(2);
  const height = cursor.u16();
  const width = cursor.u16();
  const shift = readScaled16(cursor);
  const scale = readScaled16(cursor);
  cursor.skip(3);
  return { width, height, shift, scale };
}
