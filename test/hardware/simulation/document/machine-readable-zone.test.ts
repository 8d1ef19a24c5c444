import { describe, expect, it } from 'vitest';
import {
  checkDigit,
  writeZone,
  type ZoneFields,
} from '../../../../hardware/simulation/document/machine-readable-zone.ts';

/** ICAO 9303-4 appendix B: the specimen passport. */
const ERIKSSON: ZoneFields = {
  issuingState: 'UTO',
  nationality: 'UTO',
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  documentNumber: 'L898902C3',
  dateOfBirth: '740812',
  sex: 'F',
  dateOfExpiry: '120415',
  personalNumber: 'ZE184226B',
};
const ERIKSSON_ZONE = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
].join('\n');

describe('a check digit', () => {
  /** ICAO 9303-3 appendix A, examples 1 to 3. */
  it.each([
    ['520727', '3'],
    ['AB2134<<<', '5'],
    ['HA672242<658022549601086<<<<<<<<<<<<<<0', '8'],
  ])('of %s is %s', (text, digit) => {
    expect(checkDigit(text)).toBe(digit);
  });

  /** ICAO 9303-4 appendix B. */
  it.each([
    ['L898902C3', '6'],
    ['740812', '2'],
    ['120415', '9'],
    ['ZE184226B<<<<<', '1'],
  ])('of %s in the specimen passport is %s', (text, digit) => {
    expect(checkDigit(text)).toBe(digit);
  });

  it('is refused for characters that a zone cannot hold', () => {
    for (const text of ['a', 'É', ' ', '-']) expect(() => checkDigit(text)).toThrow(RangeError);
  });
});

describe('a zone', () => {
  it('of the ICAO specimen passport is written exactly', () => {
    expect(writeZone(ERIKSSON)).toBe(ERIKSSON_ZONE);
  });

  it('has two lines of 44 characters, whichever fields are omitted', () => {
    const { personalNumber: _, ...rest } = ERIKSSON;
    const lines = writeZone({ ...rest, issuingState: 'D', nationality: 'D', documentNumber: 'A1' }).split('\n');
    expect(lines.map(({ length }) => length)).toEqual([44, 44]);
    expect(lines[0]).toMatch(/^P<D<<ERIKSSON<<ANNA<MARIA</);
    expect(lines[1]?.slice(28, 43)).toBe('<'.repeat(15));
  });

  it('has national characters of a name written as in ICAO 9303-3 §6', () => {
    const zone = writeZone({ ...ERIKSSON, issuingState: 'D', surname: 'Müller-Groß', givenNames: 'Zoë' });
    expect(zone).toMatch(/^P<D<<MUELLER<GROSS<<ZOE</);
  });

  it('is refused when a field does not fit', () => {
    expect(() => writeZone({ ...ERIKSSON, documentNumber: 'L898902C36X' })).toThrow(RangeError);
    expect(() => writeZone({ ...ERIKSSON, surname: 'E'.repeat(40) })).toThrow(RangeError);
    expect(() => writeZone({ ...ERIKSSON, givenNames: '安娜' })).toThrow(RangeError);
  });
});
