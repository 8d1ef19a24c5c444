import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDmx, encodePoll, judgeReply } from '../../../hardware/indicator/art-net/art-net-packet.ts';
import { artNetProfileSchema, levelsOf } from '../../../hardware/indicator/art-net/art-net-profile.ts';

const hexOf = (packet: Uint8Array): string => Buffer.from(packet).toString('hex');
const ID = hexOf(Buffer.from('Art-Net\0'));

describe('an Art-Net packet', () => {
  it('with levels is encoded as in the specification, with an even length', () => {
    const packet = encodeDmx({ sequence: 7, universe: 0x1234, levels: Uint8Array.of(255, 0, 9) });
    expect(hexOf(packet)).toBe(`${ID}0050000e070034120004ff000900`);
  });

  it('that polls is encoded as in the specification', () => {
    expect(hexOf(encodePoll())).toBe(`${ID}0020000e0000`);
  });

  it('is refused with values that it cannot carry', () => {
    const levels = Uint8Array.of(1);
    expect(() => encodeDmx({ sequence: 0, universe: 0, levels })).toThrow(RangeError);
    expect(() => encodeDmx({ sequence: 1, universe: 0x8000, levels })).toThrow(RangeError);
    expect(() => encodeDmx({ sequence: 1, universe: 0, levels: new Uint8Array(513) })).toThrow(RangeError);
  });

  it('is a reply with enough bytes, and corrupt without its mark or cut short', () => {
    const reply = new Uint8Array(239);
    reply.set(Buffer.from('Art-Net\0\0\x21', 'latin1'));
    expect(judgeReply(reply)).toBe('reply');
    expect(judgeReply(reply.subarray(0, 206))).toBe('corrupt');
    expect(judgeReply(encodePoll())).toBe('other');
    reply[0] = 0x61;
    expect(judgeReply(reply)).toBe('corrupt');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (packet) => judgeReply(packet) !== 'reply'));
  });
});

describe('a profile of Art-Net lights', () => {
  const dark = Object.fromEntries(
    [
      'ready',
      'present-document',
      'look-here',
      'turn-head-left',
      'turn-head-right',
      'wait',
      'proceed',
      'go-to-desk',
    ].map((signal) => [signal, {}]),
  );
  const profile = {
    name: 'strip',
    universe: 0,
    signals: { ...dark, proceed: { '2': 255 }, 'out-of-service': { '4': 9 } },
  };

  it('gives the levels of a signal for every channel in use', () => {
    const parsed = artNetProfileSchema.parse(profile);
    expect([...levelsOf(parsed, 'proceed')]).toEqual([0, 255, 0, 0]);
    expect([...levelsOf(parsed, 'off')]).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['a missing signal', { ...profile, signals: dark }],
    ['channel 513', { ...profile, signals: { ...profile.signals, wait: { '513': 1 } } }],
    ['level 256', { ...profile, signals: { ...profile.signals, wait: { '1': 256 } } }],
    ['a universe of 16 bits', { ...profile, universe: 0x8000 }],
  ])('is refused with %s', (_, wrong) => {
    expect(artNetProfileSchema.safeParse(wrong).success).toBe(false);
  });
});
