import type { Image } from '../../hardware/device/image.ts';
import type { Calibration } from '../calibration/calibration.ts';
import { bestImpression, severalFingers } from './combine.ts';
import { answer, assertProven, type Comparison, kindOf, likeness } from './compare.ts';
import { createComparisonWorkspace, wipeComparisonWorkspace } from './comparison/workspace.ts';
import { type Extraction, extract } from './extract.ts';
import { openGabor } from './extraction/open-gabor.ts';
import { createExtractionWorkspace, wipeExtractionWorkspace } from './extraction/workspace.ts';
import { FingerError } from './finger-error.ts';
import type { FingerTemplate, TemplateRole } from './finger-template.ts';
import { loadFitted } from './fitted.ts';
import { serialQueue } from '../../hardware/host/serial-queue.ts';

export interface FingerAnalyserOptions {
  /** Threads of the filter graph, 1 or more. Default 1: a lane runs one analyser in one worker thread. */
  readonly threads?: number;
}

/** SHA-256 of the loaded filter graph, lower-case hexadecimal, for the match report. */
export interface FingerModelDigests {
  readonly 'finger-filter': string;
}

/** The references of one finger (one or several impressions) and the captured probe. */
export interface ClaimedFinger {
  readonly references: readonly FingerTemplate[];
  readonly probe: FingerTemplate;
}

/**
 * The finger pipeline of one lane, for one worker thread. Templates are created, used and wiped in this thread; only
 * quality and comparison results leave it. Calls run one after another, in the order of the calls. Images are borrowed
 * until the promise of the call settles.
 *
 * Every call fails with FingerError `closed` after `close`.
 */
export interface FingerAnalyser {
  readonly digests: FingerModelDigests;
  /**
   * The template of a grey image of one finger with dark ridges on a light background. The caller wipes it. An
   * unusable image is a result: no image makes the promise reject.
   *
   * @throws FingerError `model-output`, ModelError `run-failed`: the graph is defective
   */
  extract(image: Image, resolutionPpi: number, role: TemplateRole): Promise<Extraction>;
  /**
   * Compares a reference with a probe, by ridge pattern if both have one.
   *
   * @throws FingerError `template-unusable`, `false-match-rate-unproven`
   */
  compare(reference: FingerTemplate, probe: FingerTemplate, maximumFalseMatchRate: number): Comparison;
  /**
   * Compares several fingers of one person, or several impressions of a finger (assumptions: `combine.ts`). The
   * policy's rate applies to all of them together.
   *
   * @param fingers one or more, each with one or more references
   * @throws FingerError `template-unusable`, `false-match-rate-unproven`
   */
  compareFingers(fingers: readonly ClaimedFinger[], maximumFalseMatchRate: number): Comparison;
  /** Zeroes every buffer, after the calls in progress. Call it after each traveller. */
  wipe(): Promise<void>;
  /** Wipes and unloads, after the calls in progress. Safe to repeat. */
  close(): Promise<void>;
}

/**
 * Builds and loads the filter graph. Rejects with ModelError, or FingerError `calibration-missing`.
 *
 * @example
 * ```ts
 * import { allocateImage } from './hardware/device/image.ts';
 * import { openFingerAnalyser } from './models/finger/finger-analyser.ts';
 *
 * const analyser = await openFingerAnalyser();
 * const extracted = await analyser.extract(allocateImage(388, 374, 'grey'), 500, 'probe');
 * extracted.kind; // => 'unusable'
 * await analyser.close();
 * ```
 */
export async function openFingerAnalyser({ threads = 1 }: FingerAnalyserOptions = {}): Promise<FingerAnalyser> {
  const fitted = loadFitted();
  const gabor = await openGabor(threads);
  if (fitted.filterGraph !== gabor.digest) {
    await gabor.close();
    throw new FingerError('calibration-missing', 'the calibration was fitted with another filter graph');
  }
  const extraction = createExtractionWorkspace();
  const comparison = createComparisonWorkspace();
  const queue = serialQueue();
  let closing: Promise<void> | undefined;

  const assertOpen = (): void => {
    if (closing !== undefined) throw new FingerError('closed', 'the analyser has been closed');
  };
  const inTurn = async <T>(step: () => Promise<T> | T): Promise<T> => {
    assertOpen();
    return queue.run(step);
  };
  const calibrationOf = (reference: FingerTemplate, probe: FingerTemplate): Calibration =>
    fitted[kindOf(reference, probe)].calibration;
  const compareFingers = (fingers: readonly ClaimedFinger[], maximumFalseMatchRate: number): Comparison => {
    assertOpen();
    if (fingers.length === 0 || fingers.some(({ references }) => references.length === 0)) {
      throw new FingerError('template-unusable', 'a comparison needs a reference and a probe');
    }
    assertProven(
      maximumFalseMatchRate,
      fingers.map(({ references, probe }) => references.map((reference) => calibrationOf(reference, probe))),
    );
    const likenesses = fingers.map(({ references, probe }) =>
      bestImpression(references.map((reference) => likeness(reference, probe, fitted, comparison))),
    );
    return answer(severalFingers(likenesses), maximumFalseMatchRate);
  };

  return {
    digests: { 'finger-filter': gabor.digest },
    extract: (image, resolutionPpi, role) => inTurn(() => extract(image, resolutionPpi, role, extraction, gabor)),
    compare: (reference, probe, maximumFalseMatchRate) =>
      compareFingers([{ references: [reference], probe }], maximumFalseMatchRate),
    compareFingers,
    wipe: () =>
      inTurn(() => {
        wipeExtractionWorkspace(extraction);
        wipeComparisonWorkspace(comparison);
      }),
    close: () => {
      closing ??= queue.run(async () => {
        wipeExtractionWorkspace(extraction);
        wipeComparisonWorkspace(comparison);
        await gabor.close();
      });
      return closing;
    },
  };
}
