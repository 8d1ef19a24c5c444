import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentRead } from '../../../../hardware/document-reader/document-reader.ts';
import type { ElementaryFile } from '../../../../hardware/document-reader/elementary-file.ts';
import { efDg2 } from '../../../../hardware/simulation/document/ef-dg2.ts';
import { zoneOfDg1 } from '../../../../kiosk/rules/document/dg1.ts';
import { documentSubject } from '../../../../kiosk/rules/document/handle.ts';
import { eligibilityRulesSchema } from '../../../../server/contract/eligibility.ts';
import { inspectDocument, wipeDocumentRead } from '../../../../kiosk/rules/document/inspect.ts';
import { EMPTY_TRUST } from '../../../../kiosk/lists/trust/trust-files.ts';

const BASIS = { trust: EMPTY_TRUST, trustPolicy: { oldestRevocationListMs: 0 } };

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
/** ICAO 9303-4 appendix B: the specimen of Anna Maria Eriksson of Utopia. */
const ERIKSSON = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';

describe('chip files', () => {
  const der = (tag: number[], value: number[]): number[] => {
    const length = value.length < 128 ? [value.length] : [0x82, value.length >> 8, value.length & 255];
    return [...tag, ...length, ...value];
  };
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);

  test('yield the zone in DG1', () => {
    const zone = [...ascii(ERIKSSON.replace('\n', ''))];
    expect(zoneOfDg1(Uint8Array.from(der([0x61], der([0x5f, 0x1f], zone))))).toEqual(Uint8Array.from(zone));
    expect(zoneOfDg1(Uint8Array.of(0x61, 0x00))).toBeUndefined();
  });
  test('never cause a crash with random bytes in DG1', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (file) => void zoneOfDg1(Uint8Array.from(file))));
  });

  test('are wiped after an inspection, which keeps facts and never the zone', () => {
    const zone = ascii(ERIKSSON);
    const dg1 = Uint8Array.from(der([0x61], der([0x5f, 0x1f], [...ascii(ERIKSSON.replace('\n', ''))])));
    const files = new Map<ElementaryFile, Uint8Array<ArrayBuffer>>([
      ['EF.DG1', dg1],
      ['EF.DG2', efDg2(jpeg, { codec: 'jpeg-2000', record: 'iso-39794-5' }, 413, 531)],
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
      portraitFindings: ['codec-differs'],
    });
    expect(JSON.stringify(evidence)).not.toMatch(/ERIKSSON|L898902C3|740812/);
    expect(portrait).toEqual(jpeg);
    wipeDocumentRead(read);
    expect([zone, ...files.values()].every((buffer) => buffer.every((byte) => byte === 0))).toBe(true);
  });
  test('give a randomised answer about a group of the holder in the chip, and not the group', () => {
    const dg1 = Uint8Array.from(der([0x61], der([0x5f, 0x1f], [...ascii(ERIKSSON.replace('\n', ''))])));
    const inspect = (basis: { groupSecret?: Uint8Array }, file: Uint8Array<ArrayBuffer> = dg1.slice()) => {
      const files = new Map<ElementaryFile, Uint8Array<ArrayBuffer>>([['EF.DG1', file]]);
      const read: DocumentRead = { kind: 'read', mrz: ascii(ERIKSSON), files, chip: undefined, readAtMs: 0 };
      const { evidence } = inspectDocument(read, { ...BASIS, ...basis }, Date.UTC(2012, 3, 1));
      return evidence.kind === 'read' ? evidence.groupResponse : undefined;
    };
    const groupSecret = new Uint8Array(32).fill(5);
    const answer = inspect({ groupSecret });
    expect(Object.keys(answer ?? {})).toEqual(['attribute', 'group']);
    expect(inspect({ groupSecret })).toEqual(answer);
    expect(inspect({})).toBeUndefined();
    expect(inspect({ groupSecret }, Uint8Array.of(0x61, 0))).toBeUndefined();
  });
  test('give the holder who is judged by the rules of eligibility, whatever the page says', () => {
    const eligibility = eligibilityRulesSchema.parse({
      version: 1,
      timeZone: 'UTC',
      groups: [{ id: 'adults', nationalities: { accept: ['UTO'] }, age: { least: 18 } }],
    });
    const judged = (dg1: string | undefined, page: string) => {
      const files = new Map<ElementaryFile, Uint8Array<ArrayBuffer>>();
      if (dg1 === '') files.set('EF.DG1', Uint8Array.of(0x61, 0x00));
      else if (dg1 !== undefined) {
        const zone = [...ascii(dg1.replace('\n', ''))];
        files.set('EF.DG1', Uint8Array.from(der([0x61], der([0x5f, 0x1f], zone))));
      }
      const { evidence } = inspectDocument(
        { kind: 'read', mrz: ascii(page), files, chip: undefined, readAtMs: 0 },
        { ...BASIS, eligibility },
        Date.UTC(1990, 0, 1),
      );
      return evidence.kind === 'read' ? evidence.eligibility?.['holder-age'] : undefined;
    };
    const adult = ERIKSSON.replace('740812', '640812');
    expect(judged(undefined, ERIKSSON)).toBe('not-eligible');
    expect(judged(undefined, adult)).toBe('eligible');
    expect(judged(ERIKSSON, adult)).toBe('not-eligible');
    expect(judged(adult, ERIKSSON)).toBe('eligible');
    // A chip whose zone cannot be read does not hand the decision to the printed one
    expect(judged('', adult)).toBeUndefined();
    expect(inspectDocument({ kind: 'no-document' }, { ...BASIS, eligibility }, 0).evidence).toEqual({
      kind: 'no-document',
    });
  });

  test('with another zone than the page are detected', () => {
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

describe('the input of a document handle', () => {
  const subject = (number: string, state = 'UTO') => documentSubject(state, ascii(number));
  test('is SHA-256 of issuer and number, in a buffer that can be wiped', () => {
    const digest = createHash('sha256').update('postern/document/v1\nUTO\nL898902C3').digest();
    expect([...subject('L898902C3')]).toEqual([...digest]);
    expect(subject('L898902C3').buffer.byteLength).toBeGreaterThanOrEqual(65);
  });
  test('differs by document and issuer', () => {
    const all = [subject('L898902C3'), subject('L898902C4'), subject('L898902C3', 'D'), subject('898902C3', 'UTOL')];
    expect(new Set(all.map((one) => Buffer.from(one).toString('hex'))).size).toBe(all.length);
  });
});
