import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyAssertion, type ExpectedAssertion } from '../../../../kiosk/lists/officer-keys/verify-assertion.ts';
import { type Assertion, assertionChallenge, assertionSchema } from '../../../../server/contract/assertion.ts';
import { CONSOLE_ORIGIN, RELYING_PARTY } from '../../../support/officer-passkeys.ts';
import { type Misbehaviour, SoftAuthenticator } from '../../../server/people/people/fixtures/soft-authenticator.ts';
import { WEB_AUTHN_VECTORS } from './web-authn-vectors.ts';

const CHALLENGE = Uint8Array.from({ length: 32 }, (_, index) => index);
const ALGORITHMS = ['ES256', 'EdDSA', 'RS256'] as const;
const passkeys = Object.fromEntries(
  ALGORITHMS.map((algorithm) => [algorithm, new SoftAuthenticator(CONSOLE_ORIGIN, { algorithm })]),
) as Record<(typeof ALGORITHMS)[number], SoftAuthenticator>;

function expected(algorithm: (typeof ALGORITHMS)[number], over: Partial<ExpectedAssertion> = {}): ExpectedAssertion {
  return {
    challenge: CHALLENGE,
    relyingPartyId: RELYING_PARTY,
    origins: new Set([CONSOLE_ORIGIN]),
    publicKey: { algorithm, key: passkeys[algorithm].publicKey },
    ...over,
  };
}
const request = { challenge: Buffer.from(CHALLENGE).toString('base64url'), rpId: RELYING_PARTY };
const why = (assertion: Assertion, over: Partial<ExpectedAssertion> = {}) => {
  const verified = verifyAssertion(assertion, expected('ES256', over));
  return verified.kind === 'refused' ? verified.why : verified.kind;
};
const good = () => passkeys.ES256.assert(request);
const withClient = (said: unknown): Assertion => {
  const clientDataJSON = Buffer.from(typeof said === 'string' ? said : JSON.stringify(said)).toString('base64url');
  return { ...good(), clientDataJSON };
};
const CLIENT = { type: 'webauthn.get', challenge: request.challenge, origin: CONSOLE_ORIGIN, crossOrigin: false };

describe('a valid assertion', () => {
  test.each(ALGORITHMS)(
    'of %s is accepted, with its counter, and the independent library agrees',
    async (algorithm) => {
      const passkey = passkeys[algorithm];
      passkey.counter = 41;
      const response = passkey.get(request);
      const { clientDataJSON, authenticatorData, signature } = response.response;
      const assertion = { credentialId: response.id, clientDataJSON, authenticatorData, signature };
      expect(assertionSchema.parse(assertion)).toEqual(assertion);
      expect(verifyAssertion(assertion, expected(algorithm))).toEqual({ kind: 'valid', counter: 42 });
      if (algorithm !== 'ES256') return;
      const { x = '', y = '' } = passkey.publicKey.export({ format: 'jwk' });
      const coordinates = [Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')];
      const cose = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), ...coordinates]);
      const judged = await verifyAuthenticationResponse({
        response: { ...response, clientExtensionResults: {} },
        expectedChallenge: request.challenge,
        expectedOrigin: CONSOLE_ORIGIN,
        expectedRPID: RELYING_PARTY,
        credential: { id: response.id, publicKey: new Uint8Array(cose), counter: 0 },
        requireUserVerification: true,
      });
      expect(judged).toMatchObject({ verified: true, authenticationInfo: { newCounter: 42 } });
    },
  );
  test('is accepted from an authenticator whose key is backed up', () => {
    expect(why(passkeys.ES256.assert(request, { flags: 0x1d }))).toBe('valid');
  });
  test('is accepted from any origin of the list', () => {
    expect(why(good(), { origins: new Set(['https://other.example', CONSOLE_ORIGIN]) })).toBe('valid');
  });
});

describe("the standard's vector", () => {
  const USER_VERIFIED = 0x04;
  test.each(WEB_AUTHN_VECTORS)(
    '$name is judged by its flags and site, and with one bit changed is forged',
    (vector) => {
      const key = createPublicKey({ key: vector.publicKey, format: 'jwk' });
      const terms: ExpectedAssertion = {
        challenge: Buffer.from(vector.challenge, 'base64url'),
        relyingPartyId: 'example.org',
        origins: new Set(['https://example.org']),
        publicKey: { algorithm: vector.algorithm, key },
      };
      const { credentialId, clientDataJSON, authenticatorData, signature } = vector;
      const assertion = assertionSchema.parse({ credentialId, clientDataJSON, authenticatorData, signature });
      const verdict = (over: Partial<Assertion> = {}) => {
        const verified = verifyAssertion({ ...assertion, ...over }, terms);
        return verified.kind === 'refused' ? verified.why : verified.kind;
      };
      if (/"(crossOrigin": true|topOrigin")/.test(vector.name)) {
        expect(verdict()).toBe('assertion-of-another-site');
        return;
      }
      const flags = Buffer.from(authenticatorData, 'base64url')[32] ?? 0;
      expect(verdict()).toBe((flags & USER_VERIFIED) === 0 ? 'user-not-verified' : 'valid');
      const changed = Buffer.from(signature, 'base64url');
      changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
      expect(verdict({ signature: changed.toString('base64url') })).toBe('assertion-forged');
    },
  );
});

