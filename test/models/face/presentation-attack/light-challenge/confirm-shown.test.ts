import { describe, expect, it } from 'vitest';
import {
  type Acknowledgement,
  confirmShown,
} from '../../../../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import { drawLightChallenge } from '../../../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import { seededRandom } from '../../rendering/seeded-random.ts';

const random = seededRandom(3);
const CHALLENGE = drawLightChallenge(() => random.between(0, 1));

/** A page whose clock is 5,000 ms behind the lane's. Each acknowledgement takes 2 ms, every third one 9 ms. */
function words(): Acknowledgement[] {
  let pageMs = 700;
  return Array.from({ length: CHALLENGE.states.length + 1 }, (_, index) => {
    const word = { index, pageMs, arrivedMs: pageMs + 5_000 + (index % 3 === 2 ? 9 : 2) };
    pageMs += CHALLENGE.states[index]?.forMs ?? 0;
    return word;
  });
}
const changed = (at: number, change: Partial<Acknowledgement>): Acknowledgement[] =>
  words().map((word, index) => (index === at ? { ...word, ...change } : word));

describe('confirmShown', () => {
  it('converts a page’s times to the lane’s clock with the fastest acknowledgement', () => {
    const shown = confirmShown(CHALLENGE, words());
    expect(shown?.states.map(({ atMs }) => atMs)).toEqual(words().map(({ pageMs }) => pageMs + 5_002));
    expect(shown?.states[2]?.state).toMatchObject({ left: CHALLENGE.states[2]?.left });
    expect(shown?.states.at(-1)?.state).toEqual({ left: 'grey', right: 'grey' });
  });

  it.each([
    ['nothing', []],
    ['a missing acknowledgement', words().filter(({ index }) => index !== 4)],
    ['a missing acknowledgement of the grey at the end', words().slice(0, -1)],
    ['an additional acknowledgement', [...words(), ...words().slice(-1)]],
    ['acknowledgements in the wrong order', [...words().slice(1, 2), ...words().slice(0, 1), ...words().slice(2)]],
    ['a repeated acknowledgement', changed(3, { index: 2 })],
    ['a state shown too long', changed(5, { pageMs: (words()[5]?.pageMs ?? 0) + 120 })],
    ['a decreasing time', changed(5, { pageMs: (words()[4]?.pageMs ?? 0) - 10 })],
    ['a late acknowledgement', changed(6, { arrivedMs: (words()[6]?.arrivedMs ?? 0) + 400 })],
    ['a time of NaN', changed(1, { pageMs: Number.NaN })],
  ])('refuses %s', (_what, said) => {
    expect(confirmShown(CHALLENGE, said)).toBeUndefined();
  });
});
