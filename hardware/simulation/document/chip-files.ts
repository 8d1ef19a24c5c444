/** Files of an eMRTD's logical data structure, ICAO 9303-10 §4. */
import { ascii, concat, tlv } from '../../ber/write.ts';

/** EF.COM, §4.6.1: LDS version 1.7, Unicode version 4.0.0, and the tags of the data groups present. */
export function efCom(dataGroupTags: readonly number[]): Uint8Array {
  return tlv(0x60, tlv(0x5f01, ascii('0107')), tlv(0x5f36, ascii('040000')), tlv(0x5c, Uint8Array.from(dataGroupTags)));
}

export const DG1_TAG = 0x61;
export const DG2_TAG = 0x75;

/** EF.DG1, §4.7.1: the zone without its line break. */
export function efDg1(zone: string): Uint8Array {
  return tlv(DG1_TAG, tlv(0x5f1f, ascii(zone.replace('\n', ''))));
}

/** Biometric header template, ICAO 9303-10 table 39 (CBEFF, ISO/IEC 19785): facial features, format owner JTC 1/SC 37, type 8. */
const BIOMETRIC_HEADER = tlv(
  0xa1,
  tlv(0x80, Uint8Array.of(0x01, 0x01)),
  tlv(0x81, Uint8Array.of(0x02)),
  tlv(0x87, Uint8Array.of(0x01, 0x01)),
  tlv(0x88, Uint8Array.of(0x00, 0x08)),
);

/** EF.DG2, §4.7.2: one facial record. */
export function efDg2(facialRecord: Uint8Array): Uint8Array {
  const instances = tlv(0x02, Uint8Array.of(1));
  return tlv(DG2_TAG, tlv(0x7f61, instances, tlv(0x7f60, BIOMETRIC_HEADER, tlv(0x5f2e, facialRecord))));
}

/** ISO/IEC 19794-5:2005 §5.4.1 and §5.4.2: `FAC`, `010`, each ended by a zero byte. */
const FORMAT_AND_VERSION = concat(ascii('FAC'), Uint8Array.of(0), ascii('010'), Uint8Array.of(0));

const RECORD_HEADER_BYTES = 14;
const FACE_INFORMATION_BYTES = 20;
const IMAGE_INFORMATION_BYTES = 12;

/** One JPEG as an ISO/IEC 19794-5:2005 facial record: full frontal (type 1), no feature points, sRGB. */
export function facialRecord(jpeg: Uint8Array, width: number, height: number): Uint8Array {
  const header = new Uint8Array(RECORD_HEADER_BYTES + FACE_INFORMATION_BYTES + IMAGE_INFORMATION_BYTES);
  const view = new DataView(header.buffer);
  header.set(FORMAT_AND_VERSION, 0);
  view.setUint32(8, header.length + jpeg.length);
  view.setUint16(12, 1);
  view.setUint32(RECORD_HEADER_BYTES, header.length - RECORD_HEADER_BYTES + jpeg.length);
  const image = RECORD_HEADER_BYTES + FACE_INFORMATION_BYTES;
  header[image] = 0x01;
  header[image + 1] = 0x00;
  view.setUint16(image + 2, width);
  view.setUint16(image + 4, height);
  header[image + 6] = 0x01;
  return concat(header, jpeg);
}
