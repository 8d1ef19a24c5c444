import { describe, expect, it } from 'vitest';
import { listedDocument } from '../../../../kiosk/rules/document/listed-document.ts';
import fc from '../../../support/seeded-properties.ts';

const spelled = (type: string, issuer: string, number: string): string | undefined => {
  const bytes = listedDocument(type, issuer, new TextEncoder().encode(number));
  return bytes && Buffer.from(bytes).toString();
};

describe('a listed document', () => {
  it.each([
    ['P', 'UTO', 'L898902C3', 'P\nUTO\nL898902C3'],
    ['PP', 'UTO', 'L898902C3', 'P\nUTO\nL898902C3'],
    ['P', 'D', 'C01X0006H', 'P\nD\nC01X0006H'],
    ['P', 'DEU', 'c01x 0006-h', 'P\nD\nC01X0006H'],
    ['P', 'D<<', 'AB12<<<<<', 'P\nD\nAB12'],
    ['ID', 'BEL', '000590448301', 'I\nBEL\n000590448301'],
    ['AC', 'UTO', 'A.1/2', 'I\nUTO\nA12'],
    ['V', 'UTO', 'V1', 'V\nUTO\nV1'],
  ])('of %s %s %s has one spelling', (type, issuer, number, expected) => {
    expect(spelled(type, issuer, number)).toBe(expected);
  });

  it.each([
    ['another class', 'X', 'UTO', 'A1'],
    ['no class', '', 'UTO', 'A1'],
    ['no issuer', 'P', '<<<', 'A1'],
    ['an issuer that is no code', 'P', 'UT0', 'A1'],
    ['no number', 'P', 'UTO', '<<<<<<<<<'],
    ['a number with another character', 'P', 'UTO', 'A1é'],
    ['a number with a line break', 'P', 'UTO', 'A1\n2'],
    ['a number that is too long', 'P', 'UTO', 'A'.repeat(23)],
  ])('has none with %s', (_what, type, issuer, number) => {
    expect(spelled(type, issuer, number)).toBeUndefined();
  });

  it('keeps the bytes of the number, and two numbers apart', () => {
    const number = fc.stringMatching(/^[0-9A-Z]{1,22}$/);
    fc.assert(
      fc.property(number, number, (one, other) => {
        const bytes = new TextEncoder().encode(one);
        listedDocument('P', 'UTO', bytes);
        expect(Buffer.from(bytes).toString()).toBe(one);
        expect(spelled('P', 'UTO', one) === spelled('P', 'UTO', other)).toBe(one === other);
      }),
    );
  });
});
