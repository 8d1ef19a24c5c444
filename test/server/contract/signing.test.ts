import { createPublicKey, verify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { verifyEnvelope } from '../../../server/base/verify-signature.ts';
import { ContractError } from '../../../server/contract/contract-error.ts';
import {
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

  it('have ASCII prefixes, none of which begins another', () => {
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
