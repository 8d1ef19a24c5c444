import { ByteCursor } from '../byte-cursor.ts';
import { LONGEST_SIDE_PX, type UnreadableReason } from '../image-read.ts';
import { blockBits } from './block-bits.ts';
import {
  COMMENT,
  END_OF_IMAGE,
  HUFFMAN_TABLE,
  MAX_BLOCKS,
  MAX_SEGMENTS,
  QUANTISATION_TABLE,
  SHORTEST_SIDE_PX,
  START_OF_BLOCK,
  START_OF_FRAME,
  START_OF_IMAGE,
  TRANSFORM_TABLE,
} from './constants.ts';
import { decompositionTree } from './decomposition-tree.ts';
import { codedCoefficients } from './dequantise.ts';
import { decodeBlock } from './entropy-decode.ts';
import { huffmanLookup } from './huffman-lookup.ts';
import { resolutionOfComment } from './nist-comment.ts';
import {
  type Frame,
  readFrame,
  readHuffmanTables,
  readQuantisationTable,
  readTransformTable,
  type Tables,
} from './tables.ts';

/** The parts of a file that have been read so far. */
export interface WsqFile {
  readonly tables: Tables;
  frame?: Frame;
  /** Allocated with the first block; the caller of the parser wipes it. */
  coefficients?: Int16Array;
  /** Number of decoded coefficients. */
  filled: number;
  blocks: number;
  resolutionPpi?: number;
}

type Step = UnreadableReason | undefined;

/** Reads the segments from start to end of image into `file`. `undefined` when they are complete. */
export function parseWsq(bytes: Uint8Array<ArrayBuffer>, file: WsqFile): Step {
  const cursor = new ByteCursor(bytes);
  if (cursor.u16() !== START_OF_IMAGE) return cursor.overrun ? 'truncated' : 'malformed';
  for (let count = 0; count < MAX_SEGMENTS; count++) {
    const marker = cursor.u16();
    if (cursor.overrun) return 'truncated';
    if (marker === END_OF_IMAGE) return file.filled === file.coefficients?.length ? undefined : 'malformed';
    const segment = new ByteCursor(cursor.take(Math.max(0, cursor.u16() - 2)));
    if (cursor.overrun) return 'truncated';
    const failed =
      marker === START_OF_BLOCK ? readBlock(cursor, segment.u8(), file) : readSegment(marker, segment, file);
    if (failed !== undefined) return failed;
    if (segment.overrun) return 'malformed';
  }
  return 'malformed';
}

function readSegment(marker: number, segment: ByteCursor, file: WsqFile): Step {
  switch (marker) {
    case COMMENT: {
      const resolutionPpi = resolutionOfComment(segment.bytes);
      if (resolutionPpi !== undefined) file.resolutionPpi ??= resolutionPpi;
      return undefined;
    }
    case TRANSFORM_TABLE:
      return readTransformTable(segment, file.tables);
    case QUANTISATION_TABLE:
      // The bins determine the number of coefficients, so they cannot change after the first block.
      return file.coefficients === undefined ? readQuantisationTable(segment, file.tables) : 'malformed';
    case HUFFMAN_TABLE:
      return readHuffmanTables(segment, file.tables);
    case START_OF_FRAME:
      if (file.frame !== undefined) return 'malformed';
      file.frame = readFrame(segment);
      return acceptable(file.frame.width) && acceptable(file.frame.height) ? undefined : 'unsupported-size';
    default:
      return 'malformed';
  }
}

function acceptable(side: number): boolean {
  return side >= SHORTEST_SIDE_PX && side <= LONGEST_SIDE_PX;
}

function readBlock(cursor: ByteCursor, table: number, file: WsqFile): Step {
  const { frame, tables } = file;
  const specification = tables.huffman[table];
  file.blocks++;
  if (!frame || !tables.bins || !specification || file.blocks > MAX_BLOCKS) return 'malformed';
  const lookup = huffmanLookup(specification);
  if (lookup === undefined) return 'malformed';
  const { subbands } = decompositionTree(frame.width, frame.height);
  file.coefficients ??= new Int16Array(codedCoefficients(subbands, tables.bins));
  const bits = blockBits(cursor.bytes, cursor.position);
  const filled = decodeBlock(bits, lookup, file.coefficients, file.filled);
  bits.bytes.fill(0);
  if (filled === undefined) return bits.end === cursor.bytes.length ? 'truncated' : 'malformed';
  file.filled = filled;
  cursor.position = bits.end;
  return undefined;
}
