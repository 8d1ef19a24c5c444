import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passageReference } from '../../../../server/console/holds/passage-reference.ts';
import { readPassageReference } from '../../../../server/console/holds/read-passage-reference.ts';

const NUMBER = '0f'.repeat(16);

test('a reference of a passage is read as it was written', () => {
  const passage = { kioskId: 'north-1', transactionId: NUMBER };
  expect(passageReference(passage)).toBe(`north-1/${NUMBER}`);
  expect(readPassageReference(passageReference(passage))).toEqual(passage);
  expect(readPassageReference(`  North-1/${NUMBER.toUpperCase()}\n`)).toEqual(passage);
});

test.each([
  '',
  NUMBER,
  `/${NUMBER}`,
  `north-1/${NUMBER}/x`,
  `north-1/${NUMBER.slice(1)}`,
  `-/${NUMBER}`,
  'PR1:ABC/DEF',
])('a reference of a passage is not "%s"', (text) => {
  expect(readPassageReference(text)).toBeUndefined();
});

test('a reference of a passage is read from no other text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const read = readPassageReference(text);
      if (read !== undefined) expect(passageReference(read)).toBe(text.trim().toLowerCase());
    }),
  );
});
