import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, tlv } from '../../../../hardware/ber/write.ts';
import { efDg2, faceImageBlock, facialRecord } from '../../../../hardware/simulation/document/ef-dg2.ts';
import { portraitOfDg2 } from '../../../../kiosk/rules/document/dg2.ts';
import { damaged } from '../../../models/finger/formats/damage.ts';
import { dataPath, needed } from '../../../models/finger/formats/finger-data.ts';
import { repetitions } from '../../../support/extent.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
const CODESTREAM = Uint8Array.of(0xff, 0x4f, 0xff, 0x51, 0, 1, 2);
const JP2 = Uint8Array.of(0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20, 9);
const RECORDS = ['iso-19794-5', 'iso-39794-5'] as const;

const header = (format: number) => tlv(0xa1, tlv(0x88, Uint8Array.of(0, format)));
const template = (data: Uint8Array, format = 0x08) => tlv(0x7f60, header(format), tlv(0x5f2e, data));
const file = (count: number, ...templates: Uint8Array[]) =>
  tlv(0x75, tlv(0x7f61, tlv(0x02, Uint8Array.of(count)), ...templates));
const record = (image: Uint8Array, codec: 'jpeg' | 'jpeg-2000' = 'jpeg') => facialRecord(image, codec, 1, 1);
const edited = (bytes: Uint8Array, at: number, ...values: number[]) => {
  const copy = Uint8Array.from(bytes);
  copy.set(values, at);
  return copy;
};

/** From `APPLICATION 5` outwards in indefinite lengths, which BER allows. */
const endless = (tag: number[], ...contents: Uint8Array[]) =>
  concat(Uint8Array.from([...tag, 0x80]), ...contents, Uint8Array.of(0, 0));

describe.each(RECORDS)('DG2 with %s', (kind) => {
  test.each([
    ['jpeg', JPEG],
    ['jpeg-2000', CODESTREAM],
    ['jpeg-2000', JP2],
  ] as const)('yields the image: %s', (codec, image) => {
    const read = portraitOfDg2(efDg2(image, { codec, record: kind }, 413, 531));
    expect(read).toEqual({ kind: 'found', record: kind, codec, image, findings: [] });
  });

  test('uses the image and reports that the record names another codec', () => {
    const read = portraitOfDg2(efDg2(CODESTREAM, { codec: 'jpeg', record: kind }, 413, 531));
    expect(read).toMatchObject({ codec: 'jpeg-2000', findings: ['codec-differs'] });
  });

  test('is malformed when the image is of another kind', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
    expect(portraitOfDg2(efDg2(png, { codec: 'jpeg', record: kind }, 1, 1))).toEqual({ kind: 'malformed' });
  });

  test('yields a view of the file, so that wiping the file wipes the portrait', () => {
    const bytes = efDg2(JPEG, { codec: 'jpeg', record: kind }, 413, 531);
    const read = portraitOfDg2(bytes);
    bytes.fill(0);
    expect(read.kind === 'found' && read.image.every((byte) => byte === 0)).toBe(true);
  });

  test('that is truncated anywhere is malformed', () => {
    const bytes = efDg2(JPEG, { codec: 'jpeg', record: kind }, 413, 531);
    for (let length = 0; length < bytes.length; length++) {
      expect(portraitOfDg2(bytes.slice(0, length)).kind).toBe('malformed');
    }
  });

  test('that is damaged never throws and yields nothing but a portrait', () => {
    const outcome = fc.property(damaged(efDg2(JPEG, { codec: 'jpeg', record: kind }, 413, 531)), (bytes) => {
      const read = portraitOfDg2(bytes);
      if (read.kind === 'found') expect([0xff, 0x00]).toContain(read.image[0]);
    });
    fc.assert(outcome, { numRuns: repetitions(3_000, 50_000) });
  });
});

describe('DG2 that contradicts itself is read', () => {
  test('with a finding when the header names another format', () => {
    const read = portraitOfDg2(file(1, template(record(JPEG), 0x2a)));
    expect(read).toMatchObject({ record: 'iso-19794-5', findings: ['record-format-differs'] });
  });

  test('with a finding when the number of templates is wrong', () => {
    const findings = ['instance-count-differs'];
    expect(portraitOfDg2(file(2, template(record(JPEG))))).toMatchObject({ kind: 'found', findings });
  });

  test('with a finding when the length of its record is wrong', () => {
    const lying = edited(record(JPEG), 8, 0x7f, 0xff, 0xff, 0xff);
    expect(portraitOfDg2(file(1, template(lying)))).toMatchObject({ image: JPEG, findings: ['record-length-differs'] });
  });

  test('without a finding when the header states another image size', () => {
    const lying = edited(record(JPEG), 36, 0xff, 0xff, 0xff, 0xff);
    expect(portraitOfDg2(file(1, template(lying)))).toMatchObject({ image: JPEG, findings: [] });
  });
});

