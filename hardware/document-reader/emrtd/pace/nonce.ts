/** The nonce of PACE, ICAO 9303-11 §4.4.3.3, and its use in integrated mapping. */
import { concat } from '../../../ber/write.ts';
import { passwordSecret, type AccessKey } from '../access-key.ts';
import { ChipError } from '../chip-error.ts';
import type { Direction } from '../cryptography/block-cipher.ts';
import type { CipherSuite } from '../cryptography/cipher-suite.ts';

/** Constants of §4.4.3.3.2, by the bits of a nonce. */
const CONSTANTS_128 = ['a668892a7c41e3ca739f40b057d85904', 'a4e136ac725f738b01c1f60217c188ad'] as const;
const CONSTANTS_256 = [
  'd463d65234124ef7897054986dca0a174e28df758cbaa03f240616414d5a1676',
  '54bd7255f0aaf831bec3423fcf39d69b6cbf066677d0faae5aadd99df8e53517',
] as const;
/** Bits by which the output exceeds the field. */
const MARGIN_BITS = 64;
/** A nonce has one or two blocks; some chips send 16 bytes for every key length. */
const LONGEST_NONCE_BYTES = 32;

/** Encrypts or decrypts the nonce under the key that the password gives. @throws ChipError `malformed` */
export function cryptNonce(
  direction: Direction,
  suite: CipherSuite,
  key: AccessKey,
  nonce: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const whole = nonce.length > 0 && nonce.length <= LONGEST_NONCE_BYTES && nonce.length % suite.blockBytes === 0;
  if (!whole) throw new ChipError('malformed', `a nonce of ${nonce.length} bytes`);
  const secret = passwordSecret(key);
  const passwordKey = suite.deriveKey(secret, 'password');
  secret.fill(0);
  const result = suite.cbc(direction, passwordKey, nonce);
  passwordKey.fill(0);
  return result;
}

/** Bytes of the nonce that `suite` uses with integrated mapping: the least number of whole blocks that hold a key. */
export function nonceBytes(suite: CipherSuite): number {
  return Math.ceil(suite.keyBytes / 16) * 16;
}

/**
 * R_p(s, t) before reduction, §4.4.3.3.2 figure 2.
 *
 * @param s the chip's nonce, of length `nonceBytes`
 * @param t the reader's nonce, as long as a key
 * @throws ChipError `malformed`
 */
export function pseudorandom(
  suite: CipherSuite,
  s: Uint8Array,
  t: Uint8Array,
  fieldBits: number,
): Uint8Array<ArrayBuffer> {
  const { keyBytes } = suite;
  const length = nonceBytes(suite);
  if (s.length !== length || t.length !== keyBytes) throw new ChipError('malformed', 'a nonce of a wrong length');
  const [c0, c1] = (length === 16 ? CONSTANTS_128 : CONSTANTS_256).map((hex) => Buffer.from(hex, 'hex')) as [
    Buffer,
    Buffer,
  ];
  const rounds = Math.ceil((fieldBits + MARGIN_BITS) / (length * 8));
  const blocks: Uint8Array[] = [];
  let key: Uint8Array = suite.cbc('encrypt', t, s).subarray(0, keyBytes);
  for (let round = 0; round < rounds; round++) {
    blocks.push(suite.cbc('encrypt', key, c1));
    key = suite.cbc('encrypt', key, c0).subarray(0, keyBytes);
  }
  return concat(...blocks);
}
