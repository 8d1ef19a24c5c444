import { describe, expect, it } from 'vitest';
import { laneOf, readLaneKey, readNamedLaneKey } from '../../../../server/lanes/receipt/lane-keys.ts';
import { receiptOf } from '../../fixtures/sample-receipt.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const kiosk = testKiosk();
const hex = kiosk.publicKeyHex;

describe('lane of a receipt', () => {
  it('is read from the receipt, whatever its signature', () => {
    const text = receiptOf(kiosk);
    expect([laneOf(text), laneOf(`  ${text.toLowerCase()}\n`)]).toEqual([kiosk.id, kiosk.id]);
    // The last character belongs to the signature
    expect(laneOf(`${text.slice(0, -1)}A`)).toBe(kiosk.id);
  });

  it('is undefined for an invalid receipt', () => {
    const text = receiptOf(kiosk);
    for (const none of ['', 'PR1:', text.slice(0, 60), `PR2:${text.slice(4)}`, text.repeat(9), 'PR1:!!!!']) {
      expect([none.length, laneOf(none)]).toEqual([none.length, undefined]);
    }
  });
});

describe('lane key', () => {
  it('is 64 hex digits, or 66 of a point on P-256, and nothing else', () => {
    const other = testKiosk(kiosk.id, 7, 'es256');
    expect(readLaneKey(` ${hex.toUpperCase()}\n`)).toEqual(kiosk.publicKey);
    expect(readLaneKey(` ${other.publicKeyHex.toUpperCase()}\n`)).toEqual(other.publicKey);
    expect(readLaneKey(`04${hex}`)).toBeUndefined();
    for (const none of ['', hex.slice(1), `${hex}0`, hex.replace(/^./, 'g'), `0x${hex}`]) {
      expect(readLaneKey(none)).toBeUndefined();
    }
  });

  it('may have the lane’s name in front', () => {
    expect(readNamedLaneKey(`north-1=${hex}`)).toEqual(['north-1', kiosk.publicKey]);
    for (const none of ['', hex, `=${hex}`, 'north-1=', `no such name!=${hex}`, `north-1=${hex}=`]) {
      expect(readNamedLaneKey(none)).toBeUndefined();
    }
  });
});
