import { describe, expect, it } from 'vitest';
import { playLight } from '../../../kiosk/ui/model/light-player.ts';
import {
  type Acknowledgement,
  confirmShown,
} from '../../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import { drawLightChallenge } from '../../../models/face/presentation-attack/light-challenge/light-challenge.ts';

const CHALLENGE = drawLightChallenge(Math.random);

/** Plays on a display that makes a frame at each of these times. */
function play(frameTimes: readonly number[]): { words: Acknowledgement[]; painted: string[] } {
  const words: Acknowledgement[] = [];
  const painted: string[] = [];
  let callback: ((nowMs: number) => void) | undefined;
  playLight({
    challenge: CHALLENGE,
    paint: ({ left, right }) => void painted.push(`${left}|${right}`),
    confirm: (index, pageMs) => void words.push({ index, pageMs, arrivedMs: pageMs + 3 }),
    nextFrame(next) {
      callback = next;
      return () => {
        callback = undefined;
      };
    },
  });
  for (const atMs of frameTimes) {
    const next = callback;
    callback = undefined;
    next?.(atMs);
  }
  return { words, painted };
}
const frames = (everyMs: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => 5_000 + at * everyMs);

describe('playLight', () => {
  it.each([60, 75, 120, 144])('shows each state for its time on a %d Hz display, and says so', (hertz) => {
    const { words, painted } = play(frames(1_000 / hertz, 4 * hertz));
    expect(painted).toEqual([
      'grey|grey',
      ...CHALLENGE.states.map(({ left, right }) => `${left}|${right}`),
      'grey|grey',
    ]);
    expect(confirmShown(CHALLENGE, words)).toBeDefined();
    // No drift: each state begins within a display frame of its plan.
    let dueMs = 5_000 + CHALLENGE.leadMs;
    for (const { index, pageMs } of words) {
      expect(Math.abs(pageMs - dueMs)).toBeLessThan(17);
      dueMs += CHALLENGE.states[index]?.forMs ?? 0;
    }
  });

  it('is not believed on a display that froze', () => {
    const { words } = play(frames(1_000 / 60, 240).filter((atMs) => atMs < 5_900 || atMs > 6_500));
    expect(confirmShown(CHALLENGE, words)).toBeUndefined();
  });
});
