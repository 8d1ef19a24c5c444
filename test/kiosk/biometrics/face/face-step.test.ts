import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../hardware/camera/camera.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { allocateImage } from '../../../../hardware/device/image.ts';
import type { FaceStepOptions } from '../../../../kiosk/biometrics/face/face-attempt.ts';
import { attemptFace } from '../../../../kiosk/biometrics/face/face-step.ts';
import { StoreError } from '../../../../kiosk/platform/database/store-error.ts';

type Verdict = 'head' | 'plane' | 'undecidable';

/** A lane whose camera gives a frame every 100 ms of its clock, with a usable face in each. */
async function attempt(given: {
  readonly left?: Readonly<Record<'presentations' | 'comparisons', number>>;
  readonly verdict?: Verdict;
  readonly headTurn?: FaceStepOptions['duties']['headTurn'];
  readonly countTry?: FaceStepOptions['countTry'];
  readonly reference?: Promise<boolean>;
  readonly random?: number;
  readonly attempt?: number;
  /** Yaw of the head in each frame of the search, degrees; 0 afterwards. */
  readonly yaws?: readonly number[];
  /** Time between two frames, ms; default: 100. */
  readonly frameEveryMs?: number;
  readonly isReduced?: boolean;
  /** Number of frames after the prompt until the turn is far enough; default: never. */
  readonly turnedAfter?: number;
}) {
  const clock = turnedClock();
  const happened: string[] = [];
  const left = { presentations: 1, comparisons: 1, ...given.left };
  const face = { kind: 'face', box: {}, pose: {}, unifiedQuality: 90 } as const;
  const seen = async () => ({ sighting: face, advice: undefined });
  /** Captures that were not discarded. */
  const alive = new Set<object>();
  let compared: number | undefined;
  let looked = 0;
  let promptedFrames = 0;
  let stillFrames = 0;
  let ended = false;
  let framesPerS: number | undefined;
  const probes: (boolean | undefined)[] = [];
  const options = {
    transactionId: 'one',
    attempt: given.attempt ?? 1,
    camera: {
      async stream(onFrame: (frame: Frame) => void, { signal }: { signal: AbortSignal }) {
        while (!signal.aborted) {
          onFrame({ image: allocateImage(1, 1, 'rgb'), capturedAtMs: clock.monotonicMs() } as Frame);
          await clock.advance(given.frameEveryMs ?? 100);
        }
        ended = true;
      },
    },
    indicator: { show: async (sign: string) => void (sign.startsWith('turn') && happened.push('asked to turn')) },
    vault: {
      sealImage() {
        happened.push('sealed');
        const capture = {};
        alive.add(capture);
        return capture;
      },
      discard: (capture: object) => void alive.delete(capture),
    },
    analysis: {
      async observe(_frame: unknown, _atMs: number, _mirror: unknown, isProbe?: boolean) {
        probes.push(isProbe);
        const yaw = given.yaws?.[looked++] ?? 0;
        return { ...(await seen()), sighting: { ...face, pose: { yaw } } };
      },
      beginTurn: seen,
      async addToTurn(_frame: unknown, _atMs: number, prompt?: unknown) {
        if (prompt === undefined) stillFrames += 1;
        else promptedFrames += 1;
        return { ...(await seen()), turned: promptedFrames === given.turnedAfter };
      },
      decideTurn: async () => given.verdict ?? 'head',
      async compare(frames: readonly object[]) {
        happened.push('compared');
        expect(new Set(frames)).toEqual(alive);
        compared = frames.length;
        return { kind: 'below-threshold' };
      },
    },
    clock,
    random: () => given.random ?? 0,
    reference: given.reference ?? Promise.resolve(true),
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
    isReduced: given.isReduced ?? false,
    onRate: (rate: number) => void (framesPerS = rate),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  } as unknown as FaceStepOptions;
  const found = await attemptFace(options).catch((error: unknown) => error);
  const sealed = happened.filter((what) => what === 'sealed').length;
  return {
    looked,
    found,
    ended,
    sealed,
    compared,
    kept: alive.size,
    framesPerS,
    probes,
    stillFrames,
    promptedFrames,
    tookMs: clock.monotonicMs(),
    happened: happened.filter((what) => what !== 'sealed'),
  };
}

describe('a turn that cannot be judged', () => {
  it('is a finding while frames come fast enough', async () => {
    const { found } = await attempt({ verdict: 'undecidable', frameEveryMs: 150 });
    expect(found).toMatchObject({ kind: 'captured', headTurn: 'undecidable' });
  });

  it('is a fault of the lane, not of the traveller, when frames come too slowly', async () => {
    const { found, ended } = await attempt({ verdict: 'undecidable', frameEveryMs: 400 });
    expect(found).toEqual({ kind: 'too-slow' });
    expect(ended).toBe(true);
  });

  it('leaves no capture of a turn that came too slowly', async () => {
    expect((await attempt({ verdict: 'undecidable', frameEveryMs: 400 })).kept).toBe(0);
  });

  it.each(['head', 'plane'] as const)('does not hide the finding %s when frames are slow', async (verdict) => {
    const { found } = await attempt({ verdict, frameEveryMs: 400 });
    expect(found).toMatchObject({ kind: 'captured', headTurn: verdict });
  });
});

