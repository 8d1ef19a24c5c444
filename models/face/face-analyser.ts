import { type Image, wipeImage } from '../../hardware/device/image.ts';
import { type Calibration, provenRange } from '../calibration/calibration.ts';
import { calibrationOf, loadManifest } from '../files/manifest.ts';
import { alignmentOf } from './align.ts';
import { checkImage } from './check-image.ts';
import { type Comparison, compare } from './compare.ts';
import { DIGITAL_EXPOSURE, PORTRAIT_MARGINS, PORTRAIT_OUTSIDE_MAX } from './constants.ts';
import { embed } from './embed.ts';
import { exposed, exposureGain } from './expose.ts';
import type { FaceCandidate } from './face-candidate.ts';
import { FACE_COMPARATOR, OWN_COMPARATOR } from './embedders.ts';
import { FaceError } from './face-error.ts';
import { fuseEmbeddings } from './fuse.ts';
import { type FaceObservation, type FaceSeen, wipeObservation } from './face-observation.ts';
import { type FaceTemplate, faceTemplate } from './face-template.ts';
import { createFaceWorkspace, wipeFaceWorkspace } from './face-workspace.ts';
import { type Companions, observe, observeNext } from './observe.ts';
import {
  closeFaceModels,
  digestsOf,
  type FaceModelDigests,
  openCandidateModels,
  openFaceModels,
} from './open-face-models.ts';
import { compareProtected } from './protection/compare-protected.ts';
import type { PseudonymousIdentifier } from './protection/pseudonymous-identifier.ts';
import { shareOutside } from './template-coverage.ts';
import { createFaceTrack } from './track.ts';
import { serialQueue } from '../../hardware/host/serial-queue.ts';

export interface FaceAnalyserOptions {
  /** Threads per network, 1 or more. Default 1: a lane runs one analyser in one worker thread. */
  readonly threads?: number;
  /**
   * Result for an image with a second face of comparable size: `refuse` (default) returns `several`; `ignore` uses the
   * most prominent face, for photographs whose subject is known to be in the middle.
   */
  readonly companions?: Companions;
  /** Default: the manifest's. `null` opens the analyser without comparisons, for fitting a calibration. */
  readonly calibration?: Calibration | null;
  /** Compares with these networks and their calibration, in place of the manifest's. Protected records do not open. */
  readonly candidate?: FaceCandidate;
}

/**
 * The outcome for a portrait. `several`: two faces of comparable size, so the holder cannot be identified. `cropped`:
 * more than `PORTRAIT_OUTSIDE_MAX` of the aligned face lies outside the picture, so the stated false-match rate would
 * not hold.
 */
export type ReferenceOutcome =
  | { readonly kind: 'reference'; readonly template: FaceTemplate; readonly face: FaceSeen }
  | { readonly kind: 'cropped' }
  | Exclude<FaceObservation, FaceSeen>;

/**
 * The face pipeline of one lane, for one worker thread. Templates and landmarks are created, used and wiped in this
 * thread; only observations without landmarks and comparison results leave it. Calls run one after another, in the
 * order of the calls. Images are borrowed until the promise of the call settles.
 *
 * Every call rejects with FaceError `closed` after `close`, and calls with an image also with `image-malformed`,
 * `image-size` or `model-output`.
 */
export interface FaceAnalyser {
  readonly digests: FaceModelDigests;
  /** Finds the traveller's face in the frame and measures its quality. */
  analyse(frame: Image): Promise<FaceObservation>;
  /**
   * Like `analyse`, for consecutive frames of one stream: between detections the face is followed by its own mesh. A
   * second person is noticed at the next detection, at most `TRACKING.detectWithinMs` later. `wipe` ends the tracking.
   *
   * @param atMs monotonic time of the frame, ms; if it does not advance, the detector runs
   */
  follow(frame: Image, atMs: number): Promise<FaceObservation>;
  /** The template of a document's portrait. The caller wipes the template and the observation. */
  reference(portrait: Image): Promise<ReferenceOutcome>;
  /**
   * The template of the face that `analyse` found in the same frame. A dark face is exposed first. The caller wipes
   * the template.
   */
  embed(frame: Image, face: FaceSeen): Promise<FaceTemplate>;
  /**
   * Fuses the probes of several frames of one person. The caller wipes the result and the probes. Returns `undefined`
   * when two probes do not match each other at the strictest rate that the calibration proves, because the person may
   * have changed.
   *
   * @throws FaceError `template-unusable`, `calibration-missing`, `closed`
   */
  fuse(probes: readonly FaceTemplate[]): FaceTemplate | undefined;
  /**
   * Compares a reference with a probe.
   *
   * @throws FaceError `template-unusable`, `false-match-rate-unproven`, `calibration-missing`, `closed`
   */
  compare(reference: FaceTemplate, probe: FaceTemplate, maximumFalseMatchRate: number): Comparison;
  /**
   * Compares a protected record with a probe; see `protection/`. The caller keeps the record, the probe and the key.
   *
   * @throws FaceError like `compare`, and `protection-key-malformed`
   */
  compareProtected(
    identifier: PseudonymousIdentifier,
    key: Uint8Array,
    probe: FaceTemplate,
    maximumFalseMatchRate: number,
  ): Comparison;
  /** Zeroes every pixel buffer and ends the tracking, after the calls in progress. Call it after each traveller. */
  wipe(): Promise<void>;
  /** Wipes and unloads, after the calls in progress. Safe to repeat. */
  close(): Promise<void>;
}

