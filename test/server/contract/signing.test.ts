import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { signatureCheck, verifyEnvelope } from '../../../server/platform/base/verify-signature.ts';
import { ContractError } from '../../../server/contract/contract-error.ts';
import {
  algorithmOf,
  isLowS,
  isPublicKeyAcceptable,
  isSignatureValid,
  signingInput,
  SIGNING_PREFIXES,
} from '../../../server/contract/signing.ts';
import { KIOSK } from '../fixtures/sample-report.ts';
import { SPEC_CHECK_CASES } from '../vectors/ed25519-speccheck.ts';
import { RFC8032_VECTORS } from '../vectors/rfc8032-ed25519.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const strict = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) =>
  ed25519.verify(signature, message, publicKey, { zip215: false });
const platform = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) =>
  verify(
    null,
    message,
    createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
      format: 'jwk',
    }),
    signature,
  );

describe('signatures', () => {
  it.each(RFC8032_VECTORS)('of RFC 8032 §7.1 are valid for both verifiers: key $publicKey', (vector) => {
    const args = [bytes(vector.signature), bytes(vector.message), bytes(vector.publicKey)] as const;
    expect([strict(...args), platform(...args), isPublicKeyAcceptable(args[2])]).toEqual([true, true, true]);
  });

  it.each(SPEC_CHECK_CASES.map((one, index) => [index, one] as const))(
    'of the disputed case %i get the same result from both verifiers for every acceptable key',
    (_index, { message, publicKey, signature }) => {
      if (!isPublicKeyAcceptable(bytes(publicKey))) return;
      const args = [bytes(signature), bytes(message), bytes(publicKey)] as const;
      expect(strict(...args)).toBe(platform(...args));
    },
  );

  it('of the disputed cases have unacceptable keys, except two', () => {
    const acceptable = SPEC_CHECK_CASES.filter((one) => isPublicKeyAcceptable(bytes(one.publicKey)));
    // Cases 6 and 7: an acceptable key with a signature whose S is not reduced.
    expect(acceptable).toEqual([SPEC_CHECK_CASES[6], SPEC_CHECK_CASES[7]]);
  });

  it('cover their purpose: both verifiers refuse a receipt’s signature for a report', async () => {
    const seed = new Uint8Array(32).fill(1);
    const publicKey = ed25519.getPublicKey(seed);
    const payload = new Uint8Array([1, 2, 3]);
    const signature = ed25519.sign(signingInput('receipt', payload), seed);
    expect(isSignatureValid('receipt', payload, signature, publicKey)).toBe(true);
    expect(isSignatureValid('report', payload, signature, publicKey)).toBe(false);
    const envelope = { kioskId: KIOSK, payload, signature };
    expect(await verifyEnvelope('receipt', envelope, publicKey)).toBe(true);
    expect(await verifyEnvelope('report', envelope, publicKey)).toBe(false);
  });

  it('have ASCII prefixes, and none is the start of another', () => {
    const prefixes = Object.values(SIGNING_PREFIXES);
    for (const prefix of prefixes) {
      expect(prefix).toMatch(/^[\x20-\x7e]+\n$/);
      expect(prefixes.filter((other) => other.startsWith(prefix))).toEqual([prefix]);
    }
  });

  it('of another length are invalid, and a key of another length throws', async () => {
    const publicKey = ed25519.getPublicKey(new Uint8Array(32).fill(1));
    expect(isSignatureValid('report', new Uint8Array(1), new Uint8Array(63), publicKey)).toBe(false);
    const short = { kioskId: KIOSK, payload: new Uint8Array(1), signature: new Uint8Array(63) };
    expect(await verifyEnvelope('report', short, publicKey)).toBe(false);
    const misuse = () => isSignatureValid('report', new Uint8Array(1), new Uint8Array(64), publicKey.subarray(1));
    expect(misuse).toThrow(ContractError);
  });

  it('are invalid for a key that is not a point', () => {
    expect(isPublicKeyAcceptable(new Uint8Array(32).fill(255))).toBe(false);
    expect(isPublicKeyAcceptable(new Uint8Array(32))).toBe(false);
    expect(isPublicKeyAcceptable(new Uint8Array(31))).toBe(false);
  });
});

/** RFC 6979, A.2.5: ECDSA on P-256 with SHA-256 of "sample" and "test". */
const RFC6979_KEY = '0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6';
const RFC6979_SIGNATURES = [
  {
    message: 'sample',
    isLow: false,
    signature:
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  },
  {
    message: 'test',
    isLow: true,
    signature:
      'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083',
  },
];
const ORDER = p256.Point.Fn.ORDER;

