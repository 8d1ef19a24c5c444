/** The lane's side of the analysis thread. Plaintext and templates exist only in that thread, during one call. */
import { createThreadPool } from '../../../models/threads/thread-pool.ts';
import type { Comparison } from '../../../models/face/compare.ts';
import type { FaceModelDigests } from '../../../models/face/open-face-models.ts';
import type { TurnDirection, TurnPrompt } from '../../../models/face/presentation-attack/head-turn-outcome.ts';
import type {
  LightLatency,
  LightOutcome,
  ShownLight,
} from '../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import type { RecordInTransit, RecordKeys } from '../../lists/registration/protected-record.ts';
import type { SealedCapture } from '../../vault/captures/vault.ts';
import type {
  AnalysisAnswer,
  AnalysisRequest,
  AnalysisThreadData,
  SealedInTransit,
  Sighted,
} from './analysis-messages.ts';
import { type Mirror, NO_MIRROR } from './mirror.ts';

/** Calls run one after another. When the thread dies, pending calls reject and a new, empty thread replaces it. */
export interface FaceAnalysis {
  /** SHA-256 of each model, once the thread has loaded them. */
  readonly digests: FaceModelDigests;
  /** Those of the models that compare registered faces: the installed ones. */
  readonly recordDigests: FaceModelDigests;
  /**
   * Sets the portrait as this traveller's reference. Resolves to `false` when it does not contain exactly one usable
   * face.
   */
  setReference(portrait: SealedCapture): Promise<boolean>;
  /** Sets a registered traveller's record as the reference. Resolves to `false` when it does not open. */
  setRecord(record: RecordInTransit): Promise<boolean>;
  /**
   * Creates and seals a record of these pictures with `keys`. Resolves to `undefined` when a picture shows no face, or
   * one that does not match the portrait at this rate.
   */
  protect(
    portrait: SealedCapture,
    captures: readonly SealedCapture[],
    keys: RecordKeys,
    maximumFalseMatchRate: number,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Renews a record with other keys; `undefined` when it does not open. */
  renew(from: RecordInTransit, to: RecordKeys): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * @param atMs monotonic time of the frame @param mirror shows the frame to the traveller @param isProbe embeds the
   *   frame for the comparison, if it is usable
   */
  observe(frame: SealedCapture, atMs: number, mirror?: Mirror, isProbe?: boolean): Promise<Sighted>;
  beginTurn(frame: SealedCapture, atMs: number, mirror?: Mirror): Promise<Sighted>;
  /** @param prompt set after the prompt: the result then contains whether the head has turned far enough */
  addToTurn(frame: SealedCapture, atMs: number, prompt?: TurnPrompt): Promise<Sighted>;
  /** @param promptedAtMs monotonic time of the prompt, ms */
  decideTurn(direction: TurnDirection, promptedAtMs: number): Promise<'head' | 'plane' | 'undecidable'>;
  /**
   * @param startsTurn also starts a head turn with this frame, instead of an earlier one; as with `beginTurn` it has
   *   begun if the result contains a face and no advice
   */
  addToLight(frame: SealedCapture, atMs: number, startsTurn?: boolean): Promise<Sighted>;
  /**
   * Ends a light challenge. @param shown the times of the shown states, monotonic; `undefined` when the screen did not
   * confirm them
   */
  decideLight(shown: ShownLight | undefined, latency: LightLatency): Promise<LightOutcome['kind']>;
  /**
   * Compares the reference once with these frames and the embedded frames of the attempt, fused into one probe. Each
   * frame counts, because all of them must show the same person.
   */
  compare(frames: readonly SealedCapture[], maximumFalseMatchRate: number): Promise<Comparison>;
  forget(): Promise<void>;
  /** Settles when the thread has served the calls before this one. */
  answer(): Promise<void>;
  close(): Promise<void>;
}

/** Maximum number of queued calls. */
const QUEUE_LIMIT = 8;

/** Starts the thread and loads the models. Rejects when a model is missing or does not match the manifest. */
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
    if (answer.kind !== kind) throw new TypeError(`the analysis thread answered ${answer.kind} instead of ${kind}`);
    return answer as AnalysisAnswer & { kind: K };
  }

  /** Frames that the thread has already embedded. */
  const probes = new WeakSet<SealedCapture>();
  const sighted = async (request: AnalysisRequest, frame: SealedCapture, mirror?: Mirror): Promise<Sighted> => {
    const answer = await ask('sighted', request);
    frame.sealed = answer.sealed;
    frame.sealedEyes = answer.sealedEyes;
    if (answer.isProbe) probes.add(frame);
    if (answer.mirror !== undefined) (mirror ?? NO_MIRROR).show(answer.mirror);
    return answer.sighted;
  };

  try {
    await pool.ready;
    const { digests, recordDigests } = await ask('digests', { kind: 'digests' });
    return {
      digests,
      recordDigests,
      async setReference(portrait) {
        const answer = await ask('reference', { kind: 'reference', capture: inTransit(portrait) });
        portrait.sealed = answer.sealed;
        portrait.sealedEyes = answer.sealedEyes;
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
      async answer() {
        await ask('digests', { kind: 'digests' });
      },
      close: () => pool.close(),
    };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** Detaches the buffer from the capture until the answer returns it, so that no other code uses it in the meantime. */
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
