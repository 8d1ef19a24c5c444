import { describe, expect, it } from 'vitest';
import { DG2_TAG, efDg2, faceImageBlock, facialRecord } from '../../../../hardware/simulation/document/ef-dg2.ts';
import { needed, testWithData } from '../../../models/finger/formats/finger-data.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);

describe('EF.DG2', () => {
  it('contains one facial record of ISO/IEC 19794-5', () => {
    const file = efDg2(JPEG, { codec: 'jpeg', record: 'iso-19794-5' }, 413, 531);
    expect(file[0]).toBe(DG2_TAG);
    expect(hex(file)).toMatch(/^75[0-9a-f]{2}7f61[0-9a-f]{2}0201017f60/);
    expect(hex(file)).toContain('88020008');
    expect(hex(file)).toContain('5f2e3246414300');
  });

  /** Offsets of ISO/IEC 19794-5:2005 §5.4 to §5.7. */
  it('has lengths, sizes and types of a facial record at the positions of the standard', () => {
    const record = facialRecord(JPEG, 'jpeg', 413, 531);
    const view = new DataView(record.buffer);
    expect(Buffer.from(record.subarray(0, 8)).toString('latin1')).toBe('FAC\0' + '010\0');
    expect(view.getUint32(8)).toBe(record.length);
    expect(view.getUint16(12)).toBe(1);
    expect(view.getUint32(14)).toBe(record.length - 14);
    expect(view.getUint16(18)).toBe(0);
    expect([...record.subarray(34, 36)]).toEqual([1, 0]);
    expect([view.getUint16(36), view.getUint16(38)]).toEqual([413, 531]);
    expect([...record.subarray(46)]).toEqual([...JPEG]);
    expect(facialRecord(JPEG, 'jpeg-2000', 1, 1)[35]).toBe(1);
  });

  const SILVER = 'mrtd/iso39794/dg2/dg2_silver_mandatory_fields.bin';
  testWithData(SILVER)(
    'a block of ISO/IEC 39794-5 is laid out as the official sample, up to the size that it adds',
    () => {
      const image = needed('mrtd/iso39794/silver.jp2');
      const sample = hex(needed(SILVER));
      const own = hex(faceImageBlock(image, 'jpeg-2000', 413, 531));
      const at = sample.indexOf(hex(image));
      const around = (text: string, from: number) =>
        `${text.slice(0, from)}${text.slice(from + 2 * image.length)}`.replaceAll(/82[0-9a-f]{4}/g, '');
      const wrapper = sample.indexOf('65823ac3');
      const expected = around(sample.slice(wrapper), at - wrapper);
      // The sample's image information contains only the format; this one contains the size too.
      const size = 'a7088002019d81020213';
      expect(
        around(own, own.indexOf(hex(image)))
          .replace(size, '')
          .replace('a10f', 'a105'),
      ).toBe(expected);
    },
  );
});
