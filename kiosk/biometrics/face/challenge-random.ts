/** Random numbers for challenges, which are unpredictable outside the lane until they are shown. */
import { createHmac, randomBytes } from 'node:crypto';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';

/** Bytes from each source. */
const SEED_BYTES = 32;
/** Bytes of a block for one number: 48 bits, which a double represents exactly. */
const NUMBER_BYTES = 6;

/**
 * Numbers for one attempt, uniform in 0 <= r < 1, from the secure element's generator and the system's cryptographic
 * source together, so predicting one of them is not enough. Rejects with `DeviceError` when the element cannot answer.
 */
export async function drawRandomness(element: Pick<KeyProvider, 'random'>): Promise<() => number> {
  const ofElement = await element.random(SEED_BYTES);
  const numbers = numbersFrom(ofElement, randomBytes(SEED_BYTES));
  ofElement.fill(0);
  return numbers;
}

/** The n-th number is the first bytes of HMAC-SHA-256(one, n || other). */
export function numbersFrom(one: Uint8Array, other: Uint8Array): () => number {
  const [key, seed] = [Buffer.from(one), Buffer.from(other)];
  let drawn = 0;
  return () => {
    const place = Buffer.alloc(4);
    place.writeUInt32BE(drawn++);
    const block = createHmac('sha256', key).update(place).update(seed).digest();
    return block.readUIntBE(0, NUMBER_BYTES) / 2 ** (8 * NUMBER_BYTES);
  };
}
