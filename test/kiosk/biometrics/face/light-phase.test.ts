import { describe, expect, it } from 'vitest';
import type { Camera } from '../../../../hardware/camera/camera.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import type { FaceProgress, FaceStepOptions } from '../../../../kiosk/biometrics/face/face-attempt.ts';
import type { FrameFeed } from '../../../../kiosk/biometrics/face/frame-feed.ts';
import { createLightBoard } from '../../../../kiosk/biometrics/face/light-board.ts';
import { watchLight } from '../../../../kiosk/biometrics/face/light-phase.ts';
import type { Advice } from '../../../../models/face/quality/advice.ts';
import type { SealedCapture } from '../../../../kiosk/vault/captures/vault.ts';
import type { ShownLight } from '../../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';

const LATENCY = { latencyMs: 40, jitterMs: 2 };

interface StageOptions {
  readonly controls?: Camera['controls'];
  readonly latency?: typeof LATENCY | undefined;
  readonly screens?: number;
  /** Behaviour of the page for the state at `index`. */
  readonly page?: (index: number, say: (index: number) => void) => void;
  /** Whether the frame at this time shows a face. */
  readonly faceAt?: (atMs: number) => boolean;
  /** Default: a head when the page confirmed the challenge. */
  readonly verdict?: 'head' | 'plane' | 'undecidable';
  /** Time between two frames, ms. */
  readonly frameEveryMs?: number;
  readonly headTurn?: FaceStepOptions['duties']['headTurn'];
  /** Advice for a frame with which the turn should begin; default: none, so it begins. */
  readonly adviceToTurn?: Advice;
  readonly act?: (atMs: number, board: ReturnType<typeof createLightBoard>) => void;
}

/** A lane with frames every 50 ms, a punctual page, and an analysis that finds a head in every confirmed challenge. */
async function play(options: StageOptions) {
  const clock = turnedClock();
  const board = createLightBoard(clock);
  for (let page = 0; page < (options.screens ?? 1); page++) board.join(`page ${page}`);
  const told: { shown: ShownLight | undefined }[] = [];
  const locks: boolean[] = [];
  const kept = new Set<SealedCapture>();
  const prompts: string[] = [];
  const say = options.page ?? ((index, word) => word(index));
  const begunOn: { readonly capture: SealedCapture; readonly afterColoursMs: number }[] = [];
  let said = -1;
  let dueAtRestMs = Infinity;
  let dueMs = Infinity;
  let showed = 0;
  board.onChange(() => {
    const up = board.current();
    dueMs = up === undefined ? Infinity : clock.monotonicMs() + up.challenge.leadMs;
    if (up !== undefined) showed += 1;
    said = -1;
  });
  const pageActs = (): void => {
    const up = board.current();
    if (up === undefined) return;
    while (clock.monotonicMs() >= dueMs) {
      said += 1;
      const pageMs = dueMs;
      if (said === up.challenge.states.length) dueAtRestMs = clock.monotonicMs();
      say(said, (index) => board.shown('page 0', { id: up.id, index, pageMs }));
      dueMs = said < up.challenge.states.length ? dueMs + (up.challenge.states[said]?.forMs ?? 0) : Infinity;
    }
  };
  const frames: FrameFeed = {
    async next(deadlineMs) {
      for (let step = 0; step < (options.frameEveryMs ?? 50) / 5; step++) {
        await clock.advance(5);
        pageActs();
      }
      options.act?.(clock.monotonicMs(), board);
      if (clock.monotonicMs() >= deadlineMs) return undefined;
      const capture = { at: clock.monotonicMs() } as unknown as SealedCapture;
      kept.add(capture);
      return { capture, atMs: clock.monotonicMs() };
    },
    space: () => undefined,
    framesPerS: () => undefined,
    failed: new Promise<never>(() => undefined),
    end: async () => undefined,
  };
  const controls: Camera['controls'] =
    'controls' in options
      ? options.controls
      : {
          async lockExposure(on) {
            locks.push(on);
          },
        };
  const step = {
    camera: { controls },
    duties: { light: 'required', headTurn: options.headTurn ?? 'required' },
    clock,
    random: Math.random,
    signal: new AbortController().signal,
    onProgress: ({ prompt }: FaceProgress) => void prompts.push(prompt),
    vault: { discard: (capture: SealedCapture) => void kept.delete(capture) },
    analysis: {
      async addToLight(capture: SealedCapture, atMs: number, startsTurn: boolean) {
        if (startsTurn) begunOn.push({ capture, afterColoursMs: atMs - dueAtRestMs });
        return {
          sighting:
            options.faceAt?.(atMs) === false
              ? { kind: 'nobody' }
              : { kind: 'face', box: {}, pose: { yaw: 0, pitch: 0, roll: 0 } },
          advice: startsTurn ? options.adviceToTurn : undefined,
        };
      },
      async decideLight(shown: ShownLight | undefined) {
        told.push({ shown });
        return shown === undefined ? 'undecidable' : (options.verdict ?? 'head');
      },
    },
  } as unknown as FaceStepOptions;
  const latency = 'latency' in options ? options.latency : LATENCY;
  const outcome = await watchLight(step, { board, latency: () => latency }, frames);
  return { outcome, told, locks, kept, prompts, begunOn, showed: () => showed, board, clock };
}

