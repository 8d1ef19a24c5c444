/**
 * The facial record of ISO/IEC 19794-5:2005. Sizes in its headers are not trusted; only the image's codec determines them.
 */
import { codecOf, type PortraitCodec, type PortraitFinding, type PortraitImage } from './portrait-image.ts';

/** §5.4: 4 bytes `FAC\0`, 4 `010\0`, 4 record length, 2 number of images. */
const RECORD_HEADER_BYTES = 14;
/** §5.5: 4 bytes block length, 2 number of feature points, 14 of other facial information. */
const FACE_INFORMATION_BYTES = 20;
/** §5.6: each feature point. */
const FEATURE_POINT_BYTES = 8;
/** §5.7: the image information block, its second byte the codec. */
const IMAGE_INFORMATION_BYTES = 12;
const FORMAT_IDENTIFIER = 0x46414300;
/** §5.7.2, image data type. */
const CODECS: readonly PortraitCodec[] = ['jpeg', 'jpeg-2000'];

export function isFacialRecord(data: Uint8Array): boolean {
  return data.length >= 4 && viewOf(data).getUint32(0) === FORMAT_IDENTIFIER;
}

/**
 * The first image of the record; `undefined` when the record is malformed or the image format is not allowed for portraits.
 */
export function imageOfFacialRecord(record: Uint8Array<ArrayBuffer>): PortraitImage | undefined {
  if (record.length < RECORD_HEADER_BYTES + FACE_INFORMATION_BYTES || !isFacialRecord(record)) return undefined;
  const view = viewOf(record);
  const images = view.getUint16(12);
  const blockStart = RECORD_HEADER_BYTES;
  const blockEnd = blockStart + view.getUint32(blockStart);
  const featurePoints = view.getUint16(blockStart + 4);
  const information = blockStart + FACE_INFORMATION_BYTES + featurePoints * FEATURE_POINT_BYTES;
  const imageStart = information + IMAGE_INFORMATION_BYTES;
  if (images < 1 || blockEnd > record.length || imageStart >= blockEnd) return undefined;

  const image = record.subarray(imageStart, blockEnd);
  const codec = codecOf(image);
  if (codec === undefined) return undefined;
  const findings: PortraitFinding[] = [];
  if (view.getUint32(8) !== record.length) findings.push('record-length-differs');
  if (CODECS[view.getUint8(information + 1)] !== codec) findings.push('codec-differs');
  return { codec, image, findings };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
