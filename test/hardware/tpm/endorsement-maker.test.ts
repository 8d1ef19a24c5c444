import { describe, expect, test } from 'vitest';
import { manufacturerOf } from '../../../hardware/tpm/endorsement-maker.ts';
import fc from '../../support/seeded-properties.ts';

const attribute = (text: string, tag = 0x0c): Buffer =>
  Buffer.concat([Buffer.from('06056781050201', 'hex'), Buffer.from([tag, text.length]), Buffer.from(text)]);
const inside = (...parts: readonly Buffer[]): Uint8Array =>
  Buffer.concat([Buffer.from('before'), ...parts, Buffer.from('after')]);

describe('the maker of a TPM', () => {
  test('is read from its vendor id: text of a chip maker, empty for a number of software', () => {
    expect(manufacturerOf(inside(attribute('id:49465800')))).toBe('IFX');
    expect(manufacturerOf(inside(attribute('id:53544D20', 0x13)))).toBe('STM');
    expect(manufacturerOf(inside(attribute('id:00001014')))).toBe('');
  });

  test('is not known without the attribute, with two of them, or in another form', () => {
    const one = attribute('id:49465800');
    expect(manufacturerOf(inside())).toBeUndefined();
    expect(manufacturerOf(inside(one, one))).toBeUndefined();
    for (const wrong of [attribute('49465800'), attribute('id:4946'), attribute('id:49465800', 0x04)]) {
      expect(manufacturerOf(inside(wrong))).toBeUndefined();
    }
    expect(manufacturerOf(one.subarray(0, 8))).toBeUndefined();
  });

  test('of any bytes is text of at most four characters, or unknown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.string({ maxLength: 14 }), (bytes, text) => {
        for (const der of [bytes, inside(attribute(text))]) {
          expect(manufacturerOf(der) ?? '').toMatch(/^[\x20-\x7e]{0,4}$/);
        }
      }),
    );
  });
});
