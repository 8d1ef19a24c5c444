/** Positions of eyes that the lane seals: the page of the officer opens them with the capture's key, for this capture only. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sealEyes } from '../../../../kiosk/vault/captures/sealed-eyes.ts';
import { SEALED_EYES_BYTES } from '../../../../server/contract/eye-positions.ts';
import { openEyes } from '../../../../server/console/evidence/open-capture.ts';

const EYES = { right: { x: 0.41, y: 0.37 }, left: { x: 0.58, y: 0.38 } };
const CAPTURE = '0a'.repeat(16);
const key = () => new Uint8Array(randomBytes(32));

describe('sealed positions of the eyes', () => {
  test('open with the key of their capture', () => {
    const own = key();
    const sealed = sealEyes(EYES, CAPTURE, own);
    if (sealed === undefined) throw new Error('expected positions');
    expect(sealed.length).toBe(SEALED_EYES_BYTES);
    const opened = openEyes(sealed, CAPTURE, own);
    expect(opened?.right.x).toBeCloseTo(0.41, 4);
    expect(opened?.left.y).toBeCloseTo(0.38, 4);
  });

  test('open neither for another capture, nor with another key, nor altered', () => {
    const own = key();
    const sealed = sealEyes(EYES, CAPTURE, own) ?? new Uint8Array();
    expect(openEyes(sealed, '0b'.repeat(16), own)).toBeUndefined();
    expect(openEyes(sealed, CAPTURE, key())).toBeUndefined();
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = sealed.with(at, (sealed[at] ?? 0) ^ 1);
      expect(openEyes(altered, CAPTURE, own)).toBeUndefined();
    }
    expect(openEyes(sealed.subarray(1), CAPTURE, own)).toBeUndefined();
  });

  test('differ each time, so that equal positions are not recognised', () => {
    const own = key();
    expect(sealEyes(EYES, CAPTURE, own)).not.toEqual(sealEyes(EYES, CAPTURE, own));
  });

  test('are not made for an eye outside the picture', () => {
    expect(sealEyes({ ...EYES, left: { x: 1.2, y: 0.4 } }, CAPTURE, key())).toBeUndefined();
  });
});
