import { contentOf, readElement, readElements, unsignedOf } from './asn1-reader.ts';
import { tlv } from '../../../hardware/ber/write.ts';
import { unsigned } from './asn1-writer.ts';
import type { FingerRecordRead, FingerRepresentation } from './finger-representation.ts';
import { writeImageBlock39794 } from './image-block-39794.ts';
import { unreadable } from './image-read.ts';
import { readImageRecord } from './image-record.ts';
import { writeImageRecord2005 } from './image-record-2005.ts';

/**
 * DG3 of a travel document, ICAO 9303-10 §4.7.3: `63 { 7F61 { 02 count, 7F60 { A1 header, 5F2E or 7F2E data } … } }`,
 * where the data is a finger image record of ISO/IEC 19794-4:2005 or, inside another `A1`, a block of ISO/IEC 39794-4.
 */
const DG3_TAG = 0x63;
const GROUP_TEMPLATE = 0x7f61;
const COUNT = 0x02;
const INFORMATION_TEMPLATE = 0x7f60;
const HEADER = 0xa1;
const DATA = 0x5f2e;
const CONSTRUCTED_DATA = 0x7f2e;
const WRAPPED_BLOCK = 0xa1;
/** CBEFF values, ISO/IEC 19785 registry: type finger; owner JTC 1/SC 37; formats 7 (19794-4) and 0x28 (39794-4). */
const BIOMETRIC_TYPE_FINGER = 0x08;
const OWNER_SC37 = Uint8Array.of(0x01, 0x01);
const FORMAT_19794 = Uint8Array.of(0x00, 0x07);
const FORMAT_39794 = Uint8Array.of(0x00, 0x28);
/** Maximum number of templates, one per finger. */
const MAX_TEMPLATES = 10;

/**
 * All images of all templates, in order. A document without fingers has a count of zero and gives an empty list. One
 * malformed template makes the file unreadable. Passive Authentication, not this reader, checks that the file is
 * genuine.
 */
export function readDg3(file: Uint8Array<ArrayBuffer>): FingerRecordRead {
  const outer = readElement(file);
  if (outer === undefined) return unreadable('truncated');
  if (outer.tag !== DG3_TAG) return unreadable('malformed');
  const group = contentOf(readElements(outer.content) ?? [], GROUP_TEMPLATE);
  const elements = group && readElements(group);
  if (elements === undefined) return unreadable('malformed');
  const count = unsignedOf(contentOf(elements, COUNT));
  const templates = elements.filter(({ tag }) => tag === INFORMATION_TEMPLATE);
  if (count === undefined || count !== templates.length) return unreadable('malformed');
  if (count > MAX_TEMPLATES) return unreadable('unsupported');

  const representations: FingerRepresentation[] = [];
  for (const { content } of templates) {
    const record = recordOf(content);
    if (record === undefined) return unreadable('malformed');
    const read = readImageRecord(record);
    if (read.kind === 'unreadable') return read;
    representations.push(...read.representations);
  }
  return { kind: 'read', representations };
}

function recordOf(template: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  const elements = readElements(template);
  if (elements === undefined || contentOf(elements, HEADER) === undefined) return undefined;
  const plain = contentOf(elements, DATA);
  if (plain !== undefined) return plain;
  const constructed = contentOf(elements, CONSTRUCTED_DATA);
  if (constructed === undefined) return undefined;
  const wrapped = readElement(constructed);
  return wrapped?.tag === WRAPPED_BLOCK ? wrapped.content : constructed;
}

export type Dg3Edition = '19794-4:2005' | '39794-4';

/**
 * Writes DG3 with one template per image, for specimen chips. Throws `RangeError` for a value that the edition cannot
 * represent.
 */
export function writeDg3(
  representations: readonly FingerRepresentation[],
  edition: Dg3Edition,
): Uint8Array<ArrayBuffer> {
  if (representations.length > MAX_TEMPLATES) throw new RangeError(`DG3 holds at most ${MAX_TEMPLATES} fingers`);
  const templates = representations.map((one) => {
    const format = edition === '39794-4' ? FORMAT_39794 : FORMAT_19794;
    const header = tlv(
      HEADER,
      unsigned(0x81, BIOMETRIC_TYPE_FINGER),
      tlv(0x82, Uint8Array.of(biometricSubtype(one.position))),
      tlv(0x87, OWNER_SC37),
      tlv(0x88, format),
    );
    const data =
      edition === '39794-4'
        ? tlv(CONSTRUCTED_DATA, tlv(WRAPPED_BLOCK, writeImageBlock39794([one])))
        : tlv(DATA, writeImageRecord2005([one]));
    return tlv(INFORMATION_TEMPLATE, header, data);
  });
  return tlv(DG3_TAG, tlv(GROUP_TEMPLATE, unsigned(COUNT, representations.length), ...templates));
}

/** ISO/IEC 7816-11 table C.3: bits 1 and 2 right or left, bits 3 to 5 thumb to little finger. */
function biometricSubtype(position: number): number {
  if (position < 1 || position > 10) return 0;
  return position <= 5 ? 0b01 | (position << 2) : 0b10 | ((position - 5) << 2);
}
