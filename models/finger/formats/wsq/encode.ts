import { assertImage, type Image } from '../../../../hardware/device/image.ts';
import { ByteWriter } from '../byte-writer.ts';
import { LONGEST_SIDE_PX } from '../image-read.ts';
import { analyse } from './analysis.ts';
import { type ChosenBins, chooseBins } from './choose-bins.ts';
import {
  COMMENT,
  END_OF_IMAGE,
  HUFFMAN_TABLE,
  QUANTISATION_TABLE,
  SHORTEST_SIDE_PX,
  START_OF_BLOCK,
  START_OF_FRAME,
  START_OF_IMAGE,
  SUBBANDS,
  TRANSFORM_TABLE,
} from './constants.ts';
import { decompositionTree } from './decomposition-tree.ts';
import { encodeBlock, specificationFor } from './entropy-encode.ts';
import { ANALYSIS } from './filters.ts';
import { nistComment } from './nist-comment.ts';
import { quantise, storableBins } from './quantise.ts';
import { scaledUp, writeScaled16 } from './scaled-number.ts';
import { subbandVariances } from './subband-variance.ts';
import type { HuffmanSpecification } from './tables.ts';

/** The FBI's rate for archives, about 15:1. */
export const ARCHIVE_BITS_PER_PIXEL = 0.75;
/** About 5:1, which NIST calls the highest rate of practical use. */
export const FINE_BITS_PER_PIXEL = 2.25;
/** Rates outside this range exceed single precision or the number format of the bins. */
const LOWEST_RATE = 0.1;
const HIGHEST_RATE = 5;

/** Quantiser bin centre as the file holds it: 0.44. */
const BIN_CENTRE = { places: 2, integer: 44 } as const;
/**
 * Encoder number 2 and no software number: this encoder is not certified, and NIST's uncertified encoder uses the same
 * value.
 */
const ENCODER_NUMBER = 2;

export interface WsqOptions {
  /** Written into the NIST comment. */
  readonly resolutionPpi: number;
  /** Target rate of the quantiser, 0.1 to 5; the rate of the file is close to it. */
  readonly bitsPerPixel: number;
}

/**
 * Encodes a grey image of 64 to 2000 px a side as WSQ with a NIST comment, IAFIS-IC-0110(V3) annex A. The image is
 * borrowed. Throws `RangeError` for another image or rate.
 *
 * @example
 * ```ts
 * import { allocateImage } from './hardware/device/image.ts';
 * import { decodeWsq } from './models/finger/formats/wsq/decode.ts';
 * import { encodeWsq } from './models/finger/formats/wsq/encode.ts';
 *
 * const image = allocateImage(388, 374, 'grey');
 * const read = decodeWsq(encodeWsq(image, { resolutionPpi: 500, bitsPerPixel: 0.75 }));
 * read.kind === 'decoded' && [read.image.width, read.image.height, read.resolutionPpi]; // => [388, 374, 500]
 * ```
 */
export function encodeWsq(image: Image, { resolutionPpi, bitsPerPixel }: WsqOptions): Uint8Array<ArrayBuffer> {
  assertEncodable(image, bitsPerPixel);
  const { width, height } = image;
  const { splits, subbands } = decompositionTree(width, height);
  const { data, shift, scale } = centred(image.data);
  analyse(data, width, splits, ANALYSIS);
  const bins = storableBins(chooseBins(subbandVariances(data, width, subbands), bitsPerPixel), data, width, subbands);
  const [first, second, third] = quantise(data, width, subbands, bins);
  data.fill(0);
  if (!first || !second || !third) throw new Error('the quantiser gives three blocks');

  const writer = new ByteWriter().u16(START_OF_IMAGE);
  const comment = nistComment(width, height, resolutionPpi, bitsPerPixel);
  writer
    .u16(COMMENT)
    .u16(comment.length + 2)
    .text(comment);
  writeTransformTable(writer);
  writeQuantisationTable(writer, bins);
  writeFrame(writer, image, shift, scale);
  const coarse = specificationFor([first]);
  const fine = specificationFor([second, third]);
  writeHuffmanTable(writer, 0, coarse);
  writeBlock(writer, 0, encodeBlock(first, coarse));
  writeHuffmanTable(writer, 1, fine);
  writeBlock(writer, 1, encodeBlock(second, fine));
  writeBlock(writer, 1, encodeBlock(third, fine));
  for (const levels of [first, second, third]) levels.fill(0);
  return writer.u16(END_OF_IMAGE).finish();
}

