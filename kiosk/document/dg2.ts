/**
 * The portrait inside DG2, ICAO 9303-10 §4.7.2: `75 { 7F61 { 02 count, 7F60 { A1 header, 5F2E or 7F2E data } … } }`, the data
 * being an ISO/IEC 19794-5:2005 facial record. Header sizes are never trusted: only the image's own codec knows them.
 */
import { findTlvPath } from './tlv.ts';

export type PortraitCodec = 'jpeg' | 'jpeg-2000';

export type PortraitRead =
  | {
      readonly kind: 'found';
      readonly codec: PortraitCodec /** View into the file. */;
      readonly image: Uint8Array<ArrayBuffer>;
    }
  | { readonly kind: 'malformed' };

/** ISO/IEC 19794-5:2005 §5.4: 4 bytes `FAC\0`, 4 `010\0`, 4 record length, 2 number of images. */
const RECORD_HEADER_BYTES = 14;
/** §5.5: 4 bytes block length, 2 number of feature points, 14 of other facial information. */
const FACE_INFORMATION_BYTES = 20;
/** §5.6: each feature point. */
const FEATURE_POINT_BYTES = 8;
/** §5.7: the image information block. */
const IMAGE_INFORMATION_BYTES = 12;

const DATA_BLOCK_TAGS = [0x5f2e, 0x7f2e] as const;
const FORMAT_IDENTIFIER = 0x46414300;
const MALFORMED: PortraitRead = { kind: 'malformed' };

/** The first image of the first facial record. */
export function portraitOfDg2(file: Uint8Array<ArrayBuffer>): PortraitRead {
  for (const tag of DATA_BLOCK_TAGS) {
    const record = findTlvPath(file, [0x75, 0x7f61, 0x7f60, tag]);
    if (record !== undefined) return portraitOfFacialRecord(record);
  }
  return MALFORMED;
}

function portraitOfFacialRecord(record: Uint8Array<ArrayBuffer>): PortraitRead {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  if (record.length < RECORD_HEADER_BYTES + FACE_INFORMATION_BYTES) return MALFORMED;
  if (view.getUint32(0) !== FORMAT_IDENTIFIER || view.getUint16(12) < 1) return MALFORMED;

  const blockStart = RECORD_HEADER_BYTES;
  const blockEnd = blockStart + view.getUint32(blockStart);
  const featurePoints = view.getUint16(blockStart + 4);
  const imageStart =
    blockStart + FACE_INFORMATION_BYTES + featurePoints * FEATURE_POINT_BYTES + IMAGE_INFORMATION_BYTES;
  if (blockEnd > record.length || imageStart >= blockEnd) return MALFORMED;

  const image = record.subarray(imageStart, blockEnd);
  const codec = codecOf(image);
  return codec === undefined ? MALFORMED : { kind: 'found', codec, image };
}

/** By the image's own first bytes: the record's codec byte is wrong often enough. */
function codecOf(image: Uint8Array): PortraitCodec | undefined {
  const startsWith = (...bytes: number[]) => bytes.every((byte, index) => image[index] === byte);
  if (startsWith(0xff, 0xd8, 0xff)) return 'jpeg';
  const jp2Signature = startsWith(0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20);
  const codestream = startsWith(0xff, 0x4f, 0xff, 0x51);
  return jp2Signature || codestream ? 'jpeg-2000' : undefined;
}