const refusing = () => Promise.reject(new DeviceError('camera', 'unsupported', 'the camera does not hold'));

describe('watchLight', () => {
  it('shows a challenge while the camera is locked, judges the confirmed states and stores one frame', async () => {
    const { outcome, told, locks, kept, prompts, board, clock } = await play({});
    expect(outcome).toMatchObject({ verdict: 'head' });
    expect(told[0]?.shown?.states).toHaveLength(9);
    expect(locks).toEqual([true, false]);
    expect(kept.size).toBe(1);
    expect('last' in outcome && kept.has(outcome.last as SealedCapture)).toBe(true);
    expect(prompts[0]).toBe('light');
    expect(board.current()).toBeUndefined();
    expect(clock.monotonicMs()).toBeLessThan(3_300);
  });

  it.each<[string, StageOptions]>([
    ['a camera without controls', { controls: undefined }],
    ['a camera that does not lock', { controls: { lockExposure: refusing } }],
    ['no screen', { screens: 0 }],
    ['a latency that was never measured', { latency: undefined }],
  ])('shows no challenge and is undecidable with %s', async (_what, options) => {
    const { outcome, told, kept, showed } = await play(options);
    expect(outcome).toEqual({ verdict: 'undecidable', last: undefined, turnBegun: false, isTooSlow: false });
    expect([told.length, kept.size, showed()]).toEqual([0, 0, 0]);
  });

  it.each<[boolean, string, StageOptions]>([
    [true, 'undecidable with frames every 150 ms', { verdict: 'undecidable', frameEveryMs: 150 }],
    [false, 'undecidable with frames every 50 ms', { verdict: 'undecidable' }],
    [false, 'judged with frames every 150 ms', { verdict: 'plane', frameEveryMs: 150 }],
    [false, 'unconfirmed with frames every 150 ms', { page: () => undefined, frameEveryMs: 150 }],
  ])('is too slow (%s) when the challenge is %s', async (isTooSlow, _what, options) => {
    expect((await play(options)).outcome).toMatchObject({ isTooSlow });
  });

  it.each<[string, StageOptions]>([
    ['does not acknowledge', { page: () => undefined }],
    ['misses a state', { page: (index, say) => (index === 3 ? undefined : say(index)) }],
    ['stops half-way', { page: (index, say) => (index > 4 ? undefined : say(index)) }],
    ['acknowledges in another order', { page: (index, say) => say(index === 2 ? 3 : index) }],
    ['acknowledges each state twice', { page: (index, say) => [index, index].forEach(say) }],
  ])('is undecidable when the page %s', async (_what, options) => {
    const { outcome, told, locks } = await play(options);
    expect(outcome).toMatchObject({ verdict: 'undecidable' });
    expect(told).toEqual([{ shown: undefined }]);
    expect(locks).toEqual([true, false]);
  });

  it('begins the head turn with the stored frame, after the colours', async () => {
    const { outcome, begunOn } = await play({});
    expect(outcome).toMatchObject({ turnBegun: true, last: begunOn.at(-1)?.capture });
    for (const { afterColoursMs } of begunOn) expect(afterColoursMs).toBeGreaterThanOrEqual(LATENCY.latencyMs + 50);
  });

  it('begins no head turn with an unsuitable frame, or when no turn is required', async () => {
    expect((await play({ adviceToTurn: 'come-closer' })).outcome).toMatchObject({ verdict: 'head', turnBegun: false });
    const { outcome, begunOn } = await play({ headTurn: 'skipped' });
    expect([outcome, begunOn]).toMatchObject([{ verdict: 'head', turnBegun: false }, []]);
  });

  it('ends at once as declined when the traveller opts out of light', async () => {
    const { outcome, clock, locks } = await play({ act: (atMs, board) => atMs > 900 && board.decline() });
    expect(outcome).toMatchObject({ verdict: 'declined' });
    expect(clock.monotonicMs()).toBeLessThan(1_100);
    expect(locks).toEqual([true, false]);
  });

  it('ends when the face is lost, and stores no frame', async () => {
    const { outcome, kept } = await play({ faceAt: (atMs) => atMs < 600 });
    expect(outcome).toEqual({ kind: 'nobody' });
    expect(kept.size).toBe(0);
  });
});
