import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelEnd } from '../../../hardware/own-process/sealed-channel.ts';
import { openValue, sealValue } from '../../../hardware/own-process/sealed-values.ts';

function pair() {
  const [one, other] = [channelEnd(), channelEnd()];
  return { ours: one.agree(other.publicKey), theirs: other.agree(one.publicKey) };
}

describe('values between the processes', () => {
  it('arrive unchanged, each byte array in a separate buffer', () => {
    const { ours, theirs } = pair();
    const value = {
      kind: 'read',
      files: new Map([
        ['a', Uint8Array.of(1, 2)],
        ['b', new Uint8Array(300).fill(7)],
      ]),
      list: [Uint8Array.of(9)],
      none: undefined,
    };
    const opened = openValue(theirs, sealValue(ours, value)) as typeof value;
    expect(opened).toEqual(value);
    const buffers = [...opened.files.values(), ...opened.list].map(({ buffer }) => buffer);
    expect(new Set(buffers).size).toBe(3);
    for (const { byteLength } of buffers) expect(byteLength).toBeGreaterThanOrEqual(65);
  });

  it('cannot be read in transit, and the sealed input is wiped', () => {
    const { ours } = pair();
    const plain = new Uint8Array(500).fill(0x41);
    const sealed = ours.seal(plain);
    expect(plain.every((byte) => byte === 0)).toBe(true);
    expect(Buffer.from(sealed).includes('AAAA')).toBe(false);
  });

  it('are refused when damaged, cut short or sealed by another', () => {
    const { ours, theirs } = pair();
    const sealed = sealValue(ours, { some: 'thing' });
    fc.assert(
      fc.property(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Uint8Array.from(sealed);
        damaged[at] = damaged[at]! ^ change;
        expect(openValue(theirs, damaged)).toBeUndefined();
        expect(openValue(theirs, sealed.subarray(0, at))).toBeUndefined();
      }),
    );
    expect(openValue(pair().theirs, sealed)).toBeUndefined();
  });
});
