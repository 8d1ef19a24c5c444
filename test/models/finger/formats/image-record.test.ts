import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeRepresentation,
  type FingerImageCodec,
  type FingerRecordRead,
  type FingerRepresentation,
} from '../../../../models/finger/formats/finger-representation.ts';
import { writeImageBlock39794 } from '../../../../models/finger/formats/image-block-39794.ts';
import { readImageRecord } from '../../../../models/finger/formats/image-record.ts';
import { writeImageRecord2005 } from '../../../../models/finger/formats/image-record-2005.ts';
import { writeImageRecord2011 } from '../../../../models/finger/formats/image-record-2011.ts';
import { writePgm } from '../../../../models/finger/formats/pgm.ts';
import { encodeWsq } from '../../../../models/finger/formats/wsq/encode.ts';
import { damaged } from './damage.ts';
import { needed, testWithData } from './finger-data.ts';
import { ridges } from './ridges.ts';

interface Edition {
  readonly name: string;
  readonly write: (representations: readonly FingerRepresentation[]) => Uint8Array<ArrayBuffer>;
  readonly codecs: readonly FingerImageCodec[];
  readonly statesSize: boolean;
}

const EDITIONS: readonly Edition[] = [
  {
    name: 'ISO/IEC 19794-4:2005',
    write: writeImageRecord2005,
    codecs: ['raw', 'wsq', 'jpeg', 'jpeg2000', 'png'],
    statesSize: true,
  },
  {
    name: 'ISO/IEC 19794-4:2011',
    write: writeImageRecord2011,
    codecs: ['raw', 'wsq', 'jpeg', 'jpeg2000', 'png'],
    statesSize: true,
  },
  {
    name: 'ISO/IEC 39794-4',
    write: writeImageBlock39794,
    codecs: ['pgm', 'wsq', 'jpeg2000', 'png'],
    statesSize: false,
  },
];

const bytes = fc.uint8Array({ maxLength: 300 }).map((data) => Uint8Array.from(data));

/** One to five images with equal codec and resolution, which the oldest edition requires. */
const representationsFor = ({ codecs, statesSize }: Edition): fc.Arbitrary<FingerRepresentation[]> =>
  fc.tuple(fc.constantFrom(...codecs), fc.constantFrom(500, 1000)).chain(([codec, resolutionPpi]) => {
    const side = statesSize ? fc.integer({ min: 1, max: 2000 }) : fc.constant(undefined);
    const representation = fc.record({
      position: fc.nat({ max: 15 }),
      impression: fc.constantFrom(0, 1, 8, 24, 29),
      codec: fc.constant(codec),
      widthPx: side,
      heightPx: side,
      resolutionPpi: fc.constant(resolutionPpi),
      quality: fc.option(fc.nat({ max: 100 }), { nil: undefined }),
      data: bytes,
    });
    return fc.array(representation, { minLength: 1, maxLength: 5 });
  });

const reasonOf = (read: FingerRecordRead) => (read.kind === 'unreadable' ? read.reason : read.kind);

function patched(file: Uint8Array, offset: number, ...patch: number[]): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(file);
  copy.set(patch, offset);
  return copy;
}

const ONE: FingerRepresentation = {
  position: 7,
  impression: 0,
  codec: 'raw',
  widthPx: 3,
  heightPx: 2,
  resolutionPpi: 500,
  quality: 80,
  data: Uint8Array.of(1, 2, 3, 4, 5, 6),
};

