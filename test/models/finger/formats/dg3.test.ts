import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tlv } from '../../../../hardware/ber/write.ts';
import { unsigned } from '../../../../models/finger/formats/asn1-writer.ts';
import { type Dg3Edition, readDg3, writeDg3 } from '../../../../models/finger/formats/dg3.ts';
import type { FingerRepresentation } from '../../../../models/finger/formats/finger-representation.ts';
import { damaged } from './damage.ts';
import { needed, testWithData } from './finger-data.ts';

const finger = (position: number, edition: Dg3Edition): FingerRepresentation => ({
  position,
  impression: 0,
  codec: 'wsq',
  widthPx: edition === '39794-4' ? undefined : 300,
  heightPx: edition === '39794-4' ? undefined : 400,
  resolutionPpi: 500,
  quality: 70,
  data: Uint8Array.from({ length: 200 }, (_, index) => index),
});

describe.each<Dg3Edition>(['19794-4:2005', '39794-4'])('DG3 with %s', (edition) => {
  const fingers = [finger(2, edition), finger(7, edition)];

  test.each([0, 1, 2, 10])('gives %i fingers back', (count) => {
    const representations = Array.from({ length: count }, (_, index) => finger(index + 1, edition));
    expect(readDg3(writeDg3(representations, edition))).toEqual({ kind: 'read', representations });
  });

  test('is refused when written with an eleventh finger', () => {
    expect(() =>
      writeDg3(
        Array.from({ length: 11 }, () => finger(1, edition)),
        edition,
      ),
    ).toThrow(RangeError);
  });

  test('is unreadable when truncated at any position', () => {
    const file = writeDg3(fingers, edition);
    for (let length = 0; length < file.length; length++) expect(readDg3(file.slice(0, length)).kind).toBe('unreadable');
  });

  test('never causes an exception when damaged', () => {
    const outcome = fc.property(damaged(writeDg3(fingers, edition)), (file) => {
      expect(['read', 'unreadable']).toContain(readDg3(file).kind);
    });
    fc.assert(outcome, { numRuns: 5000 });
  });
});

const BSI_DG3 = 'mrtd/bsi2008/Datagroup3.bin';
testWithData(BSI_DG3)('the BSI’s reference data set is read, and reproduced byte for byte', () => {
  const file = needed(BSI_DG3);
  const read = readDg3(file);
  if (read.kind !== 'read') throw new Error(read.reason);
  expect(read.representations).toMatchObject([
    { position: 2, codec: 'wsq', resolutionPpi: 500, widthPx: 620, heightPx: 620 },
    { position: 7, codec: 'wsq', resolutionPpi: 500, widthPx: 620, heightPx: 620 },
  ]);
  expect(writeDg3(read.representations, '19794-4:2005')).toEqual(file);
});

const EXAMPLE = 'mrtd/iso39794/dg3/iso39794/sample-39794-4-ed-1-v1.der';
testWithData(EXAMPLE)('the standard’s example of a block is read inside a template', () => {
  const block = needed(EXAMPLE);
  const template = tlv(0x7f60, tlv(0xa1), tlv(0x7f2e, tlv(0xa1, block)));
  const read = readDg3(tlv(0x63, tlv(0x7f61, unsigned(0x02, 1), template)));
  expect(read).toMatchObject({ kind: 'read', representations: [{ position: 2, codec: 'png' }] });
});

test('a document without fingers may contain padding, ICAO 9303-10 §4.7.3.1', () => {
  const file = tlv(0x63, tlv(0x7f61, unsigned(0x02, 0), tlv(0x53, Uint8Array.of(1, 2, 3))));
  expect(readDg3(file)).toEqual({ kind: 'read', representations: [] });
});

describe('DG3 reader: refuses a file with', () => {
  const template = tlv(0x7f60, tlv(0xa1), tlv(0x5f2e, new Uint8Array(40)));
  const group = (...contents: Uint8Array[]) => tlv(0x63, tlv(0x7f61, ...contents));
  test.each([
    ['nothing', new Uint8Array(0), 'truncated'],
    ['another data group', tlv(0x75, tlv(0x7f61, unsigned(2, 0))), 'malformed'],
    ['no group', tlv(0x63), 'malformed'],
    ['no count', group(), 'malformed'],
    ['a wrong count', group(unsigned(2, 2), template), 'malformed'],
    ['eleven templates', group(unsigned(2, 11), ...Array.from({ length: 11 }, () => template)), 'unsupported'],
    ['a template without a header', group(unsigned(2, 1), tlv(0x7f60, tlv(0x5f2e))), 'malformed'],
    ['a template without data', group(unsigned(2, 1), tlv(0x7f60, tlv(0xa1))), 'malformed'],
    ['a malformed record', group(unsigned(2, 1), template), 'malformed'],
  ])('%s', (_, file, reason) => {
    expect(readDg3(file)).toEqual({ kind: 'unreadable', reason });
  });
});
