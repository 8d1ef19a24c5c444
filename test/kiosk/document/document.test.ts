import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentRead } from '../../../hardware/document-reader/document-reader.ts';
import type { ElementaryFile } from '../../../hardware/document-reader/elementary-file.ts';
import { zoneOfDg1 } from '../../../kiosk/document/dg1.ts';
import { portraitOfDg2 } from '../../../kiosk/document/dg2.ts';
import { documentHandle } from '../../../kiosk/document/handle.ts';
import { inspectDocument, wipeDocumentRead } from '../../../kiosk/document/inspect.ts';
import { EMPTY_TRUST } from '../../../kiosk/trust-files.ts';

const BASIS = { fleetKey: new Uint8Array(32), trust: EMPTY_TRUST, trustPolicy: { oldestRevocationListMs: 0 } };

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
/** ICAO 9303-4 appendix B: the specimen of Anna Maria Eriksson of Utopia. */
const ERIKSSON = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';

describe('chip files', () => {
  const der = (tag: number[], value: number[]): number[] => {
    const length = value.length < 128 ? [value.length] : [0x82, value.length >> 8, value.length & 255];
    return [...tag, ...length, ...value];
  };
  const bytes = (...parts: number[]) => Uint8Array.from(parts);
  const u16 = (value: number) => [value >> 8, value & 255];
  const u32 = (value: number) => [0, 0, value >> 8, value & 255];
  const jpeg = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];
  const record = (image: number[], featurePoints = 0, magic = [0x46, 0x41, 0x43, 0]) => {
    const block = 20 + featurePoints * 8 + 12 + image.length;
    return [
      ...magic,
      0x30,
      0x31,
      0x30,
      0,
      ...u32(14 + block),
      ...u16(1),
      ...u32(block),
      ...u16(featurePoints),
      ...Array<number>(14 + featurePoints * 8 + 12).fill(0),
      ...image,
    ];
  };
  const dg2 = (data: number[]) =>
    Uint8Array.from(
      der(
        [0x75],
        der(
          [0x7f, 0x61],
          [...der([0x02], [1]), ...der([0x7f, 0x60], [...der([0xa1], [0x80, 0]), ...der([0x5f, 0x2e], data)])],
        ),
      ),
    );

  test('DG1 yields the zone', () => {
    const zone = [...ascii(ERIKSSON.replace('\n', ''))];
    expect(zoneOfDg1(Uint8Array.from(der([0x61], der([0x5f, 0x1f], zone))))).toEqual(Uint8Array.from(zone));
    expect(zoneOfDg1(bytes(0x61, 0x00))).toBeUndefined();
  });
  test.each([0, 3])('DG2 yields the image behind %i feature points', (points) => {
    expect(portraitOfDg2(dg2(record(jpeg, points)))).toMatchObject({
      kind: 'found',
      codec: 'jpeg',
      image: Uint8Array.from(jpeg),
    });
  });
  test('DG2 knows JPEG 2000 by its own first bytes', () => {
    expect(portraitOfDg2(dg2(record([0xff, 0x4f, 0xff, 0x51, 0])))).toMatchObject({ codec: 'jpeg-2000' });
  });
  test('DG2 of any other make is malformed', () => {
    for (const file of [
      bytes(),
      bytes(0x75, 0x80),
      dg2([1, 2, 3]),
      dg2(record(jpeg, 0, [1, 1, 1, 1])),
      dg2(record([1, 2, 3, 4])),
      dg2(record(jpeg).slice(0, 40)),
    ]) {
      expect(portraitOfDg2(file).kind).toBe('malformed');
    }
  });
  test('no file is a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (file) => {
        void zoneOfDg1(Uint8Array.from(file));
        void portraitOfDg2(Uint8Array.from(file));
        void portraitOfDg2(dg2([...file]));
      }),
    );
  });

  test('an inspection keeps facts, never the zone, and everything is wiped afterwards', () => {
    const zone = ascii(ERIKSSON);
    const dg1 = Uint8Array.from(der([0x61], der([0x5f, 0x1f], [...ascii(ERIKSSON.replace('\n', ''))])));
    const files = new Map<ElementaryFile, Uint8Array<ArrayBuffer>>([
      ['EF.DG1', dg1],
      ['EF.DG2', dg2(record(jpeg))],
    ]);
    const read: DocumentRead = { kind: 'read', mrz: zone, files, chip: undefined, readAtMs: 0 };
    const { evidence, portrait } = inspectDocument(read, BASIS, Date.UTC(2012, 3, 1));
    expect(evidence).toMatchObject({
      kind: 'read',
      type: 'P',
      issuingState: 'UTO',
      checkDigitsFit: true,
      unexpired: true,
      dg1MatchesZone: true,
      portrait: 'jpeg',
    });
    expect(JSON.stringify(evidence)).not.toMatch(/ERIKSSON|L898902C3|740812/);
    expect(portrait).toEqual(Uint8Array.from(jpeg));
    wipeDocumentRead(read);
    expect([zone, ...files.values()].every((buffer) => buffer.every((byte) => byte === 0))).toBe(true);
  });
  test('a chip with another zone is seen', () => {
    const other = ascii(ERIKSSON.replace('ANNA', 'ANNI').replace('\n', ''));
    const files = new Map<ElementaryFile, Uint8Array<ArrayBuffer>>([
      ['EF.DG1', Uint8Array.from(der([0x61], der([0x5f, 0x1f], [...other])))],
    ]);
    const { evidence } = inspectDocument(
      { kind: 'read', mrz: ascii(ERIKSSON), files, chip: undefined, readAtMs: 0 },
      BASIS,
      0,
    );
    expect(evidence).toMatchObject({ dg1MatchesZone: false, portrait: 'none' });
  });
});

describe('handles', () => {
  const key = new Uint8Array(32).fill(7);
  const noon = Date.UTC(2026, 0, 1, 12);
  const handle = (number: string, state = 'UTO', wallMs = noon) => documentHandle(key, state, ascii(number), wallMs);
  test('are the same for one document on one day, whatever the gate', () => {
    expect(handle('L898902C3')).toEqual(handle('L898902C3', 'UTO', noon + 3_600_000));
  });
  test('differ by document, issuer, day and fleet', () => {
    const all = [
      handle('L898902C3'),
      handle('L898902C4'),
      handle('L898902C3', 'D'),
      handle('L898902C3', 'UTO', noon + 86_400_000),
      documentHandle(new Uint8Array(32), 'UTO', ascii('L898902C3'), noon),
    ].map((one) => one.handle);
    expect(new Set(all).size).toBe(all.length);
  });
});
