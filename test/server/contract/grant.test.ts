import { createHash, createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openGrant, grantBytes } from '../../../server/contract/grant.ts';
import { openReceipt } from '../../../server/contract/receipt.ts';
import { withAssertion } from '../../../server/contract/server-message.ts';
import { openRevocations } from '../../../server/contract/revocations.ts';
import { NO_KEY, SERVER_KEY, signGrant, signRevocations } from '../../support/signed-grants.ts';
import type { KioskId, OfficerId } from '../../../server/contract/field.ts';

const publicKey = NO_KEY;

describe('evidence grant', () => {
  it('opens with the server’s key to what was signed', () => {
    const { grant, wire } = signGrant({ publicKey });
    expect(openGrant(wire, SERVER_KEY)).toMatchObject({ kind: 'valid', message: grant });
    expect(
      openGrant(
        wire,
        SERVER_KEY.map((byte) => byte ^ 1),
      ),
    ).toMatchObject({ kind: 'refused', code: 'bad-signature' });
    expect(() => openGrant(wire, new Uint8Array(31))).toThrow(expect.objectContaining({ code: 'bad-key' }));
  });

  it('is JSON with sorted names under a plain Ed25519 signature, which any verifier can check', () => {
    const { grant, wire } = signGrant({ publicKey });
    const { payload = '', signature = '' } = JSON.parse(Buffer.from(wire).toString()) as Record<string, string>;
    const bytes = Buffer.from(payload, 'base64url');
    const sorted = Object.fromEntries(Object.entries(grant).sort(([one], [other]) => (one < other ? -1 : 1)));
    expect(bytes.toString()).toBe(JSON.stringify(sorted));
    const key = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(SERVER_KEY).toString('base64url') };
    const input = Buffer.concat([Buffer.from('postern/grant/v1\n'), bytes]);
    const platformKey = createPublicKey({ key, format: 'jwk' });
    expect(verify(null, input, platformKey, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(openGrant(wire, SERVER_KEY)).toMatchObject({ digest: createHash('sha256').update(bytes).digest('hex') });
  });

  it('is not accepted as another message of the server', () => {
    const { wire, unasserted } = signGrant({ publicKey });
    const revocations = signRevocations({ issuedAt: 1 });
    expect(openRevocations(unasserted, SERVER_KEY)).toMatchObject({ code: 'bad-signature' });
    // Only grants and orders have an assertion.
    expect(openRevocations(wire, SERVER_KEY)).toMatchObject({ code: 'malformed' });
    expect(openGrant(revocations, SERVER_KEY)).toMatchObject({ code: 'bad-signature' });
    const expected = { kioskId: 'lane-1' as KioskId, sequence: 1, digest: '0'.repeat(64) };
    expect(openReceipt(revocations, SERVER_KEY, expected)).toMatchObject({ code: 'bad-signature' });
  });

  it('carries its officer’s assertion unchanged, and fits its limit with the longest one', () => {
    const { unasserted } = signGrant({ publicKey });
    const longest = {
      ...{ credentialId: 'A'.repeat(1_364), clientDataJSON: 'A'.repeat(1_366) },
      ...{ authenticatorData: 'A'.repeat(512), signature: 'A'.repeat(683) },
    };
    expect(openGrant(unasserted, SERVER_KEY)).toMatchObject({ kind: 'valid', assertion: undefined });
    expect(openGrant(withAssertion(unasserted, longest), SERVER_KEY)).toMatchObject({ assertion: longest });
    const wire = JSON.parse(Buffer.from(unasserted).toString()) as object;
    for (const wrong of [{}, null, [], { ...longest, more: '' }, { ...longest, signature: 'A'.repeat(684) }]) {
      const bytes = Buffer.from(JSON.stringify({ ...wire, assertion: wrong }));
      expect(openGrant(bytes, SERVER_KEY)).toMatchObject({ code: 'malformed' });
    }
    expect(() => withAssertion(Buffer.from('{}'), longest)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it.each([
    ['for longer than two minutes', { notBefore: 0, expires: 120_001 }],
    ['with an end that is not after its start', { notBefore: 10, expires: 10 }],
    ['for no kind of capture', { modalities: [] }],
    ['for fingers', { modalities: ['finger-image'] }],
    ['for one kind of capture twice', { modalities: ['face-frame', 'face-frame'] }],
    ['with an unknown purpose', { purpose: 'curiosity' }],
    ['with a key that is one byte too short', { publicKey: NO_KEY.slice(0, -2) }],
    ['with words as the officer’s id', { officer: 'Jane Doe' }],
    ['with an additional field', { note: 'look closely' }],
  ])('is not signed %s', (_what, over) => {
    const { grant } = signGrant({ publicKey });
    expect(() => grantBytes({ ...grant, ...over } as typeof grant)).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
  });

  it('never opens from other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6_000 }), (bytes) => {
        expect(openGrant(bytes, SERVER_KEY).kind).toBe('refused');
      }),
    );
    const { unasserted: wire } = signGrant({ publicKey });
    fc.assert(
      fc.property(fc.nat(wire.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(wire);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(openGrant(changed, SERVER_KEY).kind).toBe('refused');
      }),
      { numRuns: 50 },
    );
  });
});

describe('revocation list', () => {
  it('opens to what was signed', () => {
    const officers = ['officer-1' as OfficerId, 'officer-2' as OfficerId];
    const wire = signRevocations({ issuedAt: 5, officers });
    expect(openRevocations(wire, SERVER_KEY)).toMatchObject({ kind: 'valid', message: { issuedAt: 5, officers } });
    expect(openRevocations(signRevocations({}, new Uint8Array(32).fill(1)), SERVER_KEY).kind).toBe('refused');
  });

  it('may have the maximum length and no more', () => {
    const names = (count: number) =>
      Array.from({ length: count }, (_, index) => `officer-${'x'.repeat(20)}${index}` as OfficerId);
    expect(openRevocations(signRevocations({ officers: names(1_000) }), SERVER_KEY).kind).toBe('valid');
    expect(() => signRevocations({ officers: names(1_001) })).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});
