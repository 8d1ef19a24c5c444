/** `hardware/secure-element/terminal-keys.ts`, guarantee by guarantee. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import {
  TERMINAL_KEYS_MAX,
  type TerminalCurve,
  type TerminalKey,
  type TerminalKeys,
} from '../../hardware/secure-element/terminal-keys.ts';
import { codeOf, eachConnected, never, type RigMaker } from './device-rig.ts';

/** SubjectPublicKeyInfo up to the point (RFC 5480 §2). */
const SPKI: Readonly<Record<TerminalCurve, string>> = {
  'P-256': '3059301306072a8648ce3d020106082a8648ce3d030107034200',
  brainpoolP256r1: '305a301406072a8648ce3d020106092b2403030208010107034200',
};
const MESSAGE = Uint8Array.of(1, 2, 3);
const DIGEST = createHash('sha256').update(MESSAGE).digest();

/** By OpenSSL. */
function isSigned({ curve, point }: TerminalKey, signature: Uint8Array, message: Uint8Array = MESSAGE): boolean {
  const spki = Buffer.concat([Buffer.from(SPKI[curve], 'hex'), point]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** @param curves those that the element has */
export function describeTerminalKeys(
  name: string,
  makeRig: RigMaker<SecureElement>,
  curves: readonly TerminalCurve[],
): void {
  describe(`${name} keeps the contract of a terminal's keys`, () => {
    let element: SecureElement;
    let keys: TerminalKeys;
    eachConnected(makeRig, ({ device }) => {
      element = device;
      if (device.terminalKeys === undefined) throw new Error('the element has no keys of a terminal');
      keys = device.terminalKeys;
    });

    it('makes keys that sign as OpenSSL verifies, and lists them in order, also when connected again', async () => {
      expect(await keys.list()).toEqual([]);
      const made: TerminalKey[] = [];
      for (const [at, curve] of curves.entries()) made.unshift(await keys.make(`k${9 - at}`, curve));
      await element.disconnect();
      await element.connect(never());
      expect((await keys.list()).map((key) => ({ ...key, point: [...key.point] }))).toEqual(
        made.map((key) => ({ ...key, point: [...key.point] })),
      );
      for (const key of made) {
        const signature = await keys.sign(key.name, DIGEST);
        expect(signature).toHaveLength(64);
        expect([isSigned(key, signature), isSigned(key, signature, Uint8Array.of(9))]).toEqual([true, false]);
      }
      expect(await element.sign(MESSAGE)).toHaveLength(64);
    });

    it('refuses a second key of a name and one too many, and none that it does not have', async () => {
      await keys.make('one', 'P-256');
      expect(await codeOf(keys.make('one', 'P-256'))).toBe('refused');
      for (let at = 1; at < TERMINAL_KEYS_MAX; at += 1) await keys.make(`more-${at}`, 'P-256');
      expect(await codeOf(keys.make('last', 'P-256'))).toBe('refused');
      expect(await codeOf(keys.sign('last', DIGEST))).toBe('unknown-key');
      if (!curves.includes('brainpoolP256r1')) {
        await keys.destroy('one');
        expect(await codeOf(keys.make('one', 'brainpoolP256r1'))).toBe('unsupported');
      }
    });

    it('no longer has a destroyed key', async () => {
      await keys.make('one', 'P-256');
      const other = await keys.make('other', 'P-256');
      await keys.destroy('one');
      await keys.destroy('one');
      expect(await codeOf(keys.sign('one', DIGEST))).toBe('unknown-key');
      expect((await keys.list()).map((key) => key.name)).toEqual(['other']);
      const again = await keys.make('one', 'P-256');
      expect(isSigned(again, await keys.sign('one', DIGEST))).toBe(true);
      expect(isSigned(other, await keys.sign('other', DIGEST))).toBe(true);
    });

    it('refuses names and digests that are none', async () => {
      for (const wrong of ['', 'A', '../x', 'a'.repeat(33), '-a']) {
        await expect(async () => keys.make(wrong, 'P-256')).rejects.toThrow(RangeError);
      }
      await expect(async () => keys.sign('one', new Uint8Array(20))).rejects.toThrow(RangeError);
    });
  });
}