describe('the rate of an attempt', () => {
  it('is the rate of its analysed frames', async () => {
    expect((await attempt({})).framesPerS).toBeCloseTo(10, 0);
    expect((await attempt({ frameEveryMs: 400, verdict: 'undecidable' })).framesPerS).toBeCloseTo(2.5, 0);
  });

  it('is halved and no frame of the search is embedded while the load is reduced', async () => {
    const [full, reduced] = [await attempt({ frameEveryMs: 66 }), await attempt({ frameEveryMs: 66, isReduced: true })];
    expect(full.framesPerS).toBeCloseTo(15, 0);
    expect(reduced.framesPerS).toBeCloseTo(7.5, 0);
    expect([full.probes.includes(true), reduced.probes.includes(true)]).toEqual([true, false]);
    expect(reduced.found).toMatchObject({ headTurn: 'head', comparison: { kind: 'below-threshold' } });
    expect(reduced.compared).toBe(full.compared);
  });
});

describe('one attempt at the camera', () => {
  it('counts the challenge before it starts, and the comparison before it runs', async () => {
    const { found, happened, ended } = await attempt({});
    expect(happened).toEqual(['counts presentations', 'asked to turn', 'counts comparisons', 'compared']);
    expect(found).toMatchObject({ headTurn: 'head', comparison: { kind: 'below-threshold' } });
    expect(ended).toBe(true);
  });

  it('compares every stored frame: the best of the search and the first of the turn', async () => {
    expect((await attempt({})).compared).toBe(2);
    expect((await attempt({ headTurn: 'skipped' })).compared).toBe(1);
  });

  it.each(['plane', 'undecidable'] as const)(
    'counts a challenge that ends %s, without a comparison',
    async (verdict) => {
      const { found, happened } = await attempt({ verdict });
      expect(happened).toEqual(['counts presentations', 'asked to turn']);
      expect(found).toMatchObject({ kind: 'captured', headTurn: verdict, comparison: undefined });
    },
  );

  it('starts no challenge when the daily limit is reached', async () => {
    const { found, happened, ended } = await attempt({ left: { presentations: 0, comparisons: 1 } });
    expect(happened).toEqual(['counts presentations']);
    expect(found).toEqual({ kind: 'captured', headTurn: undefined, comparison: { kind: 'attempts-exhausted' } });
    expect(ended).toBe(true);
  });

  it('makes no comparison when the daily limit is reached', async () => {
    const { found, happened } = await attempt({ left: { presentations: 1, comparisons: 0 } });
    expect(happened).toEqual(['counts presentations', 'asked to turn', 'counts comparisons']);
    expect(found).toMatchObject({ headTurn: 'head', comparison: { kind: 'attempts-exhausted' } });
  });

  it('counts no challenge without one', async () => {
    const { happened } = await attempt({ headTurn: 'skipped' });
    expect(happened).toEqual(['counts comparisons', 'compared']);
  });

  it('starts no challenge that cannot be counted', async () => {
    const full = () => Promise.reject(new StoreError('the disk is full'));
    const { found, happened, ended } = await attempt({ countTry: full });
    expect(found).toBeInstanceOf(StoreError);
    expect([happened, ended]).toEqual([[], true]);
  });

  it('checks that the head keeps still before the prompt to turn', async () => {
    const { stillFrames, happened } = await attempt({ random: 0.99 });
    expect(happened).toContain('asked to turn');
    expect(stillFrames).toBeGreaterThan(0);
  });

  it('ends a turn when it is far enough', async () => {
    const [short, whole] = [await attempt({ turnedAfter: 4 }), await attempt({})];
    expect(short.promptedFrames).toBe(4);
    expect(short.found).toMatchObject({ headTurn: 'head', comparison: { kind: 'below-threshold' } });
    expect(whole.promptedFrames).toBeGreaterThan(20);
    expect(short.tookMs).toBeLessThan(whole.tookMs - 1_500);
  });

  it('seals no frame before there is a reference', async () => {
    let give: (there: boolean) => void = () => undefined;
    const reference = new Promise<boolean>((resolve) => {
      give = resolve;
    });
    const running = attempt({ reference });
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    give(false);
    const { found, sealed, ended } = await running;
    expect(found).toEqual({ kind: 'portrait-unusable' });
    expect([sealed, ended]).toEqual([0, true]);
  });

  it('rejects with the error of the reference', async () => {
    const { found, ended } = await attempt({ reference: Promise.reject(new Error('the thread is gone')) });
    expect(found).toMatchObject({ message: 'the thread is gone' });
    expect(ended).toBe(true);
  });

  it('waits for the head to return before the frames of another attempt count', async () => {
    const [first, second] = [await attempt({ yaws: [] }), await attempt({ yaws: [], attempt: 2 })];
    // A frame every 100 ms, the first after 100
    expect(second.looked - first.looked).toBe(14);
  });

  it('waits for a head that is still turning back', async () => {
    expect((await attempt({ yaws: [1, 2, 1, 2, 1] })).looked).toBe(5);
    expect((await attempt({ yaws: [14, 10, 6, 2] })).looked).toBe(4 + 5);
  });
});
