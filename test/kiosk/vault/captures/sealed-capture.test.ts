import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { open, seal } from '../../../../kiosk/vault/captures/sealed-capture.ts';
import type { CaptureHeader } from '../../../../server/contract/sealed-capture.ts';
import { VaultError } from '../../../../kiosk/vault/captures/vault-error.ts';

const HEADER: CaptureHeader = {
  version: 1,
  captureId: '0'.repeat(32),
  kioskId: 'lane-1' as KioskId,
  transactionId: 'a'.repeat(32) as TransactionId,
  modality: 'face-frame',
  capturedAt: 1_767_225_600_000,
  retentionClass: 'transaction',
  format: { kind: 'rgb', width: 4, height: 2 },
};
const key = () => new Uint8Array(randomBytes(32));
const pixels = () => new Uint8Array(randomBytes(24));

describe('sealing a capture', () => {
  test('wipes the plaintext before it returns', () => {
    const plaintext = pixels();
    seal(plaintext, HEADER, key());
    expect(plaintext.every((byte) => byte === 0)).toBe(true);
  });
  test('also wipes the plaintext when it fails', () => {
    const plaintext = pixels();
    expect(() => seal(plaintext, HEADER, new Uint8Array(3))).toThrow();
    expect(plaintext.every((byte) => byte === 0)).toBe(true);
  });
  test('arranges the bytes as documented', () => {
    const sealed = seal(pixels(), HEADER, key());
    const headerLength = new DataView(sealed.buffer).getUint32(4);
    expect(new TextDecoder().decode(sealed.subarray(0, 4))).toBe('PSC1');
    expect(JSON.parse(new TextDecoder().decode(sealed.subarray(8, 8 + headerLength)))).toEqual(HEADER);
    expect(sealed.length).toBe(8 + headerLength + 24 + 24 + 16);
  });
  test('never uses a nonce twice', () => {
    const one = key();
    expect(seal(pixels(), HEADER, one)).not.toEqual(seal(pixels(), HEADER, one));
  });
});

describe('opening a sealed capture', () => {
  test('returns header and plaintext', () => {
    const secret = key();
    const plaintext = pixels();
    const copy = plaintext.slice();
    const opened = open(seal(plaintext, HEADER, secret), secret);
    expect(opened.header).toEqual(HEADER);
    expect(Uint8Array.from(opened.plaintext)).toEqual(copy);
  });
  test('refuses another key', () => {
    expect(() => open(seal(pixels(), HEADER, key()), key())).toThrow(VaultError);
  });
  test('refuses a header that names another traveller, lane, time or class', () => {
    const secret = key();
    const sealed = seal(pixels(), HEADER, secret);
    const at = new TextDecoder().decode(sealed).indexOf('aaaa');
    sealed[at] = 'b'.charCodeAt(0);
    expect(() => open(sealed, secret)).toThrow(VaultError);
  });
  test('throws a VaultError for any damage, and never crashes', () => {
    const secret = key();
    const whole = seal(pixels(), HEADER, secret);
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(whole.length),
        (at, flip, length) => {
          const damaged = whole.slice(0, length);
          if (at < damaged.length) damaged[at] = (damaged[at] ?? 0) ^ flip;
          if (length === whole.length || at < length) expect(() => open(damaged, secret)).toThrow(VaultError);
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => open(bytes, secret)).toThrow(VaultError);
      }),
    );
  });
});