describe.each(EDITIONS)('an image record of $name', (edition) => {
  test('is equal after writing and reading', () => {
    fc.assert(
      fc.property(representationsFor(edition), (representations) => {
        expect(readImageRecord(edition.write(representations))).toEqual({ kind: 'read', representations });
      }),
      { numRuns: 300 },
    );
  });

  test('never causes an exception when damaged, and images stay inside the record', () => {
    const files = representationsFor(edition).chain((representations) => damaged(edition.write(representations)));
    fc.assert(
      fc.property(files, (file) => {
        const read = readImageRecord(file);
        if (read.kind === 'unreadable') return;
        for (const { data } of read.representations) {
          expect(data.buffer).toBe(file.buffer);
          expect(data.byteOffset + data.byteLength).toBeLessThanOrEqual(file.byteOffset + file.byteLength);
        }
      }),
      { numRuns: 4000 },
    );
  });

  test('is unreadable when truncated at any position', () => {
    const codec = edition.codecs[0] ?? 'raw';
    const file = edition.write([
      { ...ONE, codec },
      { ...ONE, codec, position: 2 },
    ]);
    for (let length = 0; length < file.length; length++) {
      expect(readImageRecord(file.slice(0, length)).kind).toBe('unreadable');
    }
  });

  test('is refused when written with a codec without a code', () => {
    const codec = edition.codecs.includes('pgm') ? 'raw' : 'pgm';
    expect(() => edition.write([{ ...ONE, codec }])).toThrow(RangeError);
  });

  test('gives a decoded image', () => {
    const image = ridges(80, 96);
    const [widthPx, heightPx] = edition.statesSize ? [80, 96] : [undefined, undefined];
    const wsq = encodeWsq(image, { resolutionPpi: 500, bitsPerPixel: 2.25 });
    const plain = edition.statesSize
      ? { codec: 'raw' as const, data: image.data }
      : { codec: 'pgm' as const, data: writePgm(image) };
    for (const coded of [{ codec: 'wsq' as const, data: wsq }, plain]) {
      const read = readImageRecord(edition.write([{ ...ONE, ...coded, widthPx, heightPx }]));
      if (read.kind !== 'read' || read.representations[0] === undefined) throw new Error('unreadable');
      const decoded = decodeRepresentation(read.representations[0]);
      expect(decoded).toMatchObject({ kind: 'decoded', resolutionPpi: 500, image: { width: 80, height: 96 } });
      if (coded.codec !== 'wsq' && decoded.kind === 'decoded') expect(decoded.image.data).toEqual(image.data);
    }
  });
});

test.each(['jpeg', 'jpeg2000', 'png'] as const)('image record: an image in %s is returned compressed', (codec) => {
  expect(decodeRepresentation({ ...ONE, codec })).toEqual({ kind: 'compressed', codec });
});

test('image record: a resolution inside the image takes precedence over the record’s', () => {
  const data = encodeWsq(ridges(64, 64), { resolutionPpi: 1000, bitsPerPixel: 0.75 });
  expect(decodeRepresentation({ ...ONE, codec: 'wsq', data })).toMatchObject({ resolutionPpi: 1000 });
});

test('image record: plain pixels of a wrong length are unreadable', () => {
  expect(decodeRepresentation({ ...ONE, widthPx: 4 })).toEqual({ kind: 'unreadable', reason: 'truncated' });
  expect(decodeRepresentation({ ...ONE, widthPx: undefined })).toMatchObject({ kind: 'unreadable' });
});

