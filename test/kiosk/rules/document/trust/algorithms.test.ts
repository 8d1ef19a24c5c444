import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NULL, OCTET_STRING, oidElement, SEQUENCE } from '../../../../../hardware/ber/universal.ts';
import { ascii, concat, tlv } from '../../../../../hardware/ber/write.ts';
import { signatureHolds } from '../../../../../kiosk/rules/document/trust/algorithms.ts';

const RSA = { scheme: 'rsa', hash: 'sha256', saltBytes: 0 } as const;
const SHA256 = '2.16.840.1.101.3.4.2.1';
const SHA1 = '1.3.14.3.2.26';
const MESSAGE = ascii('what the issuer signed');
const digest = createHash('sha256').update(MESSAGE).digest();
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });

const digestInfo = (hash: string, value: Uint8Array, ...parameters: readonly Uint8Array[]) =>
  tlv(SEQUENCE, tlv(SEQUENCE, oidElement(hash), ...parameters), tlv(OCTET_STRING, value));
const bare = digestInfo(SHA256, digest);

/** RFC 8017 §9.2: 00 01 FF … 00 T, with as much padding as fits. */
const encoded = (info: Uint8Array, block = 0x01, padding = 256 - info.length - 3, after = new Uint8Array()) =>
  concat(Uint8Array.of(0, block), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), info, after);
const raw = (message: Uint8Array, key: KeyObject = privateKey) =>
  Uint8Array.from(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, message));
const holds = (signature: Uint8Array, key = publicKey) => signatureHolds(RSA, key, MESSAGE, signature);

describe('an RSA signature whose digest algorithm has no parameters', () => {
  it('is valid, like the one with NULL', () => {
    expect(holds(raw(encoded(bare)))).toBe(true);
    expect(holds(raw(encoded(digestInfo(SHA256, digest, tlv(NULL)))))).toBe(true);
  });

  it.each([
    ['another message', encoded(digestInfo(SHA256, createHash('sha256').update('another').digest()))],
    ['the name of another hash', encoded(digestInfo(SHA1, digest))],
    ['the digest of another hash', encoded(digestInfo(SHA1, createHash('sha1').update(MESSAGE).digest()))],
    ['parameters that are not NULL', encoded(digestInfo(SHA256, digest, tlv(OCTET_STRING)))],
    ['NULL with content', encoded(digestInfo(SHA256, digest, tlv(NULL, ascii('x'))))],
    ['bytes after the digest', encoded(bare, 0x01, 64, new Uint8Array(256 - 64 - 3 - bare.length).fill(7))],
    ['the block type of encryption', encoded(bare, 0x02)],
    ['a length in long form', encoded(concat(Uint8Array.of(0x30, 0x81, bare[1]!), bare.subarray(2)))],
    ['the digest alone', encoded(digest)],
  ])('is invalid with %s', (_what, message) => expect(holds(raw(message))).toBe(false));

  it('is invalid with a byte of padding changed, or when it is shorter or longer than the modulus', () => {
    const message = encoded(bare);
    message[20] = 0xfe;
    expect(holds(raw(message))).toBe(false);
    const signature = raw(encoded(bare));
    expect(holds(signature.subarray(1))).toBe(false);
    expect(holds(concat(Uint8Array.of(0), signature))).toBe(false);
  });

  it('is invalid when forged as a cube root under exponent 3', () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 2_048, publicExponent: 3 });
    const head = encoded(bare, 0x01, 8, new Uint8Array(256 - 8 - 3 - bare.length).fill(0xff));
    const target = BigInt(`0x${Buffer.from(head).toString('hex')}`);
    let [low, high] = [0n, 1n << 700n];
    while (low < high) {
      const middle = (low + high + 1n) / 2n;
      if (middle ** 3n <= target) low = middle;
      else high = middle - 1n;
    }
    const forged = Uint8Array.from(Buffer.from(low.toString(16).padStart(512, '0'), 'hex'));
    expect(holds(forged, small.publicKey)).toBe(false);
  });

  it('is invalid under a key that is bound to PSS, or for elliptic curves', () => {
    const bound = generateKeyPairSync('rsa-pss', {
      modulusLength: 2_048,
      hashAlgorithm: 'sha256',
      mgf1HashAlgorithm: 'sha256',
    });
    expect(holds(raw(encoded(bare)), bound.publicKey)).toBe(false);
    const curve = createPublicKey(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey);
    expect(holds(raw(encoded(bare)), curve)).toBe(false);
  });
});
