import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  authorityPin,
  CODE_SECRET_BYTES,
  readEnrolmentCode,
  secretDigest,
  writeEnrolmentCode,
} from '../../../server/contract/enrolment-code.ts';

const secrets = fc.uint8Array({ minLength: CODE_SECRET_BYTES, maxLength: CODE_SECRET_BYTES });
const certificates = fc.uint8Array({ minLength: 1, maxLength: 600 });

describe('enrolment code', () => {
  test('is read in any typed form', () => {
    fc.assert(
      fc.property(secrets, certificates, (secret, certificate) => {
        const code = writeEnrolmentCode(secret, certificate);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){12}[0-9A-HJKMNP-TV-Z]{4}$/);
        const parts = readEnrolmentCode(code);
        expect(parts?.pin).toBe(authorityPin(certificate));
        const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
        expect(readEnrolmentCode(typed)).toEqual(parts);
      }),
    );
  });

  test('differs for each 128 bits of secret', () => {
    fc.assert(
      fc.property(secrets, secrets, (one, other) => {
        const [a, b] = [one, other].map(
          (secret) => readEnrolmentCode(writeEnrolmentCode(secret, Uint8Array.of(1)))?.secret,
        );
        expect(a === b).toBe(Buffer.from(one).equals(Buffer.from(other)));
        expect(secretDigest(a ?? '') === secretDigest(b ?? '')).toBe(a === b);
      }),
    );
  });

  test('uses Crockford’s letters, most significant bits first', () => {
    expect(writeEnrolmentCode(new Uint8Array(10), Uint8Array.of(1)).slice(0, 19)).toBe('0000-0000-0000-0000');
    expect(writeEnrolmentCode(new Uint8Array(10).fill(255), Uint8Array.of(1)).slice(0, 19)).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    const counted = Uint8Array.from([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
    expect(writeEnrolmentCode(counted, Uint8Array.of(1)).slice(0, 19)).toBe('0123-4567-89AB-CDEF');
  });

  test.each([
    [''],
    ['0'.repeat(51)],
    ['0'.repeat(53)],
    [`${'0'.repeat(51)}U`],
    [`${'0'.repeat(51)}!`],
    ['x'.repeat(200)],
  ])('refuses %j', (text) => expect(readEnrolmentCode(text)).toBeUndefined());

  test('never throws for any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 120 }), (text) => void readEnrolmentCode(text)));
  });
});
