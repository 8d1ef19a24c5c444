import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LONGEST_OFFICER_KEY_MS, OFFICER_KEYS_FORM } from '../../../../server/contract/officer-keys.ts';
import { draftList, type ListedPerson } from '../../../../server/people/officer-keys/draft-list.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2030, 0, 1);
const TERMS = { number: 1, validFrom: NOW, rpId: 'localhost', origins: ['http://localhost:8080'] };
const bytes = (text = '') => Buffer.from(text, 'base64url');
const coseOf = (...parts: (string | Buffer)[]) =>
  Uint8Array.from(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part))));
const jwk = (key: KeyObject) => key.export({ format: 'jwk' });

const es256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const eddsa = generateKeyPairSync('ed25519').publicKey;
const rs256 = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey;
/** COSE_Keys written by hand: RFC 9053 §7.1, §7.2 and RFC 8230 §4. */
const COSE = {
  ES256: coseOf('a5010203262001215820', bytes(jwk(es256).x), '225820', bytes(jwk(es256).y)),
  EdDSA: coseOf('a4010103272006215820', bytes(jwk(eddsa).x)),
  RS256: coseOf('a40103033901002059', '0100', bytes(jwk(rs256).n), '2143', bytes(jwk(rs256).e)),
};
const duty = (change: object = {}) => ({
  ...{ role: 'officer', validFrom: NOW - DAY_MS, validUntil: NOW + 30 * DAY_MS, trainingValidUntil: NOW + 20 * DAY_MS },
  ...change,
});
const keyOf = (publicKey: Uint8Array<ArrayBuffer>, id = 'AAAA', regressedAt: number | null = null) => ({
  ...{ id, publicKey, regressedAt },
});
const person = (change: object = {}): ListedPerson =>
  ({ id: 'officer-anna', duties: [duty()], passkeys: [keyOf(COSE.ES256)], ...change }) as ListedPerson;

describe('draft of the list of officer keys', () => {
  it('contains the passkeys of people on duty in the format of lanes', () => {
    const passkeys = [keyOf(COSE.ES256, 'AAAA'), keyOf(COSE.EdDSA, 'BBBB'), keyOf(COSE.RS256, 'CCCC')];
    const { list, omitted } = draftList([person({ passkeys })], TERMS);
    expect(OFFICER_KEYS_FORM.schema.parse(list)).toEqual(list);
    expect(list.keys.map(({ credentialId, algorithm }) => [credentialId, algorithm])).toEqual([
      ['AAAA', 'ES256'],
      ['BBBB', 'EdDSA'],
      ['CCCC', 'RS256'],
    ]);
    [es256, eddsa, rs256].forEach((key, index) => {
      const listed = createPublicKey({ key: bytes(list.keys[index]?.publicKey), format: 'der', type: 'spki' });
      expect(listed.equals(key)).toBe(true);
    });
    expect(omitted).toEqual([]);
  });

  it('gives each role from its first duty to its last, limited by training', () => {
    const duties = [
      duty({ validFrom: NOW + 40 * DAY_MS, validUntil: NOW + 50 * DAY_MS, trainingValidUntil: NOW + 45 * DAY_MS }),
      duty(),
      duty({ role: 'supervisor', validUntil: NOW + 900 * DAY_MS, trainingValidUntil: NOW + 900 * DAY_MS }),
    ];
    expect(draftList([person({ duties })], TERMS).list.keys[0]?.roles).toEqual([
      { role: 'officer', validFrom: NOW - DAY_MS, validUntil: NOW + 45 * DAY_MS },
      { role: 'supervisor', validFrom: NOW - DAY_MS, validUntil: NOW + LONGEST_OFFICER_KEY_MS },
    ]);
  });

  it.each([
    ['whose duty has ended', { duties: [duty({ validUntil: NOW })] }],
    ['whose training has expired', { duties: [duty({ trainingValidUntil: NOW })] }],
    ['whose duty gives no orders', { duties: [duty({ role: 'auditor' })] }],
    ['without a duty', { duties: [] }],
  ])('omits people %s', (_kind, change) => {
    expect(draftList([person(change)], TERMS)).toMatchObject({ list: { keys: [] }, omitted: [] });
  });

  it('names people on duty without a passkey that a lane can use', () => {
    const people = [
      person({ id: 'officer-ben', passkeys: [] }),
      person({ id: 'officer-carla', passkeys: [keyOf(COSE.ES256, 'AAAA', NOW)] }),
      person({ id: 'officer-dora', passkeys: [keyOf(coseOf('a0'))] }),
    ];
    const { list, omitted } = draftList(people, TERMS);
    expect(list.keys).toEqual([]);
    expect(omitted).toEqual([
      { officerId: 'officer-ben', code: 'no-passkey' },
      { officerId: 'officer-carla', code: 'passkey-not-usable' },
      { officerId: 'officer-dora', code: 'passkey-not-usable' },
    ]);
  });
});