describe('an assertion is refused', () => {
  test.each<[string, string, Misbehaviour]>([
    ['made for a registration', 'assertion-of-another-request', { type: 'webauthn.create' }],
    ['over another challenge', 'assertion-of-another-request', { challenge: 'AAAA' }],
    ['over the challenge in other base64', 'assertion-of-another-request', { challenge: `${request.challenge}=` }],
    ['of another origin', 'assertion-of-another-site', { origin: 'http://localhost:8081' }],
    ['of an origin with the same beginning', 'assertion-of-another-site', { origin: `${CONSOLE_ORIGIN}.evil.example` }],
    ['made inside the frame of another site', 'assertion-of-another-site', { framed: true }],
    ['of another relying party', 'assertion-of-another-site', { relyingPartyId: 'example.org' }],
    ['without user verification', 'user-not-verified', { unverified: true }],
    ['without user presence', 'user-not-verified', { flags: 0x04 }],
    ['without any flag', 'user-not-verified', { flags: 0 }],
    ['with a reserved flag', 'assertion-malformed', { flags: 0x07 }],
    ['with a backup flag of a key that cannot be backed up', 'assertion-malformed', { flags: 0x15 }],
    ['that claims to attest a credential', 'assertion-malformed', { flags: 0x45 }],
    ['that claims to have extensions', 'assertion-malformed', { flags: 0x85, extensions: Uint8Array.of(0xa0) }],
    ['with bytes after its data', 'assertion-malformed', { extensions: Uint8Array.of(0) }],
    ['signed by another key', 'assertion-forged', { forged: true }],
  ])('%s: %s', (_name, code, bad) => {
    expect(why(passkeys.ES256.assert(request, bad))).toBe(code);
  });
  test.each<[string, string, unknown]>([
    ['no JSON', 'assertion-malformed', 'webauthn.get'],
    ['null', 'assertion-malformed', null],
    ['a list', 'assertion-malformed', []],
    ['no type', 'assertion-malformed', { ...CLIENT, type: undefined }],
    ['no challenge', 'assertion-malformed', { ...CLIENT, challenge: undefined }],
    ['no origin', 'assertion-malformed', { ...CLIENT, origin: undefined }],
    ['a list of origins', 'assertion-malformed', { ...CLIENT, origin: [CONSOLE_ORIGIN] }],
    ['a text for crossOrigin', 'assertion-malformed', { ...CLIENT, crossOrigin: 'false' }],
    ['a top origin', 'assertion-of-another-site', { ...CLIENT, topOrigin: CONSOLE_ORIGIN }],
    ['different complete data that was not signed', 'assertion-forged', { ...CLIENT, more: 1 }],
  ])('whose client data contain %s: %s', (_name, code, said) => {
    expect(why(withClient(said))).toBe(code);
  });
  test.each(['clientDataJSON', 'authenticatorData', 'signature'] as const)('with %s that is not base64url', (part) => {
    expect(why({ ...good(), [part]: 'A' })).toBe('assertion-malformed');
  });
  test('with a client that is not UTF-8', () => {
    expect(why({ ...good(), clientDataJSON: Buffer.from([0xff, 0xfe]).toString('base64url') })).toBe(
      'assertion-malformed',
    );
  });
  test('with truncated authenticator data', () => {
    const data = Buffer.from(good().authenticatorData, 'base64url').subarray(0, 36);
    expect(why({ ...good(), authenticatorData: data.toString('base64url') })).toBe('assertion-malformed');
  });
  test('with a changed, unsigned counter', () => {
    const assertion = good();
    const data = Buffer.from(assertion.authenticatorData, 'base64url');
    data.writeUInt32BE(9_999, 33);
    expect(why({ ...assertion, authenticatorData: data.toString('base64url') })).toBe('assertion-forged');
  });
  test('with an ECDSA signature in another encoding than DER', () => {
    const assertion = good();
    const der = Buffer.from(assertion.signature, 'base64url');
    const trailing = Buffer.concat([der, Buffer.of(0)]);
    const longForm = Buffer.concat([der.subarray(0, 1), Buffer.of(0x81), der.subarray(1)]);
    for (const bytes of [trailing, longForm, Buffer.alloc(64, 1), Buffer.alloc(1)]) {
      expect(why({ ...assertion, signature: bytes.toString('base64url') })).toBe('assertion-forged');
    }
  });
  test('with a signature of another algorithm than the list states', () => {
    for (const algorithm of ['EdDSA', 'RS256'] as const) {
      expect(why(passkeys[algorithm].assert(request))).toBe('assertion-forged');
    }
  });
  test('with RSA-PSS instead of PKCS #1 v1.5', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const assertion = good();
    const client = createHash('sha256').update(Buffer.from(assertion.clientDataJSON, 'base64url')).digest();
    const signed = Buffer.concat([Buffer.from(assertion.authenticatorData, 'base64url'), client]);
    const made = sign('sha256', signed, { key: privateKey, padding: 6 }).toString('base64url');
    expect(why({ ...assertion, signature: made }, { publicKey: { algorithm: 'RS256', key: publicKey } })).toBe(
      'assertion-forged',
    );
  });
  test('without an exception, for any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 120 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ maxLength: 90 }),
        (client, data, made) => {
          const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
          const assertion = {
            ...good(),
            clientDataJSON: text(client),
            authenticatorData: text(data),
            signature: text(made),
          };
          return why(assertion) !== 'valid';
        },
      ),
    );
  });
});

test('the challenge of a grant is not that of an order with the same digest, nor the digest itself', () => {
  const digest = randomBytes(32).toString('hex');
  const challenges = [assertionChallenge('grant', digest), assertionChallenge('order', digest)].map((bytes) =>
    Buffer.from(bytes).toString('hex'),
  );
  expect(new Set([...challenges, digest]).size).toBe(3);
  for (const challenge of challenges) expect(challenge).toHaveLength(64);
});
