import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contextOf,
  generationOf,
  readEpochKey,
  writeEpochKey,
} from '../../../../../kiosk/vault/captures/keys/epoch-key-file.ts';
import { KEY_CLASSES } from '../../../../../kiosk/vault/captures/keys/key-class.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const keys = fc.record({
  keyId: bytes(16).map((id) => Buffer.from(id).toString('hex')),
  keyClass: fc.constantFrom(...KEY_CLASSES),
  epoch: fc.maxSafeNat(),
  wrapped: bytes(65),
});

test('an epoch key file is read back in its context', () => {
  fc.assert(
    fc.property(keys, (key) => {
      const file = writeEpochKey(key);
      const read = readEpochKey(file);
      expect({ ...read, wrapped: [...(read?.wrapped ?? [])] }).toEqual({ ...key, wrapped: [...key.wrapped] });
      expect([...file.subarray(0, 29)]).toEqual([...contextOf(key)]);
      expect(generationOf(key)).toBe(Buffer.from(key.wrapped).readUInt32BE(1));
    }),
  );
});
test('epoch keys that differ in class, epoch or id have different contexts', () => {
  fc.assert(
    fc.property(keys, keys, (one, other) => {
      const same = one.keyId === other.keyId && one.keyClass === other.keyClass && one.epoch === other.epoch;
      expect(Buffer.from(contextOf(one)).equals(contextOf(other))).toBe(same);
    }),
  );
});
test('arbitrary bytes are no epoch key file, and cause no exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (file) => {
      if (Buffer.from(file.subarray(0, 4)).toString('latin1') === 'PEK1') return;
      expect(readEpochKey(file)).toBeUndefined();
    }),
  );
});
test.each([
  ['cut', (file: Uint8Array) => file.subarray(0, 93)],
  ['too long', (file: Uint8Array) => Uint8Array.from([...file, 0])],
  ['of an unknown class', (file: Uint8Array) => file.fill(KEY_CLASSES.length, 4, 5)],
  ['of an epoch that is too large', (file: Uint8Array) => file.fill(255, 5, 13)],
])('a file that is %s is no epoch key file', (_what, change) => {
  const file = writeEpochKey({ keyId: 'ab'.repeat(16), keyClass: 'lane', epoch: 0, wrapped: new Uint8Array(65) });
  expect(readEpochKey(file)).toBeDefined();
  expect(readEpochKey(change(file))).toBeUndefined();
});