function assertEncodable(image: Image, bitsPerPixel: number): void {
  assertImage(image);
  const { width, height, channelOrder } = image;
  const sideFits = (side: number) => side >= SHORTEST_SIDE_PX && side <= LONGEST_SIDE_PX;
  if (channelOrder !== 'grey' || !sideFits(width) || !sideFits(height)) {
    throw new RangeError(`WSQ takes grey images of ${SHORTEST_SIDE_PX} to ${LONGEST_SIDE_PX} px a side`);
  }
  if (!(bitsPerPixel >= LOWEST_RATE && bitsPerPixel <= HIGHEST_RATE)) {
    throw new RangeError(`a bit rate must be ${LOWEST_RATE} to ${HIGHEST_RATE}, not ${bitsPerPixel}`);
  }
}

/** Pixels centred on 0 and within 128. A flat image has no scale: its pixels equal the shift. */
function centred(pixels: Uint8Array) {
  let [sum, lowest, highest] = [0, 255, 0];
  for (const pixel of pixels) {
    sum += pixel;
    lowest = Math.min(lowest, pixel);
    highest = Math.max(highest, pixel);
  }
  const shift = Math.fround(Math.fround(sum) / Math.fround(pixels.length));
  const scale = Math.fround(Math.max(Math.fround(shift - lowest), Math.fround(highest - shift)) / 128);
  const data = new Float32Array(pixels.length);
  if (scale > 0)
    for (let index = 0; index < data.length; index++) data[index] = ((pixels[index] as number) - shift) / scale;
  return { data, shift, scale };
}

function writeTransformTable(writer: ByteWriter): void {
  const { low, high } = ANALYSIS;
  const halves = [low, high].flatMap((filter) => [...filter.slice(filter.length >> 1)]);
  writer
    .u16(TRANSFORM_TABLE)
    .u16(4 + halves.length * 6)
    .u8(low.length)
    .u8(high.length);
  for (const tap of halves) {
    const { integer, places } = scaledUp(Math.abs(tap), 0xffff_ffff);
    writer
      .u8(tap < 0 ? 1 : 0)
      .u8(places)
      .u32(integer);
  }
}

function writeQuantisationTable(writer: ByteWriter, bins: ChosenBins): void {
  writer
    .u16(QUANTISATION_TABLE)
    .u16(5 + SUBBANDS * 6)
    .u8(BIN_CENTRE.places)
    .u16(BIN_CENTRE.integer);
  for (let number = 0; number < SUBBANDS; number++) {
    writeScaled16(writer, bins.width[number] ?? 0);
    writeScaled16(writer, bins.zero[number] ?? 0);
  }
}

function writeFrame(writer: ByteWriter, { width, height }: Image, shift: number, scale: number): void {
  writer.u16(START_OF_FRAME).u16(17).u8(0).u8(255).u16(height).u16(width);
  writeScaled16(writer, shift);
  writeScaled16(writer, scale);
  writer.u8(ENCODER_NUMBER).u16(0);
}

function writeHuffmanTable(writer: ByteWriter, number: number, { counts, symbols }: HuffmanSpecification): void {
  writer
    .u16(HUFFMAN_TABLE)
    .u16(3 + counts.length + symbols.length)
    .u8(number);
  writer.bytes(Uint8Array.from(counts)).bytes(symbols);
}

function writeBlock(writer: ByteWriter, table: number, block: Uint8Array): void {
  writer.u16(START_OF_BLOCK).u16(3).u8(table).bytes(block);
}
