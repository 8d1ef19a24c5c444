/** EF.DG2, ICAO 9303-10 §4.7.2: one facial record of ISO/IEC 19794-5:2005, or one face image data block of ISO/IEC 39794-5. */
import { integerElement } from '../../ber/universal.ts';
import { ascii, concat, tlv } from '../../ber/write.ts';
import type { PortraitFormat } from './portrait-format.ts';

export const DG2_TAG = 0x75;

/** CBEFF (ISO/IEC 19785): facial features; owner JTC 1/SC 37; format types 19794-5 and 39794-5. */
const FACIAL_FEATURES = 0x02;
const FORMAT_TYPES: Record<PortraitFormat['record'], readonly [number, number]> = {
  'iso-19794-5': [0x00, 0x08],
  'iso-39794-5': [0x00, 0x2a],
};

export function efDg2(
  image: Uint8Array,
  { codec, record }: PortraitFormat,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const data =
    record === 'iso-19794-5'
      ? tlv(0x5f2e, facialRecord(image, codec, width, height))
      : tlv(0x7f2e, tlv(0xa1, faceImageBlock(image, codec, width, height)));
  // ICAO 9303-10 table 39.
  const header = tlv(
    0xa1,
    tlv(0x80, Uint8Array.of(0x01, 0x01)),
    tlv(0x81, Uint8Array.of(FACIAL_FEATURES)),
    tlv(0x87, Uint8Array.of(0x01, 0x01)),
    tlv(0x88, Uint8Array.from(FORMAT_TYPES[record])),
  );
  return tlv(DG2_TAG, tlv(0x7f61, integerElement(1), tlv(0x7f60, header, data)));
}

/** ISO/IEC 19794-5:2005 §5.4.1 and §5.4.2: `FAC`, `010`, each ended by a zero byte. */
const FORMAT_AND_VERSION = concat(ascii('FAC'), Uint8Array.of(0), ascii('010'), Uint8Array.of(0));

const RECORD_HEADER_BYTES = 14;
const FACE_INFORMATION_BYTES = 20;
const IMAGE_INFORMATION_BYTES = 12;
const FULL_FRONTAL = 0x01;
const SRGB = 0x01;

/** ISO/IEC 19794-5:2005: full frontal, no feature points, sRGB. */
export function facialRecord(
  encoded: Uint8Array,
  codec: PortraitFormat['codec'],
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(RECORD_HEADER_BYTES + FACE_INFORMATION_BYTES + IMAGE_INFORMATION_BYTES);
  const view = new DataView(header.buffer);
  header.set(FORMAT_AND_VERSION, 0);
  view.setUint32(8, header.length + encoded.length);
  view.setUint16(12, 1);
  view.setUint32(RECORD_HEADER_BYTES, header.length - RECORD_HEADER_BYTES + encoded.length);
  const image = RECORD_HEADER_BYTES + FACE_INFORMATION_BYTES;
  header[image] = FULL_FRONTAL;
  header[image + 1] = codec === 'jpeg' ? 0x00 : 0x01;
  view.setUint16(image + 2, width);
  view.setUint16(image + 4, height);
  header[image + 6] = SRGB;
  return concat(header, encoded);
}

const GENERATION = 3;
const YEAR = 2019;
/** ImageDataFormatCode: JPEG, JPEG 2000 with loss. */
const DATA_FORMATS: Record<PortraitFormat['codec'], number> = { jpeg: 2, 'jpeg-2000': 3 };

/**
 * ISO/IEC 39794-5 in ICAO's profile: one representation, its image, its format and its size. This software makes use of the
 * schema from ISO/IEC 39794-5 within modifications permitted in the relevant ISO/IEC standard. Please reproduce this note if
 * possible.
 */
export function faceImageBlock(
  encoded: Uint8Array,
  codec: PortraitFormat['codec'],
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const version = tlv(0xa0, implicit(0x80, GENERATION), implicit(0x81, YEAR));
  const information = tlv(
    0xa1,
    tlv(0xa0, implicit(0x80, DATA_FORMATS[codec])),
    tlv(0xa7, implicit(0x80, width), implicit(0x81, height)),
  );
  const image = tlv(0xa1, tlv(0xa0, tlv(0xa0, tlv(0x80, encoded), information)));
  return tlv(0x65, version, tlv(0xa1, tlv(0x30, implicit(0x80, 0), image)));
}

/** An INTEGER or ENUMERATED under an implicit tag. */
function implicit(tag: number, value: number): Uint8Array {
  const [, , ...content] = integerElement(value);
  return tlv(tag, Uint8Array.from(content));
}
