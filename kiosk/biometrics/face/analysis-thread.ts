/** The analysis thread: the only place where captures are decrypted and templates exist, and only during one call. */
import { workerData } from 'node:worker_threads';
import { type Image, lend } from '../../../hardware/device/image.ts';
import type { Comparison } from '../../../models/face/compare.ts';
import { type FaceAnalyser, openFaceAnalyser } from '../../../models/face/face-analyser.ts';
import { type FaceObservation, withoutLandmarks, wipeObservation } from '../../../models/face/face-observation.ts';
import type { FaceTemplate } from '../../../models/face/face-template.ts';
import { createHeadTurnSequence } from '../../../models/face/presentation-attack/head-turn-sequence.ts';
import { createLightChallengeSequence } from '../../../models/face/presentation-attack/light-challenge/light-challenge-sequence.ts';
import { adviceFor } from '../../../models/face/quality/advice.ts';
import { serveThread } from '../../../models/threads/serve-thread.ts';
import type {
  AnalysisAnswer,
  AnalysisRequest,
  AnalysisThreadData,
  Mirrored,
  SealedInTransit,
  Sighted,
  WithEyes,
} from './analysis-messages.ts';
import { collectGarbage } from '../../platform/launch/collect-garbage.ts';
import { keyInSlot } from '../../vault/captures/key-table.ts';
import { drawMirror } from './mirror-picture.ts';
import { withOpenedImage } from './opened-image.ts';
import { openPortraitDecoder } from './portrait-decoder.ts';
import { createProbes } from './probes.ts';
import { readReleasedModels } from './released-models.ts';
import { createRecordKeeping } from './record-keeping.ts';
import { sealEyesOf } from './seal-eyes-of.ts';

/** The result of analysing a frame. `isProbe`: the frame is compared, if it shows one face. */
type Looked = Omit<Sighted, 'sighting'> & { readonly isProbe?: boolean };
type Seen = { readonly sighted: Sighted; readonly isProbe: boolean } & WithEyes;
/** A request about one frame of the stream. */
type FrameRequest = Extract<AnalysisRequest, { readonly atMs: number }>;

const { keyMemory, recordKeyMemory, models, usesRecords } = workerData as AnalysisThreadData;
const portraits = openPortraitDecoder();
const analyser = await openFaceAnalyser(models === undefined ? {} : { candidate: readReleasedModels(models) });
/** A record belongs to the models that made it: the installed ones. */
const recordAnalyser = models === undefined ? analyser : usesRecords === true ? await openFaceAnalyser() : undefined;
await portraits.ready;
const turn = createHeadTurnSequence();
const light = createLightChallengeSequence();
const records = createRecordKeeping({
  analyser: recordAnalyser,
  keyOf: (slot) => keyInSlot(recordKeyMemory, slot),
  opened,
});
/** The reference is set before the first frame of an attempt, and another one begins with other probes: one attempt has one comparator. */
const comparing = (): FaceAnalyser => (records.taken() && recordAnalyser !== undefined ? recordAnalyser : analyser);
const probes = createProbes({
  analyse: (frame) => comparing().analyse(frame),
  embed: (frame, face) => comparing().embed(frame, face),
  fuse: (all) => comparing().fuse(all),
});
let reference: FaceTemplate | undefined;

function opened<T>(capture: SealedInTransit, use: (image: Image | undefined) => Promise<T>): Promise<T> {
  return withOpenedImage(keyMemory, capture, portraits, use);
}

function forgetReference(): void {
  reference?.wipe();
  reference = undefined;
  records.forget();
  probes.wipe();
}

async function forget(): Promise<void> {
  forgetReference();
  turn.wipe();
  light.wipe();
  await analyser.wipe();
  await recordAnalyser?.wipe();
  collectGarbage();
}

async function setReference(
  capture: SealedInTransit,
  image: Image | undefined,
): Promise<{ readonly usable: boolean } & WithEyes> {
  forgetReference();
  if (image === undefined) return { usable: false };
  const outcome = await analyser.reference(lend(image));
  if (outcome.kind !== 'reference') return { usable: false };
  reference = outcome.template;
  try {
    return { usable: true, sealedEyes: sealEyesOf(keyMemory, capture, image, outcome.face) };
  } finally {
    wipeObservation(outcome.face);
  }
}

/**
 * Analyses a frame and passes the result to `then`. The only open biometric output is the mirror picture, if the screen
 * requested it.
 */
async function sight(
  { capture, atMs, mirror }: FrameRequest & Mirrored,
  then: (image: Image, seen: FaceObservation) => Looked,
): Promise<Seen> {
  return opened(capture, async (image) => {
    if (image === undefined) return { sighted: { sighting: { kind: 'nobody' }, advice: undefined }, isProbe: false };
    if (mirror !== undefined) drawMirror(image, mirror);
    const seen = await analyser.follow(lend(image), atMs);
    try {
      const { isProbe = false, ...looked } = then(lend(image), seen);
      const isAdded = isProbe && seen.kind === 'face' && (await probes.addFromStream(image, atMs));
      const sealedEyes = sealEyesOf(keyMemory, capture, image, seen);
      return { sighted: { sighting: withoutLandmarks(seen), ...looked }, isProbe: isAdded, sealedEyes };
    } finally {
      wipeObservation(seen);
    }
  });
}

