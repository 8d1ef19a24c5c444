import type { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCookie } from '../../../server/people/cookie.ts';
import { deviceLabel } from '../../../server/people/device-label.ts';
import { makeEnrolmentCode, plainCode } from '../../../server/people/enrolment-code.ts';
import { Sealer } from '../../../server/people/sealer.ts';
import { addressSubject } from '../../../server/people/sign-in-paces.ts';

const plain = {} as Socket;
const encrypted = { encrypted: true } as unknown as Socket;
const ask = (cookie: string | undefined, socket = plain) =>
  readCookie({ headers: cookie === undefined ? {} : { cookie }, socket }, 'postern-session');

describe('a cookie', () => {
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

  it('of an encrypted connection is the one that browsers hold to this host', () => {
    expect(ask('postern-session=planted; __Host-postern-session=abc', encrypted)).toBe('abc');
    expect(ask('postern-session=planted', encrypted)).toBeUndefined();
  });

  it('is read from whatever comes without a fault', () => {
    fc.assert(fc.property(fc.string(), (header) => void ask(header)));
  });
});

describe('a one-time code', () => {
  it('is twenty letters and digits that are read alike however they are typed', () => {
    const code = makeEnrolmentCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(plainCode(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(
      code.replaceAll('-', ''),
    );
    expect(new Set(Array.from({ length: 100 }, makeEnrolmentCode)).size).toBe(100);
  });
});

describe('what is sealed', () => {
  const sealer = new Sealer(new Uint8Array(32).fill(7));

  it('opens for its purpose, beside its context, under its key, unchanged, and otherwise not', () => {
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

describe('an address', () => {
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

describe('a browser', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    ['Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36', 'Chromium on Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari on iOS'],
    ['<script>alert(1)</script>', 'Unknown browser'],
    [undefined, 'Unknown browser'],
  ])('that says %j is listed as %s', (agent, label) => {
    expect(deviceLabel(agent)).toBe(label);
  });
});
