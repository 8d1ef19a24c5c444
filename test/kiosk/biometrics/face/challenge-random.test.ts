import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { drawRandomness, numbersFrom } from '../../../../kiosk/biometrics/face/challenge-random.ts';

const element = (fill: number) => {
  const given: Uint8Array<ArrayBuffer>[] = [];
  return {
    given,
    random: async (length: number) => {
      const bytes = new Uint8Array(length).fill(fill);
      given.push(bytes);
      return bytes;
    },
  };
};
const ten = (numbers: () => number): number[] => Array.from({ length: 10 }, numbers);

describe('the randomness of a challenge', () => {
  it('differs for each attempt, even with an element that repeats its output', async () => {
    const stuck = element(7);
    const [first, second] = [await drawRandomness(stuck), await drawRandomness(stuck)];
    expect(ten(first)).not.toEqual(ten(second));
  });

  it('depends on both sources', () => {
    const [one, other, changed] = [new Uint8Array(32), new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const drawn = [numbersFrom(one, other), numbersFrom(changed, other), numbersFrom(one, changed)].map(ten);
    expect(new Set(drawn.map(String)).size).toBe(3);
    expect(ten(numbersFrom(one, other))).toEqual(drawn[0]);
  });

  it('equals HMAC-SHA-256', () => {
    const [one, other] = [new Uint8Array(32).fill(3), new Uint8Array(32).fill(4)];
    const numbers = numbersFrom(one, other);
    for (const place of [0, 1, 2]) {
      const block = createHmac('sha256', one)
        .update(Uint8Array.of(0, 0, 0, place))
        .update(other)
        .digest('hex');
      expect(numbers()).toBe(Number.parseInt(block.slice(0, 12), 16) / 2 ** 48);
    }
  });

  it('is uniform between 0 and 1', () => {
    const numbers = numbersFrom(new Uint8Array(32).fill(5), new Uint8Array(32).fill(6));
    const counts = Array.from({ length: 10 }, () => 0);
    for (let at = 0; at < 5_000; at++) counts[Math.floor(10 * numbers())]! += 1;
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(120);
  });

  it('wipes the seed in the buffer of its source', async () => {
    const asked = element(9);
    await drawRandomness(asked);
    expect(asked.given.map((bytes) => [...bytes])).toEqual([[...new Uint8Array(32)]]);
  });

  it('rejects when the element does not answer', async () => {
    const lost = { random: () => Promise.reject(new DeviceError('secure-element', 'disconnected', 'gone')) };
    await expect(drawRandomness(lost)).rejects.toMatchObject({ code: 'disconnected' });
  });
});