describe('DG2', () => {
  test.each([0, 3])('may contain %i feature points before its image', (points) => {
    const plain = record(JPEG);
    const longer = concat(plain.subarray(0, 34), new Uint8Array(8 * points), plain.subarray(34));
    const view = new DataView(longer.buffer);
    view.setUint32(8, longer.length);
    view.setUint32(14, longer.length - 14);
    view.setUint16(18, points);
    expect(portraitOfDg2(file(1, template(longer)))).toMatchObject({ image: JPEG, findings: [] });
  });

  test('with several images yields the first valid one', () => {
    const broken = template(Uint8Array.of(1, 2, 3));
    const other = template(record(CODESTREAM, 'jpeg-2000'));
    expect(portraitOfDg2(file(3, broken, template(record(JPEG)), other))).toMatchObject({
      codec: 'jpeg',
      findings: [],
    });
  });

  test('is not searched beyond eight images', () => {
    const broken = Array.from({ length: 8 }, () => template(Uint8Array.of(1, 2, 3)));
    expect(portraitOfDg2(file(9, ...broken, template(record(JPEG)))).kind).toBe('malformed');
    expect(portraitOfDg2(file(8, ...broken.slice(1), template(record(JPEG)))).kind).toBe('found');
  });

  test('may wrap the block in indefinite lengths, or not at all', () => {
    const block = faceImageBlock(JPEG, 'jpeg', 1, 1);
    const wrapped = endless([0x7f, 0x2e], endless([0xa1], block));
    const found = { kind: 'found', record: 'iso-39794-5', image: JPEG };
    expect(portraitOfDg2(file(1, tlv(0x7f60, header(0x2a), wrapped)))).toMatchObject(found);
    expect(portraitOfDg2(file(1, tlv(0x7f60, header(0x2a), tlv(0x7f2e, block))))).toMatchObject(found);
  });

  test('may contain unknown extensions', () => {
    const block = faceImageBlock(JPEG, 'jpeg', 1, 1);
    const longer = tlv(0x65, block.subarray(2), tlv(0xbf8120, tlv(0x04, new Uint8Array(5))));
    expect(portraitOfDg2(file(1, template(longer, 0x2a)))).toMatchObject({ image: JPEG, findings: [] });
  });

  test('of the first or second generation is malformed', () => {
    const block = edited(faceImageBlock(JPEG, 'jpeg', 1, 1), 6, 2);
    expect(portraitOfDg2(file(1, template(block, 0x2a)))).toEqual({ kind: 'malformed' });
  });

  test('with endless nesting is refused', () => {
    let deep: Uint8Array = JPEG;
    for (let level = 0; level < 100; level++) deep = tlv(0xa1, deep);
    expect(portraitOfDg2(file(1, template(deep, 0x2a)))).toEqual({ kind: 'malformed' });
  });

  test('with any other structure is malformed', () => {
    for (const bytes of [
      new Uint8Array(),
      Uint8Array.of(0x75, 0x80),
      tlv(0x63, new Uint8Array(4)),
      tlv(0x75),
      file(0),
      file(1, tlv(0x7f60, header(8))),
      file(1, template(new Uint8Array())),
      file(1, template(record(new Uint8Array()))),
      file(1, template(edited(record(JPEG), 12, 0, 0))),
      file(1, template(edited(record(JPEG), 14, 0xff))),
      file(1, template(edited(record(JPEG), 18, 0xff, 0xff))),
    ]) {
      expect(portraitOfDg2(bytes)).toEqual({ kind: 'malformed' });
    }
  });

  test('with random bytes is malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(portraitOfDg2(Uint8Array.from(noise)).kind).toBe('malformed');
        expect(portraitOfDg2(file(1, template(noise))).kind).toBe('malformed');
      }),
    );
  });
});

const OFFICIAL = [
  ['bsi2008/Datagroup2.bin', 'iso-19794-5', 14_999],
  ['nl-specimen2006/ef0102.bin', 'iso-19794-5', 13_701],
  ['iso39794/dg2/dg2_silver_mandatory_fields.bin', 'iso-39794-5', 15_000],
  ['iso39794/dg2/dg2_silver_all_fields.bin', 'iso-39794-5', 15_000],
] as const;

describe.skipIf(dataPath('mrtd') === undefined)('official data (POSTERN_DATA)', () => {
  test.each(OFFICIAL)('contain a JPEG 2000 image in %s', (path, kind, length) => {
    const read = portraitOfDg2(needed(join('mrtd', path)));
    expect(read).toMatchObject({ kind: 'found', record: kind, codec: 'jpeg-2000', findings: [] });
    expect(read.kind === 'found' && read.image.length).toBe(length);
  });

  test('contain in the ISO/IEC 39794-5 files the image that is published with them', () => {
    const read = portraitOfDg2(needed('mrtd/iso39794/dg2/dg2_silver_all_fields.bin'));
    expect(read.kind === 'found' && read.image).toEqual(needed('mrtd/iso39794/silver.jp2'));
  });

  test('contain the standard’s example of a block, which is read inside a template', () => {
    const block = needed('mrtd/iso39794/dg2/iso39794/sample-39794-5-ed-1-v1.der');
    const read = portraitOfDg2(file(1, tlv(0x7f60, header(0x2a), tlv(0x7f2e, tlv(0xa1, block)))));
    expect(read).toMatchObject({ kind: 'found', record: 'iso-39794-5', codec: 'jpeg', findings: [] });
  });

  test.each(OFFICIAL)('never throw when %s is damaged', (path) => {
    const whole = needed(join('mrtd', path));
    const outcome = fc.property(damaged(whole.slice(0, 400)), (start) => {
      const bytes = concat(start, whole.subarray(400));
      expect(['found', 'malformed']).toContain(portraitOfDg2(bytes).kind);
    });
    fc.assert(outcome, { numRuns: repetitions(1_000, 10_000) });
  });
});
