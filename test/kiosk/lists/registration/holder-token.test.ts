import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  newHolderToken,
  readHolderToken,
  writeHolderToken,
} from '../../../../kiosk/lists/registration/holder-token.ts';

const read = (text: string) => readHolderToken(Buffer.from(text, 'latin1'));
const RECORD = '00112233445566778899aabbccddeeff';

describe('a holder’s token', () => {
  it('is equal after writing and reading', () => {
    const token = newHolderToken(RECORD);
    const again = read(writeHolderToken(token));
    expect(again?.recordId).toBe(RECORD);
    expect(Array.from(again?.key ?? [])).toEqual(Array.from(token.key));
    expect(token.key.some((byte) => byte !== 0)).toBe(true);
    expect(token.key.buffer.byteLength).toBeGreaterThan(64);
  });

  it('has a different key each time', () => {
    expect(writeHolderToken(newHolderToken(RECORD))).not.toBe(writeHolderToken(newHolderToken(RECORD)));
  });

  it('uses only characters of a QR code’s alphanumeric mode', () => {
    expect(writeHolderToken(newHolderToken(RECORD))).toMatch(/^PT1:[0-9A-Z $%*+\-./:]{80}$/);
  });

  it('is not read with one character changed, or when it is shorter or longer', () => {
    const text = writeHolderToken(newHolderToken(RECORD));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('0', 'A', '9', 'Z', ':', '%'), (at, character) => {
        fc.pre(text.charAt(at) !== character);
        expect(read(text.slice(0, at) + character + text.slice(at + 1))).toBeUndefined();
      }),
    );
    for (const other of ['', text.slice(0, -1), `${text}0`, text.toLowerCase(), text.replace('PT1', 'PT2')]) {
      expect(read(other)).toBeUndefined();
    }
  });

  it('is read from no other text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(read(text)).toBeUndefined();
        expect(read(`PT1:${text.padEnd(80, '0').slice(0, 80)}`)).toBeUndefined();
      }),
    );
  });
});
