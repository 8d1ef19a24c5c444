/** The lane's side of the analysis thread, where alone plaintext and templates exist, for as long as one call. */
import { createThreadPool } from '../../models/threads/thread-pool.ts';
import type { Comparison } from '../../models/face/compare.ts';
import type { FaceModelDigests } from '../../models/face/open-face-models.ts';
import type { TurnDirection, TurnPrompt } from '../../models/face/presentation-attack/head-turn-outcome.ts';
import type {
  LightLatency,
  LightOutcome,
  ShownLight,
} from '../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import type { RecordInTransit, RecordKeys } from '../registration/protected-record.ts';
import type { SealedCapture } from '../vault/vault.ts';
import type {
  AnalysisAnswer,
  AnalysisRequest,
  AnalysisThreadData,
  SealedInTransit,
  Sighted,
} from './analysis-messages.ts';
import { type Mirror, NO_MIRROR } from './mirror.ts';

/** Calls run one after another; each rejects when the thread dies, which a new thread replaces, empty. */
export interface FaceAnalysis {
  /** SHA-256 of each model, once the thread has loaded them. */
  readonly digests: FaceModelDigests;
  /** Takes a portrait as this traveller's reference. `false`: no one usable face in it. */
  setReference(portrait: SealedCapture): Promise<boolean>;
  /** Takes a registered traveller's record instead. `false`: it does not open. */
  setRecord(record: RecordInTransit): Promise<boolean>;
  /**
   * Seals a record of these pictures under `keys`; `undefined` when one shows no face, or somebody whom the portrait does not match at
   * this rate.
   */
  protect(
    portrait: SealedCapture,
    captures: readonly SealedCapture[],
    keys: RecordKeys,
    maximumFalseMatchRate: number,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Seals a record anew under other keys; `undefined` when it does not open. */
  renew(from: RecordInTransit, to: RecordKeys): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** @param atMs monotonic time of the frame @param mirror shows the frame to the traveller @param isProbe embeds it for the comparison, if it is usable */
  observe(frame: SealedCapture, atMs: number, mirror?: Mirror, isProbe?: boolean): Promise<Sighted>;
  beginTurn(frame: SealedCapture, atMs: number, mirror?: Mirror): Promise<Sighted>;
  /** @param prompt once the traveller was asked: then the answer says whether they have turned far enough */
  addToTurn(frame: SealedCapture, atMs: number, prompt?: TurnPrompt): Promise<Sighted>;
  /** @param promptedAtMs monotonic time at which the traveller was asked */
  decideTurn(direction: TurnDirection, promptedAtMs: number): Promise<'head' | 'plane' | 'undecidable'>;
  /**
   * @param startsTurn starts a head turn at this frame too, in the place of one that was started before; as with `beginTurn` it has begun
   *   if the answer holds a face and no advice
   */
  addToLight(frame: SealedCapture, atMs: number, startsTurn?: boolean): Promise<Sighted>;
  /** Ends a light challenge. @param shown when the screen showed what, monotonic; `undefined` when it did not confirm it */
  decideLight(shown: ShownLight | undefined, latency: LightLatency): Promise<LightOutcome['kind']>;
  /**
   * One comparison of the reference with these frames and with those of the attempt that were embedded on the way, fused into one probe. Each
   * of these counts: the person must have been the same in all of them.
   */
  compare(frames: readonly SealedCapture[], maximumFalseMatchRate: number): Promise<Comparison>;
  forget(): Promise<void>;
  close(): Promise<void>;
}

/** Calls wait for at most this many others. */
const QUEUE_LIMIT = 8;

/** Starts the thread and loads the models. Rejects when a model is missing or is not the one the manifest names. */
export async function openFaceAnalysis(workerData: AnalysisThreadData): Promise<FaceAnalysis> {
  const pool = createThreadPool<AnalysisRequest, AnalysisAnswer>({
    entry: new URL('./analysis-thread.js', import.meta.url),
    size: 1,
    queueLimit: QUEUE_LIMIT,
    workerData,
  });

  async function ask<K extends AnalysisAnswer['kind']>(
    kind: K,
    request: AnalysisRequest,
  ): Promise<AnalysisAnswer & { kind: K }> {
    const answer = await pool.submit(request, { transfer: buffersIn(request) });
    if (answer.kind !== kind) throw new TypeError(`the analysis thread answered ${answer.kind} where ${kind} was due`);
    return answer as AnalysisAnswer & { kind: K };
  }

  /** Frames that the thread has embedded already. */
  const probes = new WeakSet<SealedCapture>();
  const sighted = async (request: AnalysisRequest, frame: SealedCapture, mirror?: Mirror): Promise<Sighted> => {
    const answer = await ask('sighted', request);
    frame.sealed = answer.sealed;
    if (answer.isProbe) probes.add(frame);
    if (answer.mirror !== undefined) (mirror ?? NO_MIRROR).show(answer.mirror);
    return answer.sighted;
  };

  try {
    await pool.ready;
    const { digests } = await ask('digests', { kind: 'digests' });
    return {
      digests,
      async setReference(portrait) {
        const answer = await ask('reference', { kind: 'reference', capture: inTransit(portrait) });
        portrait.sealed = answer.sealed;
        return answer.usable;
      },
      async setRecord(record) {
        return (await ask('record-taken', { kind: 'record', record })).usable;
      },
      async protect(portrait, captures, keys, maximumFalseMatchRate) {
        const { record, sealed } = await ask('protected', {
          kind: 'protect',
          portrait: inTransit(portrait),
          captures: captures.map(inTransit),
          keys,
          maximumFalseMatchRate,
        });
        [portrait, ...captures].forEach((capture, index) => {
          capture.sealed = sealed[index] ?? capture.sealed;
        });
        return record;
      },
      async renew(from, to) {
        return (await ask('protected', { kind: 'renew', from, to })).record;
      },
      observe: (frame, atMs, mirror, isProbe = false) =>
        sighted({ kind: 'observe', capture: inTransit(frame), atMs, isProbe, mirror: mirror?.lend() }, frame, mirror),
      beginTurn: (frame, atMs, mirror) =>
        sighted({ kind: 'turn-begin', capture: inTransit(frame), atMs, mirror: mirror?.lend() }, frame, mirror),
      addToTurn: (frame, atMs, prompt) => sighted({ kind: 'turn-add', capture: inTransit(frame), atMs, prompt }, frame),
      async decideTurn(direction, promptedAtMs) {
        return (await ask('turn', { kind: 'turn-decide', direction, promptedAtMs })).verdict;
      },
      addToLight: (frame, atMs, startsTurn) =>
        sighted({ kind: 'light-add', capture: inTransit(frame), atMs, startsTurn }, frame),
      async decideLight(shown, latency) {
        return (await ask('light', { kind: 'light-decide', shown, latency })).verdict;
      },
      async compare(frames, maximumFalseMatchRate) {
        const added = frames.filter((frame) => !probes.has(frame));
        const request: AnalysisRequest = { kind: 'compare', captures: added.map(inTransit), maximumFalseMatchRate };
        const answer = await ask('comparison', request);
        added.forEach((frame, index) => {
          frame.sealed = answer.sealed[index] ?? frame.sealed;
        });
        return answer.comparison;
      },
      async forget() {
        await ask('forgotten', { kind: 'forget' });
      },
      close: () => pool.close(),
    };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** Takes the buffer out of the capture, which has none until the answer brings it back: nobody else may reuse it meanwhile. */
function inTransit(capture: SealedCapture): SealedInTransit {
  const { sealed, slot } = capture;
  capture.sealed = new Uint8Array();
  return { sealed, slot };
}

function buffersIn(request: AnalysisRequest): ArrayBuffer[] {
  if ('capture' in request) {
    const mirror = 'mirror' in request && request.mirror !== undefined ? [request.mirror] : [];
    return [request.capture.sealed, ...mirror].map(({ buffer }) => buffer);
  }
  if (request.kind === 'compare') return request.captures.map(({ sealed }) => sealed.buffer);
  if (request.kind === 'protect') return [request.portrait, ...request.captures].map(({ sealed }) => sealed.buffer);
  return [];
}
