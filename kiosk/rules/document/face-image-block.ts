/**
 * The face image data block of ISO/IEC 39794-5 in ICAO's profile: `[APPLICATION 5] { [0] version, [1] representations }`,
 * BER with implicit tags. Skips everything else that the schema allows, including unknown extensions.
 *
 * This software makes use of the schema from ISO/IEC 39794-5 within modifications permitted in the relevant ISO/IEC
 * standard. Please reproduce this note if possible.
 */
import { childOf, descend, expectTag, findChild } from '../../../hardware/ber/find.ts';
import type { BerElement } from '../../../hardware/ber/read.ts';
import { codecOf, type PortraitCodec, type PortraitImage } from './portrait-image.ts';

export const FACE_IMAGE_DATA_BLOCK = 0x65;
const VERSION_BLOCK = 0xa0;
const REPRESENTATION_BLOCKS = 0xa1;
const REPRESENTATION = 0x30;
const IMAGE_REPRESENTATION = 0xa1;
/** `ImageRepresentation.base`, then `ImageRepresentationBase.imageRepresentation2DBlock`. */
const BASE = 0xa0;
const TWO_DIMENSIONAL = 0xa0;
const DATA = 0x80;
const IMAGE_INFORMATION = 0xa1;
const DATA_FORMAT = 0xa0;
const CODE = 0x80;
const GENERATION = 0x80;
/** ISO/IEC 39794-1: the third generation of biometric data interchange formats. */
const THIRD_GENERATION = 3;
/** ImageDataFormatCode: JPEG, JPEG 2000 with and without loss. */
const CODECS: ReadonlyMap<number | undefined, PortraitCodec> = new Map([
  [2, 'jpeg'],
  [3, 'jpeg-2000'],
  [4, 'jpeg-2000'],
]);

/**
 * The image of the first representation; `undefined` when its format is not allowed for portraits, or belongs to an earlier
 * generation.
 *
 * @throws BerError when the block violates the schema
 */
export function imageOfFaceBlock(block: BerElement): PortraitImage | undefined {
  expectTag(block, FACE_IMAGE_DATA_BLOCK);
  const [generation] = descend(block, VERSION_BLOCK, GENERATION).content;
  const [first] = childOf(block, REPRESENTATION_BLOCKS).children();
  const representation = expectTag(first, REPRESENTATION);
  const image = descend(representation, IMAGE_REPRESENTATION, BASE, TWO_DIMENSIONAL);
  const { content } = childOf(image, DATA);
  const codec = codecOf(content);
  if (generation !== THIRD_GENERATION || codec === undefined) return undefined;
  const format = findChild(descend(image, IMAGE_INFORMATION, DATA_FORMAT), CODE);
  const declared = format?.content.length === 1 ? CODECS.get(format.content[0]) : undefined;
  return { codec, image: content, findings: declared === codec ? [] : ['codec-differs'] };
}
