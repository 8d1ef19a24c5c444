import { expect, it } from 'vitest';
import { readStrictJson } from '../../../server/contract/strict-json.ts';
import { growthOf } from '../../support/growth.ts';
import fc from '../../support/seeded-properties.ts';

const BOUNDS = { depth: 4, parts: 40, names: 3, nameCharacters: 8, textCharacters: 10 };
const WIDE = { depth: 64, parts: 1e6, names: 1e6, nameCharacters: 1e6, textCharacters: 1e6 };
const faultOf = (text: string) => {
  const read = readStrictJson(text, BOUNDS);
  return read.kind === 'refused' ? read.fault : read.kind;
};

it.each([
  ['[[[[]]]]', 'read'],
  ['[[[[[]]]]]', 'too-deep'],
  ['"0123456789"', 'read'],
  ['"0123456789a"', 'too-large'],
  ['"\\\\\\"\\u0041"', 'read'],
  ['{"12345678":1}', 'read'],
  ['{"123456789":1}', 'too-large'],
  ['{"a":1,"b":2,"c":3}', 'read'],
  ['{"a":1,"b":2,"c":3,"d":4}', 'too-many-parts'],
  [`[${'1,'.repeat(100)}1]`, 'too-many-parts'],
  ['{"a":1,"\\u0061":2}', 'duplicate-name'],
  ['{"a":{"a":1},"b":{"a":1}}', 'read'],
  ['"\\"', 'not-well-formed'],
  ['{"a" "b":1}', 'not-well-formed'],
  ['{:1}', 'not-well-formed'],
  ['', 'not-well-formed'],
])('strict JSON: %s is %s', (text, outcome) => expect(faultOf(text)).toBe(outcome));

it('strict JSON: within its bounds it reads what the engine reads', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      let json: unknown;
      try {
        json = JSON.parse(text);
      } catch {
        expect(readStrictJson(text, WIDE)).toEqual({ kind: 'refused', fault: 'not-well-formed' });
        return;
      }
      const read = readStrictJson(text, WIDE);
      if (read.kind === 'refused') expect(read.fault).toBe('duplicate-name');
      else expect(read.json).toEqual(json);
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ['escaped quotation marks without an end', (size: number) => `"${'\\"'.repeat(size / 2)}`],
  ['quotation marks', (size: number) => '"'.repeat(size)],
  ['escapes', (size: number) => `"${'\\'.repeat(size)}`],
])('strict JSON: takes time in proportion to %s', async (_name, make) => {
  expect(await growthOf(make, 1_000_000, (text) => readStrictJson(text, WIDE))).toEqual({ kind: 'linear' });
});
