import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii } from '../../../../hardware/ber/write.ts';
import { accessKeysOf } from '../../../../hardware/document-reader/mrz/access-keys.ts';
import { checkDigit, checkDigitFits } from '../../../../hardware/document-reader/mrz/check-digit.ts';
import { isUnexpired } from '../../../../hardware/document-reader/mrz/dates.ts';
import { type Mrz, type MrzCheck, parseMrz } from '../../../../hardware/document-reader/mrz/parse-mrz.ts';

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);

function parsed(zone: string): Mrz {
  const parse = parseMrz(ascii(zone));
  if (parse.kind !== 'parsed') throw new Error('malformed');
  return parse.mrz;
}

/** Specimens of ICAO 9303-4 to -7. */
const TD3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
const TD1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';
const TD2 = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6';
const MRV_A = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<';
const MRV_B = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<';
/** ICAO 9303-11 appendix D.2: a number of twelve characters. */
const LONG = 'I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<';

describe('check digits, ICAO 9303-3 §4.9', () => {
  it.each([
    ['520727', 3],
    ['AB2134<<<', 5],
    ['HA672242<658022549601086<<<<<<<<<<<<<<0', 8],
  ] as const)('for %s are %i', (field, digit) => {
    expect(checkDigit(ascii(field))).toBe(digit);
  });

  it('permit a filler as zero only where the standard allows it', () => {
    const filler = '<'.charCodeAt(0);
    expect(checkDigitFits(filler, [ascii('<<<')], true)).toBe(true);
    expect(checkDigitFits(filler, [ascii('<<<')], false)).toBe(false);
    expect(checkDigitFits(filler, [ascii('1<<')], true)).toBe(false);
  });

  it('are never right for a text with characters outside the alphabet', () => {
    expect(checkDigit(ascii('ab'))).toBeUndefined();
    expect(checkDigitFits('0'.charCodeAt(0), [ascii('é')])).toBe(false);
  });
});

describe('the specimens of ICAO 9303', () => {
  it.each([
    ['td3', TD3, 'P', 'L898902C3'],
    ['td1', TD1, 'I', 'D23145890'],
    ['td2', TD2, 'I', 'D23145890'],
    ['mrv-a', MRV_A, 'V', 'L8988901C'],
    ['mrv-b', MRV_B, 'V', 'L8988901C'],
  ] as const)('are parsed: %s', (format, zone, documentCode, number) => {
    const mrz = parsed(zone);
    expect(mrz).toMatchObject({ format, documentCode, issuingState: 'UTO', wrong: [] });
    expect(text(mrz.documentNumber)).toBe(number);
    expect(text(mrz.name)).toMatch(/^ERIKSSON<<ANNA<MARIA<+$/);
  });

  it('are parsed with a number that continues in the optional data', () => {
    const mrz = parsed(LONG);
    expect(text(mrz.documentNumber) + text(mrz.documentNumberRest)).toBe('D23145890734');
    expect(mrz.wrong).toEqual([]);
    expect(text(accessKeysOf(mrz)[0]!.information)).toBe('D23145890734934071279507122');
  });

  it('are parsed with a continued number whose digit includes the filler, as on Belgian cards', () => {
    const zone = (digit: string, rest = '601') => {
      const first = `IDUTO000590240<${rest}${digit}`.padEnd(30, '<');
      const second = '8502016F2301147UTO<<<<<<<<<<<';
      const over = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18);
      return `${first}\n${second}${checkDigit(ascii(over))}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<`;
    };
    const keys = (mrz: Mrz) => accessKeysOf(mrz).map(({ information }) => text(information));
    const belgian = parsed(zone('3'));
    expect(belgian.wrong).toEqual([]);
    expect(text(belgian.documentNumber) + text(belgian.documentNumberRest)).toBe('000590240601');
    expect(keys(belgian).slice(0, 2)).toEqual(['000590240601385020162301147', '000590240<601385020162301147']);
    const usual = parsed(zone('1'));
    expect(usual.wrong).toEqual([]);
    expect(keys(usual)).not.toContain('000590240<601185020162301147');
    for (const digit of '02456789') expect(parsed(zone(digit)).wrong).toEqual(['document-number']);
    for (const rest of ['611', '602', '<01']) expect(parsed(zone('3', rest)).wrong).toContain('document-number');
  });

  it('give fields as views of the text', () => {
    const zone = ascii(TD3);
    const parse = parseMrz(zone);
    zone.fill(0);
    expect(parse.kind === 'parsed' && [...parse.mrz.documentNumber]).toEqual(Array(9).fill(0));
  });
});