function beginTurn(image: Image, seen: FaceObservation): Sighted['advice'] {
  const advice = adviceFor(seen);
  if (seen.kind !== 'face' || advice !== undefined) return advice;
  const begun = turn.begin(image, seen);
  if (begun.kind === 'tracking') return undefined;
  return begun.why === 'too-far' ? 'come-closer' : 'more-light';
}

/**
 * All frames must show the same person, so each stored frame counts; a frame without exactly one face does not match.
 */
async function compareProbes(captures: readonly SealedInTransit[], maximumFalseMatchRate: number): Promise<Comparison> {
  const to = reference;
  if (to === undefined && !records.taken()) return { kind: 'below-threshold' };
  for (const capture of captures) {
    const isAdded = await opened(capture, async (image) => image !== undefined && (await probes.addKept(image)));
    if (!isAdded) return { kind: 'below-threshold' };
  }
  return probes.compare((probe) =>
    to === undefined
      ? records.compare(probe, maximumFalseMatchRate)
      : analyser.compare(to, probe, maximumFalseMatchRate),
  );
}

async function answer(request: AnalysisRequest): Promise<AnalysisAnswer> {
  switch (request.kind) {
    case 'digests':
      return {
        kind: 'digests',
        digests: analyser.digests,
        recordDigests: recordAnalyser?.digests ?? analyser.digests,
      };
    case 'reference': {
      const { capture } = request;
      const taken = await opened(capture, (image) => setReference(capture, image));
      return { kind: 'reference', ...taken, sealed: capture.sealed };
    }
    case 'record':
      forgetReference();
      return { kind: 'record-taken', usable: records.take(request.record) };
    case 'protect': {
      const { portrait, captures, keys, maximumFalseMatchRate } = request;
      const record = await records.protect(portrait, captures, keys, maximumFalseMatchRate);
      return { kind: 'protected', record, sealed: [portrait, ...captures].map(({ sealed }) => sealed) };
    }
    case 'renew':
      return { kind: 'protected', record: records.renew(request.from, request.to), sealed: [] };
    case 'observe':
      return sighted(request, (_image, seen) => {
        const advice = adviceFor(seen);
        return { advice, isProbe: request.isProbe && advice === undefined };
      });
    case 'turn-begin':
      return sighted(request, (image, seen) => ({ advice: beginTurn(image, seen) }));
    case 'turn-add':
      // No advice to look straight during a requested turn.
      return sighted(request, (image, seen) => {
        turn.add(image, seen, request.atMs);
        return { advice: undefined, turned: request.prompt !== undefined && turn.isEnough(request.prompt) };
      });
    case 'turn-decide': {
      const { direction, promptedAtMs } = request;
      return { kind: 'turn', verdict: turn.decide({ direction, atMs: promptedAtMs }).kind };
    }
    case 'light-add':
      return sighted(request, (image, seen) => {
        light.add(image, seen, request.atMs);
        const isProbe = probes.isDue(request.atMs) && adviceFor(seen) === undefined;
        return { advice: request.startsTurn === true ? beginTurn(image, seen) : undefined, isProbe };
      });
    case 'light-decide': {
      const { shown, latency } = request;
      const verdict = shown === undefined ? 'undecidable' : light.decide(shown, latency).kind;
      light.wipe();
      return { kind: 'light', verdict };
    }
    case 'compare': {
      const comparison = await compareProbes(request.captures, request.maximumFalseMatchRate);
      return { kind: 'comparison', comparison, sealed: request.captures.map(({ sealed }) => sealed) };
    }
    case 'forget':
      await forget();
      return { kind: 'forgotten' };
  }
}

async function sighted(request: FrameRequest & Mirrored, then: Parameters<typeof sight>[1]): Promise<AnalysisAnswer> {
  const { mirror } = request;
  try {
    const seen = await sight(request, then);
    return { kind: 'sighted', ...seen, sealed: request.capture.sealed, ...(mirror !== undefined && { mirror }) };
  } catch (error) {
    mirror?.fill(0);
    throw error;
  }
}

/** The buffers that are transferred back to the lane. */
function buffersIn(reply: AnalysisAnswer): ArrayBuffer[] {
  if (!('sealed' in reply)) return [];
  const sealed = reply.kind === 'comparison' || reply.kind === 'protected' ? reply.sealed : [reply.sealed];
  const mirror = reply.kind === 'sighted' && reply.mirror !== undefined ? [reply.mirror] : [];
  return [...sealed, ...mirror].map(({ buffer }) => buffer);
}

serveThread<AnalysisRequest, AnalysisAnswer>({
  async handle(request) {
    const response = await answer(request);
    return { response, transfer: buffersIn(response) };
  },
  async close() {
    await forget();
    await analyser.close();
    await recordAnalyser?.close();
    await portraits.close();
  },
});
