import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBer } from '../../../hardware/ber/read.ts';
import {
  integerElement,
  oidContent,
  oidElement,
  oidFromContent,
  readBitString,
  readOctetString,
  readOid,
  readSmallInteger,
  readTime,
  readUnsigned,
} from '../../../hardware/ber/universal.ts';
import { ascii, tlv } from '../../../hardware/ber/write.ts';

const element = (hex: string) => readBer(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')));

describe('an object identifier', () => {
  it('reads the example of ITU-T X.690 §8.19.5', () => {
    expect(readOid(element('06 03 88 37 03'))).toBe('2.999.3');
    expect(oidFromContent(oidContent('2.999.3'))).toBe('2.999.3');
  });

  it('reads the identifiers of ICAO 9303-11', () => {
    expect(readOid(element('06 0a 04007f00070202040202'))).toBe('0.4.0.127.0.7.2.2.4.2.2');
    expect(Buffer.from(oidElement('1.2.840.113549.1.7.2')).toString('hex')).toBe('06092a864886f70d010702');
  });

  it.each(['06 00', '06 02 88 80', '04 01 2a'])('refuses %s', (hex) => {
    expect(() => readOid(element(hex))).toThrow(expect.objectContaining({ name: 'BerError' }));
  });

  it.each(['', '1', '3.1', '1.40', '1.-2', 'a.b'])('rejects %j', (oid) => {
    expect(() => oidContent(oid)).toThrow(RangeError);
  });

  it('is equal after writing and reading', () => {
    const arcs = fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 39 }),
      fc.array(fc.nat(), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(arcs, ([root, second, rest]) => {
        const oid = [root, second, ...rest].join('.');
        expect(oidFromContent(oidContent(oid))).toBe(oid);
      }),
    );
  });
});

describe('an integer in BER', () => {
  it('is returned as a magnitude without leading zeros', () => {
    expect([...readUnsigned(element('02 02 00 ff'))]).toEqual([0xff]);
    expect([...readUnsigned(element('02 01 00'))]).toEqual([]);
    expect(readSmallInteger(element('02 02 01 00'))).toBe(256);
  });

  it.each(['02 00', '02 01 80', '04 01 01'])('is refused: %s', (hex) => {
    expect(() => readUnsigned(element(hex))).toThrow(expect.objectContaining({ name: 'BerError' }));
  });

  it('is refused when it is too large for a number', () => {
    expect(() => readSmallInteger(element('02 07 01000000000000'))).toThrow(
      expect.objectContaining({ code: 'limit-exceeded' }),
    );
  });

  it('is written with a sign that keeps it positive', () => {
    expect([...integerElement(128)]).toEqual([0x02, 0x02, 0x00, 0x80]);
    expect([...integerElement(Uint8Array.of(0, 0, 1))]).toEqual([0x02, 0x01, 0x01]);
    expect([...integerElement(0)]).toEqual([0x02, 0x01, 0x00]);
  });
});

describe('strings in BER', () => {
  it('of octets are joined when they consist of parts', () => {
    expect([...readOctetString(element('24 80 04 02 0102 04 01 03 0000'))]).toEqual([1, 2, 3]);
    expect([...readOctetString(element('04 01 05'))]).toEqual([5]);
    expect(() => readOctetString(element('02 01 05'))).toThrow(expect.objectContaining({ code: 'unexpected' }));
  });

  it('of bits are whole octets', () => {
    expect([...readBitString(element('03 02 00 aa'))]).toEqual([0xaa]);
    expect(() => readBitString(element('03 02 01 aa'))).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(() => readBitString(element('03 00'))).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

describe('a time in BER', () => {
  const time = (tag: number, text: string) => readTime(readBer(tlv(tag, ascii(text))));

  it('with two digits of the year lies between 1950 and 2049', () => {
    expect(time(0x17, '491231235959Z')).toBe(Date.UTC(2049, 11, 31, 23, 59, 59));
    expect(time(0x17, '500101000000Z')).toBe(Date.UTC(1950, 0, 1));
  });

  it('may have four digits of the year', () => {
    expect(time(0x18, '20560229120000Z')).toBe(Date.UTC(2056, 1, 29, 12));
  });

  it.each([
    [0x17, '230230000000Z'],
    [0x17, '2301010000Z'],
    [0x17, '230101000000+0100'],
    [0x18, '20230101246000Z'],
    [0x18, ''],
  ])('is refused: %i %s', (tag, text) => {
    expect(() => time(tag, text)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});