/** The other valid form of a signature: (r, n - s). */
function mirrored(signature: Uint8Array): Uint8Array {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`);
  return Uint8Array.from([...signature.subarray(0, 32), ...bytes((ORDER - s).toString(16).padStart(64, '0'))]);
}

describe('ES256 signatures', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
  const publicKey = Uint8Array.from([
    2 + ((Buffer.from(y, 'base64url').at(-1) ?? 0) & 1),
    ...Buffer.from(x, 'base64url'),
  ]);
  const payload = Uint8Array.of(1, 2, 3);
  /** By OpenSSL; half of its signatures have a high s. */
  const signed = (purpose: 'report' | 'receipt'): Uint8Array => {
    const made = new Uint8Array(
      sign('sha256', signingInput(purpose, payload), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }),
    );
    return isLowS(made) ? made : mirrored(made);
  };
  const both = async (signature: Uint8Array, key = publicKey, purpose: 'report' | 'receipt' = 'report') => {
    const mine = isSignatureValid(purpose, payload, signature, key);
    const theirs = await verifyEnvelope(purpose, { kioskId: KIOSK, payload, signature }, key);
    expect(signatureCheck(key)?.(signingInput(purpose, payload), signature)).toBe(theirs);
    return [mine, theirs];
  };

  it.each(RFC6979_SIGNATURES)(
    'of RFC 6979 over "$message" count in their lower form only',
    ({ message, isLow, signature }) => {
      const key = bytes(RFC6979_KEY);
      const [given, other] = [bytes(signature), mirrored(bytes(signature))];
      expect([isLowS(given), isLowS(other)]).toEqual([isLow, !isLow]);
      expect([algorithmOf(key), isPublicKeyAcceptable(key)]).toEqual(['es256', true]);
      for (const one of [given, other]) {
        expect(p256.verify(one, Buffer.from(message), key, { lowS: true })).toBe(isLowS(one));
      }
      expect(signatureCheck(key)?.(Buffer.from(message), isLow ? given : other)).toBe(true);
      expect(signatureCheck(key)?.(Buffer.from(message), isLow ? other : given)).toBe(false);
    },
  );

  it('of OpenSSL are valid for both verifiers, for their purpose alone', async () => {
    for (let time = 0; time < 20; time += 1) expect(await both(signed('report'))).toEqual([true, true]);
    expect(await both(signed('receipt'))).toEqual([false, false]);
  });

  it('have one form: the mirrored one is refused by both verifiers', async () => {
    expect(await both(mirrored(signed('report')))).toEqual([false, false]);
  });

  it('are refused by both verifiers with r or s of zero, of the order or above, changed, cut, or of Ed25519', async () => {
    const good = signed('report');
    const order = bytes(ORDER.toString(16));
    const zero = new Uint8Array(32);
    const full = new Uint8Array(32).fill(255);
    const seed = new Uint8Array(32).fill(1);
    for (const wrong of [
      ...[zero, order, full].flatMap((part) => [
        Uint8Array.from([...part, ...good.subarray(32)]),
        Uint8Array.from([...good.subarray(0, 32), ...part]),
      ]),
      good.map((byte, at) => (at === 40 ? byte ^ 1 : byte)),
      good.subarray(1),
      ed25519.sign(signingInput('report', payload), seed),
    ]) {
      expect(await both(wrong)).toEqual([false, false]);
    }
    const own = ed25519.getPublicKey(seed);
    expect(isSignatureValid('report', payload, good, own)).toBe(false);
    expect(await verifyEnvelope('report', { kioskId: KIOSK, payload, signature: good }, own)).toBe(false);
  });

  it('are invalid for a key that is not a point, which cannot be enrolled', () => {
    const wrong = [
      Uint8Array.from([2, ...new Uint8Array(32).fill(255)]),
      Uint8Array.from([4, ...publicKey.subarray(1)]),
      Uint8Array.from([0, ...publicKey.subarray(1)]),
      // 1 is not x of a point on the curve
      Uint8Array.from([2, ...new Uint8Array(31), 1]),
    ];
    for (const key of wrong) {
      expect([isPublicKeyAcceptable(key), signatureCheck(key)]).toEqual([false, undefined]);
      expect(isSignatureValid('report', payload, signed('report'), key)).toBe(false);
    }
    expect(() => isSignatureValid('report', payload, signed('report'), new Uint8Array(65))).toThrow(ContractError);
  });
});