describe('an image record of 19794-4:2005', () => {
  const file = writeImageRecord2005([ONE]);
  test('has its bytes at the positions of the standard', () => {
    const expected = [
      '46495200 30313000 000000000034 0000 001f 01 01 01f4 01f4 01f4 01f4 08 00 0000',
      '00000014 07 01 01 50 00 0003 0002 00 010203040506',
    ];
    expect(Buffer.from(file).toString('hex')).toBe(expected.join('').replaceAll(' ', ''));
  });
  test.each([
    ['a length beyond the bytes', patched(file, 8, 1), 'truncated'],
    ['a length below the header', patched(file, 8, 0, 0, 0, 0, 0, 31), 'malformed'],
    ['16 bits a pixel', patched(file, 28, 16), 'unsupported'],
    ['an unknown compression', patched(file, 29, 9), 'unsupported'],
    ['an image shorter than its header', patched(file, 32, 0, 0, 0, 13), 'malformed'],
    ['an image beyond the record', patched(file, 32, 0xff), 'truncated'],
    ['a count above the number of images', patched(file, 18, 2), 'truncated'],
    ['an unknown edition', patched(file, 4, 0x34), 'unsupported'],
    ['another format', patched(file, 0, 0x47), 'malformed'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(reasonOf(readImageRecord(bytes))).toBe(reason);
  });
  test('has its px/cm converted to ppi; rates that differ or have no unit are undefined', () => {
    const ppi = (bytes: Uint8Array<ArrayBuffer>) => {
      const read = readImageRecord(bytes);
      return read.kind === 'read' ? read.representations[0]?.resolutionPpi : read;
    };
    expect(ppi(patched(file, 19, 2, 0, 197, 0, 197, 0, 197, 0, 197))).toBe(500);
    expect(ppi(patched(file, 26, 0, 1))).toBeUndefined();
    expect(ppi(patched(file, 19, 3))).toBeUndefined();
  });
  test('is refused when written with different codecs, or without images', () => {
    expect(() => writeImageRecord2005([ONE, { ...ONE, codec: 'wsq' }])).toThrow(RangeError);
    expect(() => writeImageRecord2005([])).toThrow(RangeError);
  });
});

describe('an image record of 19794-4:2011', () => {
  for (const [path, offset, expected] of [
    ['finger/wsq/info_wsq.iso', 62, { codec: 'wsq', widthPx: 545, heightPx: 622, quality: 80 }],
    ['finger/wsq/info_jp2.iso', 69, { codec: 'jpeg2000', widthPx: 294, heightPx: 539, quality: 69, position: 2 }],
  ] as const) {
    testWithData(path)(`reads ${path}`, () => {
      const file = needed(path);
      const read = readImageRecord(file);
      if (read.kind !== 'read' || read.representations[0] === undefined) throw new Error('unreadable');
      const [representation] = read.representations;
      expect(representation).toMatchObject({ ...expected, resolutionPpi: 500 });
      expect(representation.data.byteOffset - file.byteOffset).toBe(offset);
      expect(decodeRepresentation(representation).kind).toBe(expected.codec === 'wsq' ? 'decoded' : 'compressed');
    });
  }

  test('gives the first computed quality, and certificates are skipped', () => {
    const plain = writeImageRecord2011([{ ...ONE, quality: undefined }]);
    const before = [...plain.slice(20, 34)];
    const after = [...plain.slice(35)];
    const content = [...before, 2, 255, 0, 1, 0, 1, 44, 0, 2, 0, 2, 1, 9, 9, 9, ...after, 0, 1, 0, 6, 1, 2];
    const total = 16 + 4 + content.length;
    const header = [...plain.slice(0, 8), 0, 0, 0, total, 0, 1, 1, 1];
    const file = Uint8Array.from([...header, 0, 0, 0, 4 + content.length, ...content]);
    expect(readImageRecord(file)).toEqual({ kind: 'read', representations: [{ ...ONE, quality: 44 }] });
  });

  const file = writeImageRecord2011([ONE]);
  test.each([
    ['a length beyond the bytes', patched(file, 8, 1), 'truncated'],
    ['a representation shorter than its header', patched(file, 16, 0, 0, 0, 40), 'malformed'],
    ['a representation beyond the record', patched(file, 16, 0xff), 'truncated'],
    ['a count above the number of representations', patched(file, 12, 0xff, 0xff), 'truncated'],
    ['too many quality blocks', patched(file, 34, 255), 'truncated'],
    ['an image beyond its representation', patched(file, file.length - 10, 0xff), 'truncated'],
    ['an impossible certification flag', patched(file, 14, 2), 'malformed'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(reasonOf(readImageRecord(bytes))).toBe(reason);
  });
});

describe('an image record of 39794-4', () => {
  const example = 'mrtd/iso39794/dg3/iso39794/sample-39794-4-ed-1-v1.der';
  testWithData(example)('reads the standard’s example', () => {
    const read = readImageRecord(needed(example));
    if (read.kind !== 'read') throw new Error(read.reason);
    expect(read.representations).toMatchObject([
      { position: 2, impression: 1, codec: 'png', quality: 44, resolutionPpi: 254, widthPx: undefined },
    ]);
    expect(read.representations[0]?.data.subarray(1, 4)).toEqual(Uint8Array.from(Buffer.from('PNG')));
  });

  test('has its bytes at the positions of the schema', () => {
    const file = writeImageBlock39794([{ ...ONE, codec: 'wsq', data: Uint8Array.of(9), quality: undefined }]);
    const expected = '6428 a007 800103 810207e3 a11d 301b a003800107 a103800100 a203800101 830109 a707 800201f4 810100';
    expect(Buffer.from(file).toString('hex')).toBe(expected.replaceAll(' ', ''));
  });

  test('may contain a code of a later edition, which falls back to the one in its extension', () => {
    const hex = '6426 a007 800103 810207e3 a11b 3019 a007a1058001078100 a103800100 a203800101 830109 840100';
    const read = readImageRecord(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')));
    expect(read).toMatchObject({ kind: 'read', representations: [{ position: 7, codec: 'wsq' }] });
  });

  const file = writeImageBlock39794([{ ...ONE, codec: 'wsq' }]);
  test.each([
    ['an older generation', patched(file, 6, 2), 'unsupported'],
    ['a generation below zero', patched(file, 6, 0x83), 'malformed'],
    ['bytes after the block', Uint8Array.from([...file, 0]), 'malformed'],
    ['an indefinite length', patched(file, 1, 0x80), 'malformed'],
    ['an unknown image format', patched(file, 29, 9), 'unsupported'],
    ['a repeated field', patched(file, 20, 0xa0), 'malformed'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(reasonOf(readImageRecord(bytes))).toBe(reason);
  });
});
