/** The analysis thread: the only place where a capture is plain and a template exists, and only while one call lasts. */
import { workerData } from 'node:worker_threads';
import { type Image, lend } from '../../hardware/image.ts';
import type { Comparison } from '../../models/face/compare.ts';
import { openFaceAnalyser } from '../../models/face/face-analyser.ts';
import { type FaceObservation, withoutLandmarks, wipeObservation } from '../../models/face/face-observation.ts';
import type { FaceTemplate } from '../../models/face/face-template.ts';
import { createHeadTurnSequence } from '../../models/face/presentation-attack/head-turn-sequence.ts';
import { createLightChallengeSequence } from '../../models/face/presentation-attack/light-challenge/light-challenge-sequence.ts';
import { adviceFor } from '../../models/face/quality/advice.ts';
import { serveThread } from '../../models/serve-thread.ts';
import type {
  AnalysisAnswer,
  AnalysisRequest,
  AnalysisThreadData,
  Mirrored,
  SealedInTransit,
  Sighted,
} from './analysis-messages.ts';
import { collectGarbage } from '../launch/collect-garbage.ts';
import { keyInSlot } from '../vault/key-table.ts';
import { drawMirror } from './mirror-picture.ts';
import { withOpenedImage } from './opened-image.ts';
import { openPortraitDecoder } from './portrait-decoder.ts';
import { createRecordKeeping } from './record-keeping.ts';

/** A request about one frame of the stream. */
type FrameRequest = Extract<AnalysisRequest, { readonly atMs: number }>;
type Match = Comparison & { kind: 'match' };

const { keyMemory, recordKeyMemory } = workerData as AnalysisThreadData;
const portraits = openPortraitDecoder();
const analyser = await openFaceAnalyser();
await portraits.ready;
const turn = createHeadTurnSequence();
const light = createLightChallengeSequence();
let reference: FaceTemplate | undefined;
const records = createRecordKeeping({ analyser, keyOf: (slot) => keyInSlot(recordKeyMemory, slot), opened });

function opened<T>(capture: SealedInTransit, use: (image: Image | undefined) => Promise<T>): Promise<T> {
  return withOpenedImage(keyMemory, capture, portraits, use);
}

function forgetReference(): void {
  reference?.wipe();
  reference = undefined;
  records.forget();
}

async function forget(): Promise<void> {
  forgetReference();
  turn.wipe();
  light.wipe();
  await analyser.wipe();
  collectGarbage();
}

async function setReference(image: Image | undefined): Promise<boolean> {
  forgetReference();
  if (image === undefined) return false;
  const outcome = await analyser.reference(lend(image));
  if (outcome.kind !== 'reference') return false;
  reference = outcome.template;
  wipeObservation(outcome.face);
  return true;
}

/** Looks at a frame, does `then` with what is seen, and lets nothing biometric of it out but what the traveller's screen asked for. */
async function sight(
  { capture, atMs, mirror }: FrameRequest & Mirrored,
  then: (image: Image, seen: FaceObservation) => Omit<Sighted, 'sighting'>,
): Promise<Sighted> {
  return opened(capture, async (image) => {
    if (image === undefined) return { sighting: { kind: 'nobody' }, advice: undefined };
    if (mirror !== undefined) drawMirror(image, mirror);
    const seen = await analyser.follow(lend(image), atMs);
    try {
      return { sighting: withoutLandmarks(seen), ...then(lend(image), seen) };
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

/** The weakest of the comparisons: the person must have been the same throughout. */
async function compareAll(captures: readonly SealedInTransit[], maximumFalseMatchRate: number): Promise<Comparison> {
  let weakest: Comparison | undefined;
  for (const capture of captures) {
    const comparison = await compareOne(capture, maximumFalseMatchRate);
    if (comparison.kind === 'below-threshold') return comparison;
    if (weakest?.kind !== 'match' || isWeaker(comparison, weakest)) weakest = comparison;
  }
  return weakest ?? { kind: 'below-threshold' };
}

/** Strong matches share the strictest rate that is proven; the ratio still tells them apart. */
function isWeaker(one: Match, other: Match): boolean {
  if (one.falseMatchRate !== other.falseMatchRate) return one.falseMatchRate > other.falseMatchRate;
  return one.logLikelihoodRatio < other.logLikelihoodRatio;
}

async function compareOne(capture: SealedInTransit, maximumFalseMatchRate: number): Promise<Comparison> {
  return opened(capture, async (image) => {
    if (image === undefined || (reference === undefined && !records.taken())) return { kind: 'below-threshold' };
    const seen = await analyser.analyse(lend(image));
    if (seen.kind !== 'face') return { kind: 'below-threshold' };
    try {
      const probe = await analyser.embed(lend(image), seen);
      try {
        return reference === undefined
          ? records.compare(probe, maximumFalseMatchRate)
          : analyser.compare(reference, probe, maximumFalseMatchRate);
      } finally {
        probe.wipe();
      }
    } finally {
      wipeObservation(seen);
    }
  });
}

async function answer(request: AnalysisRequest): Promise<AnalysisAnswer> {
  switch (request.kind) {
    case 'digests':
      return { kind: 'digests', digests: analyser.digests };
    case 'reference': {
      const usable = await opened(request.capture, setReference);
      return { kind: 'reference', usable, sealed: request.capture.sealed };
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
      return sighted(request, (_image, seen) => ({ advice: adviceFor(seen) }));
    case 'turn-begin':
      return sighted(request, (image, seen) => ({ advice: beginTurn(image, seen) }));
    case 'turn-add':
      // A turned head is not told to look straight: it was asked to turn.
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
        return { advice: request.startsTurn === true ? beginTurn(image, seen) : undefined };
      });
    case 'light-decide': {
      const { shown, latency } = request;
      const verdict = shown === undefined ? 'undecidable' : light.decide(shown, latency).kind;
      light.wipe();
      return { kind: 'light', verdict };
    }
    case 'compare': {
      const comparison = await compareAll(request.captures, request.maximumFalseMatchRate);
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
    return { kind: 'sighted', sighted: seen, sealed: request.capture.sealed, ...(mirror !== undefined && { mirror }) };
  } catch (error) {
    mirror?.fill(0);
    throw error;
  }
}

/** Buffers go back to where they came from. */
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
    await portraits.close();
  },
});
