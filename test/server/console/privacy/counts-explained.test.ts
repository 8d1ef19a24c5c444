import { expect, test } from 'vitest';
import { countsExplained } from '../../../../server/console/privacy/counts-explained.ts';

test.each([
  [7, 0, /overwrote 7 captures or records with their wrapped keys\. It destroyed no group key yet/],
  [1, 0, /overwrote 1 capture or record with its wrapped key\. It destroyed no group key yet/],
  [7, 2, /7 captures or records with their wrapped keys\. It also destroyed 2 group keys\./],
  [1, 1, /1 capture or record with its wrapped key\. It also destroyed 1 group key\./],
  [0, 1, /destroyed 1 group key\. All captures under it had been erased before/],
  [0, 3, /destroyed 3 group keys\. All captures under them had been erased before/],
])('an erasure of %d captures and %d keys explains its counts', (erased, keys, words) => {
  expect(countsExplained({ erased, keys })).toMatch(words);
});
