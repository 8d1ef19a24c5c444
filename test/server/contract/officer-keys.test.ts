import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OFFICER_KEYS_FORM, officerKeyListSchema } from '../../../server/contract/officer-keys.ts';
import { documentBytes } from '../../../server/contract/signed-document.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2030, 0, 1);
const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' });
const p256 = () => spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
const ed25519 = () => spki(generateKeyPairSync('ed25519').publicKey);
const rsa = (modulusLength: number, publicExponent = 65_537) =>
  spki(generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey);
const RSA = rsa(2_048);
const term = { role: 'officer', validFrom: NOW, validUntil: NOW + 300 * DAY_MS };
const keyWith = (change: object = {}) => ({
  officerId: 'officer-anna',
  roles: [term],
  credentialId: randomBytes(32).toString('base64url'),
  algorithm: 'ES256',
  publicKey: p256().toString('base64url'),
  ...change,
});
const listWith = (change: object = {}) => ({
  ...{ version: 1, number: 1, validFrom: NOW, rpId: 'border.example' },
  ...{ origins: ['https://console.border.example'], keys: [keyWith()] },
  ...change,
});
const faultsOf = (list: unknown) =>
  officerKeyListSchema.safeParse(list).error?.issues.map(({ path }) => path.join('.')) ?? [];
const takes = (algorithm: string, key: Uint8Array) =>
  faultsOf(listWith({ keys: [keyWith({ algorithm, publicKey: Buffer.from(key).toString('base64url') })] })).length ===
  0;

describe('list of officers’ keys', () => {
  it('accepts public keys of the registered algorithms, each with its own', () => {
    const made = { ES256: p256(), EdDSA: ed25519(), RS256: RSA };
    for (const [algorithm, key] of Object.entries(made)) {
      for (const [other, bytes] of Object.entries(made)) expect(takes(algorithm, bytes)).toBe(algorithm === other);
      expect(takes(algorithm, key.subarray(0, -1))).toBe(false);
      expect(takes(algorithm, Buffer.concat([key, Buffer.of(0)]))).toBe(false);
      expect(takes(algorithm, Buffer.alloc(0))).toBe(false);
    }
  });

  it('refuses a point outside its curve, a weak key, and another curve', () => {
    const point = p256();
    point[point.length - 1] = (point.at(-1) ?? 0) ^ 1;
    expect(takes('ES256', point)).toBe(false);
    expect(takes('ES256', spki(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey))).toBe(false);
    const zero = ed25519();
    zero.fill(0, 12);
    expect(takes('EdDSA', zero)).toBe(false);
    expect(takes('RS256', rsa(1_024))).toBe(false);
    expect(takes('RS256', rsa(2_048, 3))).toBe(false);
  });

  it('refuses an RSA key in another encoding, or with one bit of its frame changed', () => {
    // Up to the modulus, and the head of the exponent.
    const frame = [...Array(32).keys(), RSA.length - 5, RSA.length - 4];
    fc.assert(
      fc.property(fc.constantFrom(...frame), fc.nat(7), (index, bit) => {
        const changed = Uint8Array.from(RSA);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        expect(takes('RS256', changed)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('may be empty: then no passkey is accepted', () => {
    expect(faultsOf(listWith({ keys: [] }))).toEqual([]);
  });

  it.each([
    [
      'a credential twice',
      { keys: [keyWith({ credentialId: 'AAAA' }), keyWith({ credentialId: 'AAAA' })] },
      'keys.1.credentialId',
    ],
    ['a credential that is not base64url', { keys: [keyWith({ credentialId: 'A' })] }, 'keys.0.credentialId'],
    ['a key of an invalid officer id', { keys: [keyWith({ officerId: 'Anna First' })] }, 'keys.0.officerId'],
    ['a key without a role', { keys: [keyWith({ roles: [] })] }, 'keys.0.roles'],
    ['a role twice', { keys: [keyWith({ roles: [term, term] })] }, 'keys.0.roles'],
    [
      'a role without permission for orders',
      { keys: [keyWith({ roles: [{ ...term, role: 'auditor' }] })] },
      'keys.0.roles.0.role',
    ],
    [
      'a role that ends before it begins',
      { keys: [keyWith({ roles: [{ ...term, validUntil: NOW }] })] },
      'keys.0.roles.0.validUntil',
    ],
    [
      'a role for longer than 400 days',
      { keys: [keyWith({ roles: [{ ...term, validUntil: NOW + 401 * DAY_MS }] })] },
      'keys.0.roles',
    ],
    ['no origin', { origins: [] }, 'origins'],
    ['an origin twice', { origins: ['https://border.example', 'https://border.example'] }, 'origins'],
    ['an origin of another domain', { origins: ['https://border.example.org'] }, 'origins.0'],
    ['an origin that only ends with the same letters', { origins: ['https://notborder.example'] }, 'origins.0'],
    ['an origin without TLS', { origins: ['http://console.border.example'] }, 'origins.0'],
    ['an origin with a path', { origins: ['https://console.border.example/'] }, 'origins.0'],
    ['an invalid domain', { rpId: 'border' }, 'rpId'],
    ['more keys than the maximum', { more: 1 }, ''],
  ])('refuses %s', (_what, change, path) => {
    expect(faultsOf(listWith(change))).toContain(path);
  });

  it('may name localhost without TLS for a console on the same machine', () => {
    expect(faultsOf(listWith({ rpId: 'localhost', origins: ['http://localhost:8080'] }))).toEqual([]);
  });

  it('of maximum size fits its limit', () => {
    const keys = Array.from({ length: 4_096 }, (_, index) =>
      keyWith({ officerId: `officer-${index}`, credentialId: randomBytes(64).toString('base64url') }),
    );
    expect(documentBytes(OFFICER_KEYS_FORM, listWith({ keys })).length).toBeLessThan(OFFICER_KEYS_FORM.limitBytes);
    expect(faultsOf(listWith({ keys: [...keys, keyWith()] }))).toContain('keys');
  });
});
