/**
 * How the tiles of a codestream are divided (ISO/IEC 15444-1 §A.6.1, §A.6.2, annex B), which determines the memory and
 * time of a decoder.
 */
import type { Unreadable } from '../unreadable.ts';

export interface CodingStyle {
  readonly layers: number;
  readonly decompositions: number;
  /** Exponents of the code-block's sides. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** Exponents of the precincts' sides, lowest resolution first. */
  readonly precincts: readonly { readonly width: number; readonly height: number }[];
}

export interface Pieces {
  /** Maximum for one component in one tile. */
  readonly packets: number;
  readonly codeBlocks: number;
}

/** No encoder of still pictures writes more layers. */
const MAX_LAYERS = 256;
const MAX_DECOMPOSITIONS = 32;
const WHOLE = 15;
const OWN_PRECINCTS = 0x01;
const STYLES_OF_COMPONENT = 0x01;
const STYLES_OF_TILE = 0x07;
/** Styles of code-blocks, without those of part 2 and part 15. */
const BLOCK_STYLES = 0x3f;
const TRANSFORMATIONS = 2;

/** Reads a COD or COC segment. COC contains no number of layers; 1 is returned for it. */
export function readCodingStyle(segment: DataView, ofComponent: boolean): CodingStyle | Unreadable {
  // A component's number takes one byte below 257 components.
  const styleAt = ofComponent ? 3 : 2;
  const at = ofComponent ? 4 : 7;
  if (segment.byteLength < at + 5) return 'corrupt';
  const style = segment.getUint8(styleAt);
  if ((style & ~(ofComponent ? STYLES_OF_COMPONENT : STYLES_OF_TILE)) !== 0) return 'format';
  const layers = ofComponent ? 1 : segment.getUint16(4);
  const decompositions = segment.getUint8(at);
  const [blockWidth, blockHeight] = [segment.getUint8(at + 1) + 2, segment.getUint8(at + 2) + 2];
  if (layers === 0 || decompositions > MAX_DECOMPOSITIONS) return 'corrupt';
  if (blockWidth > 10 || blockHeight > 10 || blockWidth + blockHeight > 12) return 'corrupt';
  if ((segment.getUint8(at + 3) & ~BLOCK_STYLES) !== 0) return 'format';
  if (segment.getUint8(at + 4) >= TRANSFORMATIONS) return 'format';
  if (layers > MAX_LAYERS) return 'too-large';
  const own = (style & OWN_PRECINCTS) !== 0;
  if (segment.byteLength !== at + 5 + (own ? decompositions + 1 : 0)) return 'corrupt';
  const precincts = Array.from({ length: decompositions + 1 }, (_, resolution) => {
    const sides = own ? segment.getUint8(at + 5 + resolution) : WHOLE | (WHOLE << 4);
    return { width: sides & 0x0f, height: sides >> 4 };
  });
  // §A.6.1: only the lowest resolution may have precincts of one sample.
  if (precincts.slice(1).some(({ width, height }) => width === 0 || height === 0)) return 'corrupt';
  return { layers, decompositions, blockWidth, blockHeight, precincts };
}

/** An upper bound for a tile of these sides at any position (annex B.6, B.7). */
export function piecesOf(style: CodingStyle, layers: number, width: number, height: number): Pieces {
  const { decompositions, blockWidth, blockHeight, precincts } = style;
  let packets = 0;
  let codeBlocks = 0;
  precincts.forEach((precinct, resolution) => {
    const shrunk = 2 ** (decompositions - resolution);
    const [columns, rows] = [Math.ceil(width / shrunk), Math.ceil(height / shrunk)];
    const inPrecincts = spans(columns, precinct.width) * spans(rows, precinct.height);
    packets += layers * inPrecincts;
    // Above the lowest resolution a precinct contains three bands of half its sides.
    const half = resolution === 0 ? 0 : 1;
    const bands = resolution === 0 ? 1 : 3;
    const across = spans(Math.ceil(columns / 2 ** half), Math.min(blockWidth, precinct.width - half));
    const down = spans(Math.ceil(rows / 2 ** half), Math.min(blockHeight, precinct.height - half));
    codeBlocks += bands * across * down;
  });
  return { packets, codeBlocks };
}

/** Number of cells of 2^exponent that `length` samples can touch: one more when they do not start on an edge. */
function spans(length: number, exponent: number): number {
  return Math.ceil(length / 2 ** exponent) + 1;
}
