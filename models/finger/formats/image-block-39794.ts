import { contentAt, contentOf, readElement, readElements, unsignedOf } from './asn1-reader.ts';
import { tlv } from '../../../hardware/ber/write.ts';
import { unsigned } from './asn1-writer.ts';
import type { FingerImageCodec, FingerRecordRead, FingerRepresentation } from './finger-representation.ts';
import { type UnreadableReason, unreadable } from './image-read.ts';
import { ppiOfPerCm } from './resolution.ts';

/**
 * Finger image data block of ISO/IEC 39794-4, DER with implicit tags: `[APPLICATION 4] { [0] version, [1] representations }`.
 * This software makes use of the schema from ISO/IEC 39794-4 within modifications permitted in the relevant ISO/IEC
 * standard. Please reproduce this note if possible.
 */
export const DATA_BLOCK_TAG = 0x64;
const SEQUENCE = 0x30;
/** Fields of a representation by their context tags; 0xa0 and up are constructed, 0x80 and up primitive. */
const POSITION = 0xa0;
const IMPRESSION = 0xa1;
const DATA_FORMAT = 0xa2;
const DATA = 0x83;
const QUALITY_BLOCKS = 0xa6;
const SAMPLING_RATE = 0xa7;
/** The third generation of extensible biometric data interchange formats, ISO/IEC 39794-1. */
const GENERATION = 3;
const YEAR = 2019;
/** ImageDataFormat: PGM, WSQ, JPEG 2000 with and without loss, PNG. */
const CODECS: readonly (FingerImageCodec | undefined)[] = ['pgm', 'wsq', 'jpeg2000', 'jpeg2000', 'png'];
const PER_INCH = 0;
const PER_CM = 1;
const HIGHEST_QUALITY = 100;
/** Registry number of an unspecified organisation. The schema starts at 1. */
const QUALITY_ORGANISATION = 0xffff;
/** Maximum number of images of one block. */
const MAX_REPRESENTATIONS = 64;

/** Reads a data block. Fields that are not in `FingerRepresentation` are skipped within their bounds. */
export function readImageBlock39794(bytes: Uint8Array<ArrayBuffer>): FingerRecordRead {
  const block = readElement(bytes);
  if (block === undefined) return unreadable('malformed');
  const fields = block.tag === DATA_BLOCK_TAG && block.end === bytes.length ? readElements(block.content) : undefined;
  if (fields === undefined) return unreadable('malformed');
  const generation = unsignedOf(contentAt(contentOf(fields, 0xa0) ?? new Uint8Array(), [0x80]));
  if (generation === undefined) return unreadable('malformed');
  if (generation < GENERATION) return unreadable('unsupported');
  const list = contentOf(fields, 0xa1);
  const blocks = list && readElements(list);
  if (blocks === undefined || !blocks.every(({ tag }) => tag === SEQUENCE)) return unreadable('malformed');
  if (blocks.length > MAX_REPRESENTATIONS) return unreadable('unsupported');

  const representations: FingerRepresentation[] = [];
  for (const { content } of blocks) {
    const representation = readRepresentation(content);
    if (typeof representation === 'string') return unreadable(representation);
    representations.push(representation);
  }
  return { kind: 'read', representations };
}

function readRepresentation(content: Uint8Array<ArrayBuffer>): FingerRepresentation | UnreadableReason {
  const fields = readElements(content);
  if (fields === undefined) return 'malformed';
  const position = codeOf(contentOf(fields, POSITION));
  const impression = codeOf(contentOf(fields, IMPRESSION));
  const format = codeOf(contentOf(fields, DATA_FORMAT));
  const data = contentOf(fields, DATA);
  if (position === undefined || impression === undefined || format === undefined || data === undefined) {
    return 'malformed';
  }
  const codec = CODECS[format];
  if (codec === undefined) return 'unsupported';
  const resolutionPpi = ppiOf(contentOf(fields, SAMPLING_RATE));
  const quality = qualityOf(contentOf(fields, QUALITY_BLOCKS));
  return { position, impression, codec, widthPx: undefined, heightPx: undefined, resolutionPpi, quality, data };
}

/** An extensible code: `CHOICE { [0] code, [1] { [0] fallback, … } }`. */
function codeOf(choice: Uint8Array<ArrayBuffer> | undefined): number | undefined {
  const elements = choice && readElements(choice);
  if (elements === undefined) return undefined;
  const code = contentOf(elements, 0x80);
  return unsignedOf(code ?? contentAt(contentOf(elements, 0xa1) ?? new Uint8Array(), [0x80]));
}

function ppiOf(block: Uint8Array<ArrayBuffer> | undefined): number | undefined {
  const fields = block && readElements(block);
  if (fields === undefined) return undefined;
  const rate = unsignedOf(contentOf(fields, 0x80));
  const unit = unsignedOf(contentOf(fields, 0x81));
  if (rate === undefined || rate === 0) return undefined;
  if (unit === PER_INCH) return rate;
  return unit === PER_CM ? ppiOfPerCm(rate) : undefined;
}

/** The first score that was computed: `SEQUENCE OF { [0] algorithm, [1] CHOICE { [0] score, [1] error } }`. */
function qualityOf(blocks: Uint8Array<ArrayBuffer> | undefined): number | undefined {
  for (const { content } of (blocks && readElements(blocks)) ?? []) {
    const score = unsignedOf(contentAt(content, [0xa1, 0x80]));
    if (score !== undefined && score <= HIGHEST_QUALITY) return score;
  }
  return undefined;
}

/** Writes a data block. Throws `RangeError` for a codec that the standard lacks (raw pixels are written as PGM). */
export function writeImageBlock39794(representations: readonly FingerRepresentation[]): Uint8Array<ArrayBuffer> {
  const version = tlv(0xa0, unsigned(0x80, GENERATION), unsigned(0x81, YEAR));
  return tlv(DATA_BLOCK_TAG, version, tlv(0xa1, ...representations.map(writeRepresentation)));
}

function writeRepresentation(representation: FingerRepresentation): Uint8Array<ArrayBuffer> {
  const { position, impression, codec, resolutionPpi, quality, data } = representation;
  const format = CODECS.indexOf(codec);
  if (format < 0) throw new RangeError(`ISO/IEC 39794-4 has no ${codec}`);
  const fields = [
    tlv(POSITION, unsigned(0x80, position)),
    tlv(IMPRESSION, unsigned(0x80, impression)),
    tlv(DATA_FORMAT, unsigned(0x80, format)),
    tlv(DATA, data),
  ];
  if (quality !== undefined) {
    const algorithm = tlv(0xa0, unsigned(0x80, QUALITY_ORGANISATION), unsigned(0x81, 1));
    fields.push(tlv(QUALITY_BLOCKS, tlv(SEQUENCE, algorithm, tlv(0xa1, unsigned(0x80, quality)))));
  }
  if (resolutionPpi !== undefined) {
    fields.push(tlv(SAMPLING_RATE, unsigned(0x80, resolutionPpi), unsigned(0x81, PER_INCH)));
  }
  return tlv(SEQUENCE, ...fields);
}
