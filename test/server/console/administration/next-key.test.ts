import { expect, test } from 'vitest';
import { readNextKey } from '../../../../server/console/administration/next-key.ts';

const KEY = '0123456789abcdef'.repeat(4);
const IN_USE = 'f'.repeat(64);

test.each([
  ['a key as printed', KEY, { kind: 'read', key: KEY }],
  [
    'upper case, spaces and line breaks',
    ` ${KEY.slice(0, 32).toUpperCase()}\n${KEY.slice(32)} `,
    { kind: 'read', key: KEY },
  ],
  ['a key of a TPM', `03${KEY}`, { kind: 'read', key: `03${KEY}` }],
  ['66 digits that are no point', `04${KEY}`, { kind: 'malformed' }],
  ['a digit too few', KEY.slice(1), { kind: 'malformed' }],
  ['another letter', `g${KEY.slice(1)}`, { kind: 'malformed' }],
  ['nothing', '', { kind: 'malformed' }],
  ['the present key', IN_USE.toUpperCase(), { kind: 'in-use' }],
] as const)('the typed next key: %s', (_case, typed, read) => {
  expect(readNextKey(typed, IN_USE)).toEqual(read);
});
