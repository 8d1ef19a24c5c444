import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../hardware/camera/camera.ts';
import { turnedClock } from '../../../hardware/clock/turned-clock.ts';
import { allocateImage } from '../../../hardware/image.ts';
import type { FaceStepOptions } from '../../../kiosk/face/face-attempt.ts';
import { attemptFace } from '../../../kiosk/face/face-step.ts';
import { StoreError } from '../../../kiosk/store/store-error.ts';

type Verdict = 'head' | 'plane' | 'undecidable';

/** A lane whose camera gives a frame every 100 ms of its clock, and whose analysis finds in each a face that can be used. */
async function attempt(given: {
  readonly left?: Readonly<Record<'presentations' | 'comparisons', number>>;
  readonly verdict?: Verdict;
  readonly headTurn?: FaceStepOptions['duties']['headTurn'];
  readonly countTry?: FaceStepOptions['countTry'];
}) {
  const clock = turnedClock();
  const happened: string[] = [];
  const left = { presentations: 1, comparisons: 1, ...given.left };
  const face = { kind: 'face', box: {}, pose: {}, unifiedQuality: 90 } as const;
  const seen = async () => ({ sighting: face, advice: undefined });
  let ended = false;
  const options = {
    transactionId: 'one',
    camera: {
      async stream(onFrame: (frame: Frame) => void, { signal }: { signal: AbortSignal }) {
        while (!signal.aborted) {
          onFrame({ image: allocateImage(1, 1, 'rgb'), capturedAtMs: clock.monotonicMs() } as Frame);
          await clock.advance(100);
        }
        ended = true;
      },
    },
    indicator: { show: async (sign: string) => void (sign.startsWith('turn') && happened.push('asked to turn')) },
    vault: { sealImage: () => ({}), discard: () => undefined },
    analysis: {
      observe: seen,
      beginTurn: seen,
      addToTurn: seen,
      decideTurn: async () => given.verdict ?? 'head',
      async compare() {
        happened.push('compared');
        return { kind: 'below-threshold' };
      },
    },
    clock,
    random: () => 0,
    duties: { light: 'skipped', headTurn: given.headTurn ?? 'required' },
    withoutLights: 'refer',
    maximumFalseMatchRate: 1e-4,
    countTry:
      given.countTry ??
      (async (tried: 'presentations' | 'comparisons') => {
        happened.push(`counts ${tried}`);
        left[tried] -= 1;
        return left[tried] >= 0;
      }),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  } as unknown as FaceStepOptions;
  const found = await attemptFace(options).catch((error: unknown) => error);
  return { found, happened, ended };
}

describe('one attempt at the camera', () => {
  it('counts the challenge before it is put, and the comparison before it is made', async () => {
    const { found, happened, ended } = await attempt({});
    expect(happened).toEqual(['counts presentations', 'asked to turn', 'counts comparisons', 'compared']);
    expect(found).toMatchObject({ headTurn: 'head', comparison: { kind: 'below-threshold' } });
    expect(ended).toBe(true);
  });

  it.each(['plane', 'undecidable'] as const)(
    'counts a challenge that ends %s, and compares nobody',
    async (verdict) => {
      const { found, happened } = await attempt({ verdict });
      expect(happened).toEqual(['counts presentations', 'asked to turn']);
      expect(found).toMatchObject({ kind: 'captured', headTurn: verdict, comparison: undefined });
    },
  );

  it('puts no challenge once those of the day are used up', async () => {
    const { found, happened, ended } = await attempt({ left: { presentations: 0, comparisons: 1 } });
    expect(happened).toEqual(['counts presentations']);
    expect(found).toEqual({ kind: 'captured', headTurn: undefined, comparison: { kind: 'attempts-exhausted' } });
    expect(ended).toBe(true);
  });

  it('makes no comparison once those of the day are used up', async () => {
    const { found, happened } = await attempt({ left: { presentations: 1, comparisons: 0 } });
    expect(happened).toEqual(['counts presentations', 'asked to turn', 'counts comparisons']);
    expect(found).toMatchObject({ headTurn: 'head', comparison: { kind: 'attempts-exhausted' } });
  });

  it('counts no challenge where none is put', async () => {
    const { happened } = await attempt({ headTurn: 'skipped' });
    expect(happened).toEqual(['counts comparisons', 'compared']);
  });

  it('puts none that cannot be counted', async () => {
    const full = () => Promise.reject(new StoreError('the disk is full'));
    const { found, happened, ended } = await attempt({ countTry: full });
    expect(found).toBeInstanceOf(StoreError);
    expect([happened, ended]).toEqual([[], true]);
  });
});