/**
 * Loads the models. Rejects like `openModel`, or with FaceError `calibration-missing`.
 *
 * @example
 * ```ts
 * import { allocateImage } from './hardware/device/image.ts';
 * import { openFaceAnalyser } from './models/face/face-analyser.ts';
 *
 * const analyser = await openFaceAnalyser();
 * const observed = await analyser.analyse(allocateImage(1280, 720, 'rgb'));
 * observed.kind === 'face'; // => false
 * await analyser.close();
 * ```
 */
export async function openFaceAnalyser({
  threads = 1,
  companions = 'refuse',
  candidate,
  calibration = candidate?.calibration ?? calibrationOf(loadManifest(), FACE_COMPARATOR),
}: FaceAnalyserOptions = {}): Promise<FaceAnalyser> {
  if (calibration === undefined) throw new FaceError('calibration-missing', 'the manifest does not calibrate faces');
  const models = await (candidate ? openCandidateModels(candidate, threads) : openFaceModels(threads));
  const { comparator = OWN_COMPARATOR } = models;
  const workspace = createFaceWorkspace();
  const track = createFaceTrack();
  const forget = (): void => {
    track.wipe();
    wipeFaceWorkspace(workspace);
  };
  const queue = serialQueue();
  let closing: Promise<void> | undefined;

  const inTurn = <T>(step: () => Promise<T> | T): Promise<T> => {
    if (closing !== undefined) return Promise.reject(new FaceError('closed', 'the analyser has been closed'));
    return queue.run(step);
  };

  const opened = (): Calibration => {
    if (closing !== undefined) throw new FaceError('closed', 'the analyser has been closed');
    if (calibration === null) {
      throw new FaceError('calibration-missing', 'the analyser was opened without a calibration');
    }
    return calibration;
  };

  return {
    digests: digestsOf(models),
    analyse: (frame) => inTurn(() => observe(models, frame, workspace, { companions })),
    follow: (frame, atMs) => inTurn(() => observeNext(models, frame, workspace, track, atMs, companions)),
    reference: (portrait) =>
      inTurn(async () => {
        const face = await observe(models, portrait, workspace, { companions, margins: PORTRAIT_MARGINS });
        if (face.kind !== 'face') return face;
        if (shareOutside(portrait, alignmentOf(face.landmarks)) > PORTRAIT_OUTSIDE_MAX) {
          wipeObservation(face);
          return { kind: 'cropped' };
        }
        try {
          const embedding = await embed(models, portrait, face.landmarks, workspace, comparator.mirrored.reference);
          return { kind: 'reference', template: faceTemplate('reference', embedding), face };
        } catch (error) {
          wipeObservation(face);
          throw error;
        }
      }),
    embed: (frame, face) =>
      inTurn(async () => {
        checkImage(frame);
        const gain = exposureGain(luminanceOf(face), DIGITAL_EXPOSURE.faceMax);
        const lit = gain === 1 ? frame : exposed(frame, gain);
        try {
          return faceTemplate('probe', await embed(models, lit, face.landmarks, workspace, comparator.mirrored.probe));
        } finally {
          if (lit !== frame) wipeImage(lit);
        }
      }),
    fuse: (probes) => {
      const calibrated = opened();
      if (probes.some(({ role }) => role !== 'probe'))
        throw new FaceError('template-unusable', 'only probes can be fused');
      const embeddings = probes.map((probe) => probe.embedding());
      const { strictest } = provenRange(calibrated);
      const agree = embeddings.every((one, at) =>
        embeddings
          .slice(0, at)
          .every((other) => compare(one, other, strictest, calibrated, comparator).kind === 'match'),
      );
      return agree ? faceTemplate('probe', fuseEmbeddings(embeddings, comparator)) : undefined;
    },
    compare: (reference, probe, maximumFalseMatchRate) => {
      const calibrated = opened();
      if (reference.role !== 'reference' || probe.role !== 'probe') {
        throw new FaceError('template-unusable', 'a reference is compared with a probe');
      }
      return compare(reference.embedding(), probe.embedding(), maximumFalseMatchRate, calibrated, comparator);
    },
    compareProtected: (identifier, key, probe, maximumFalseMatchRate) => {
      const calibrated = opened();
      if (probe.role !== 'probe' || candidate !== undefined) {
        throw new FaceError('template-unusable', 'a record is compared with a probe of the comparator that made it');
      }
      return compareProtected(identifier, key, probe.embedding(), maximumFalseMatchRate, calibrated);
    },
    wipe: () => inTurn(forget),
    close: () => {
      closing ??= queue.run(async () => {
        forget();
        await closeFaceModels(models);
      });
      return closing;
    },
  };
}

/** Mean linear luminance of the face, 0..1. A face outside the frame is not exposed. */
function luminanceOf({ quality: { luminanceMean } }: FaceSeen): number {
  return luminanceMean.kind === 'assessed' ? luminanceMean.native : 1;
}
