import type { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCookie } from '../../../../server/platform/http/cookie.ts';
import { deviceLabel } from '../../../../server/people/people/device-label.ts';
import { plainCode } from '../../../../server/contract/crockford-base32.ts';
import { makeEnrolmentCode } from '../../../../server/people/people/enrolment-code.ts';
import { PasswordHashing } from '../../../../server/people/people/password-hashing.ts';
import { Sealer } from '../../../../server/people/people/sealer.ts';
import { addressSubject } from '../../../../server/people/people/sign-in-rate-limit.ts';
import {
  assertionResponseSchema,
  registrationResponseSchema,
  verifyAssertion,
  verifyCreation,
} from '../../../../server/people/people/webauthn.ts';
import { personIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { SoftAuthenticator } from './fixtures/soft-authenticator.ts';

const plain = {} as Socket;
const encrypted = { encrypted: true } as unknown as Socket;
const ask = (cookie: string | undefined, socket = plain) =>
  readCookie({ headers: cookie === undefined ? {} : { cookie }, socket }, 'postern-session');

describe('the session cookie', () => {
  it.each([
    ['postern-session=abc', 'abc'],
    ['a=1; postern-session=abc; b=2', 'abc'],
    ['postern-session=', ''],
    ['xpostern-session=abc', undefined],
    ['postern-session=abc; postern-session=def', undefined],
    ['__Host-postern-session=abc', undefined],
    [undefined, undefined],
  ])('is read from %j as %j', (header, value) => {
    expect(ask(header)).toBe(value);
  });

  it('over TLS is the one with the __Host- prefix', () => {
    expect(ask('postern-session=planted; __Host-postern-session=abc', encrypted)).toBe('abc');
    expect(ask('postern-session=planted', encrypted)).toBeUndefined();
  });

  it('is read from any text without an exception', () => {
    fc.assert(fc.property(fc.string(), (header) => void ask(header)));
  });
});

describe('one-time code', () => {
  it('has 30 letters and digits, with one normal form for every way of typing', () => {
    const code = makeEnrolmentCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(plainCode(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(
      code.replaceAll('-', ''),
    );
    expect(new Set(Array.from({ length: 100 }, makeEnrolmentCode)).size).toBe(100);
  });
});

describe('sealed value', () => {
  const sealer = new Sealer(new Uint8Array(32).fill(7));

  it('opens only unchanged, with its purpose, context and key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.nat(), (bytes, context, at) => {
        const sealed = sealer.seal('ceremony', context, bytes);
        expect(Buffer.from(sealer.open('ceremony', context, sealed) ?? [])).toEqual(Buffer.from(bytes));
        expect(sealer.open('known-device', context, sealed)).toBeUndefined();
        expect(sealer.open('ceremony', `${context}.`, sealed)).toBeUndefined();
        expect(new Sealer(new Uint8Array(32).fill(8)).open('ceremony', context, sealed)).toBeUndefined();
        const changed = Uint8Array.from(sealed);
        changed[at % changed.length]! ^= 1;
        expect(sealer.open('ceremony', context, changed)).toBeUndefined();
        expect(sealer.open('ceremony', context, sealed.subarray(0, at % sealed.length))).toBeUndefined();
      }),
    );
  });
});

describe('address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    [undefined, ''],
  ])('%s is counted as %s', (address, name) => {
    expect(addressSubject(address)).toEqual({ kind: 'address', name });
  });
});

describe('browser', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    ['Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36', 'Chromium on Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari on iOS'],
    ['<script>alert(1)</script>', 'Unknown browser'],
    [undefined, 'Unknown browser'],
  ])('with user agent %j is listed as %s', (agent, label) => {
    expect(deviceLabel(agent)).toBe(label);
  });
});

describe('answer of an authenticator', () => {
  const party = { id: 'localhost', origins: () => ['http://localhost'] };
  const challenge = Buffer.alloc(32, 3).toString('base64url');
  const key = new SoftAuthenticator('http://localhost');
  const creation = key.create({ challenge, rp: { id: 'localhost' }, user: { id: 'aGFuZGxl' } });
  /** The bytes with one changed, or with the end cut off. */
  const spoilt = (text: string, at: number, by: number): string => {
    const bytes = Buffer.from(text, 'base64url');
    if (by === 0) return bytes.subarray(0, at % bytes.length).toString('base64url');
    bytes[at % bytes.length]! ^= by;
    return bytes.toString('base64url');
  };

  const kept = async () => {
    const made = await verifyCreation(party, challenge, registrationResponseSchema.parse(creation));
    if (made === undefined) throw new Error('expected a verified credential');
    const times = { addedAt: 0, usedAt: null, regressedAt: null };
    return { ...made, ...times, personId: personIdSchema.parse('anna-first'), name: 'Key' };
  };

  it('is refused without an exception when a relevant byte is changed', async () => {
    expect(await verifyCreation(party, challenge, registrationResponseSchema.parse(creation))).toMatchObject({
      id: creation.id,
      synced: false,
      transports: ['usb'],
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 0, max: 255 }), async (at, by) => {
        const { response } = creation;
        const attestationObject = spoilt(response.attestationObject, at, by);
        const parsed = registrationResponseSchema.safeParse({
          ...creation,
          response: { ...response, attestationObject },
        });
        if (parsed.success) await verifyCreation(party, challenge, parsed.data);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when the signature has another encoding', async () => {
    const passkey = await kept();
    const assertion = key.get({ challenge, rpId: 'localhost' });
    const [tag = 0, length = 0, ...rest] = Buffer.from(assertion.response.signature, 'base64url');
    for (const spelling of [
      [tag, length - 1, ...rest],
      [tag, length ^ 104, ...rest],
      [tag, 0x81, length, ...rest],
      [tag, length, ...rest, 0],
      [tag, length + 1, ...rest, 0],
    ]) {
      const signature = Buffer.from(spelling).toString('base64url');
      const response = { ...assertion.response, signature };
      const parsed = assertionResponseSchema.parse({ ...assertion, response });
      expect(await verifyAssertion(party, challenge, parsed, passkey)).toBeUndefined();
    }
  });

  it('is refused when any signed byte is changed', async () => {
    const passkey = await kept();
    const assertion = key.get({ challenge, rpId: 'localhost' });
    expect(await verifyAssertion(party, challenge, assertionResponseSchema.parse(assertion), passkey)).toBeGreaterThan(
      0,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('clientDataJSON', 'authenticatorData', 'signature'),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        async (field, at, by) => {
          const response = { ...assertion.response, [field]: spoilt(assertion.response[field], at, by) };
          const parsed = assertionResponseSchema.safeParse({ ...assertion, response });
          if (!parsed.success) return;
          expect(await verifyAssertion(party, challenge, parsed.data, passkey)).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('password hashing', () => {
  it('accepts only the right password, checks few at a time, and has a bounded queue', async () => {
    const hashing = new PasswordHashing(new Uint8Array(32).fill(1));
    const hash = await hashing.hash('ﬁne long password');
    expect(await hashing.verify('fine long password', hash)).toBe('right');
    expect(await hashing.verify('fine long passwore', hash)).toBe('wrong');
    expect(await hashing.verify('fine long password', undefined)).toBe('wrong');
    expect(await new PasswordHashing(new Uint8Array(32).fill(2)).verify('fine long password', hash)).toBe('wrong');
    const many = await Promise.all(Array.from({ length: 60 }, () => hashing.verify('x', hash)));
    expect(many.filter((verified) => verified === 'busy').length).toBeGreaterThan(0);
    expect(await hashing.verify('fine long password', hash)).toBe('right');
  });
});