describe('a zone with a wrong digit', () => {
  it.each([
    [9, 'document-number'],
    [19, 'date-of-birth'],
    [27, 'date-of-expiry'],
    [42, 'optional-data'],
    [43, 'composite'],
  ] as const)('at %i is reported as wrong', (at, check: MrzCheck) => {
    const zone = ascii(TD3);
    const digit = zone[45 + at] ?? 0;
    zone[45 + at] = digit === 0x39 ? 0x30 : digit + 1;
    const parse = parseMrz(zone);
    expect(parse.kind === 'parsed' && parse.mrz.wrong).toContain(check);
  });
});

describe('a text that is not a zone', () => {
  it.each([
    '',
    'P<UTO',
    TD3.slice(1),
    `${TD3}\nX`,
    TD3.toLowerCase(),
    TD3.replace('UTO', '1TO'),
    `V${TD1.slice(1)}`,
    TD1.split('\n').slice(0, 2).join('\n'),
    '\n\n',
  ])('is malformed', (zone) => {
    expect(parseMrz(ascii(zone)).kind).toBe('malformed');
  });

  it('never causes a crash', () => {
    const character = fc.constantFrom('A', 'B', 'O', '0', '1', '9', '<', '\n');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 140 }), (bytes) => void parseMrz(bytes)));
    fc.assert(fc.property(fc.string({ unit: character, maxLength: 140 }), (zone) => void parseMrz(ascii(zone))));
  });
});

describe('access keys of a zone', () => {
  const information = (zone: string) => accessKeysOf(parsed(zone)).map((key) => text(key.information));

  it('begin with the key of the zone as it was read', () => {
    expect(information(TD3)[0]).toBe('L898902C3674081221204159');
  });

  it('include the right number when O and 0 were confused', () => {
    const [, ...others] = information(TD3.replace('L898902C36', 'L8989O2C36'));
    expect(others).toContain('L898902C3674081221204159');
  });

  it('include the right number when two characters were misread', () => {
    expect(information(TD3.replace('L898902C36', 'LB9B902C36'))).toContain('L898902C3674081221204159');
  });

  it('are limited in number', () => {
    expect(information(TD3.replace('L898902C36', 'O0O0O0O0O6')).length).toBeLessThanOrEqual(4);
  });
});

describe('dates in a zone', () => {
  const at = (time: string) => Date.parse(time);

  it('of expiry are valid until the end of the day', () => {
    expect(isUnexpired(ascii('2701319'), at('2027-01-31T23:59:59Z'))).toBe(true);
    expect(isUnexpired(ascii('2701319'), at('2027-02-01T00:00:00Z'))).toBe(false);
  });

  it.each(['<<<<<<', '271301', '270230', '27013'])('that do not exist count as past: %s', (date) => {
    expect(isUnexpired(ascii(date), 0)).toBe(false);
  });
});

describe('the identity card that France issued until 2021', () => {
  // The specimen of Wikipedia's article on the card
  const zone = 'IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6\n';

  it('is named as a format that is not served, and has no wrong check digits', () => {
    expect(parseMrz(new TextEncoder().encode(zone))).toEqual({ kind: 'format-not-served' });
  });

  it('is not taken for a card of TD2, which has a nationality in letters', () => {
    const td2 = zone.replace('8806923102858', '8806923102FRA');
    expect(parseMrz(new TextEncoder().encode(td2)).kind).toBe('parsed');
    const other = zone.replace('IDFRA', 'IDUTO');
    expect(parseMrz(new TextEncoder().encode(other)).kind).toBe('parsed');
  });
});
