/** Simulates captures of one photograph in less light and analyses each with the product's analyser. */
import { allocateImage, type Image } from '../../../hardware/device/image.ts';
import { comparisonScore } from '../../../models/face/compare.ts';
import type { Embedding } from '../../../models/face/embed.ts';
import { openFaceAnalyser } from '../../../models/face/face-analyser.ts';
import { wipeObservation } from '../../../models/face/face-observation.ts';
import { adviceFor } from '../../../models/face/quality/advice.ts';
import type { QualityMeasure } from '../../../models/face/quality/quality-measure.ts';
import { serveThread } from '../../../models/threads/serve-thread.ts';
import { darkCapture } from '../../models/face/rendering/dark-capture.ts';
import { readPicture } from '../../models/face/rendering/photographs.ts';
import { wellPlaced } from '../support/well-placed.ts';
import { CAPTURES, type Capture, type Finding, type LightAnswer, type LightRequest } from './captures.ts';

/** Black margin around a photograph, as a share of its side, so that tight crops do not affect the result. */
const MARGIN = 0.25;

const analyser = await openFaceAnalyser({ companions: 'ignore', calibration: null });

serveThread<LightRequest, LightAnswer>({
  async handle({ file, seed }) {
    const image = withMargin(await readPicture(file));
    const outcome = await analyser.reference(image);
    if (outcome.kind !== 'reference') return { response: undefined };
    wipeObservation(outcome.face);
    const reference = outcome.template.embedding();
    const findings: Finding[] = [];
    for (const [at, capture] of CAPTURES.entries()) {
      findings.push(await look(image, capture, CAPTURES.length * seed + at, reference));
    }
    outcome.template.wipe();
    return { response: findings[0]?.kind === 'face' ? findings : undefined };
  },
  close: () => analyser.close(),
});

async function look(image: Image, { light, amplified }: Capture, seed: number, reference: Embedding): Promise<Finding> {
  const frame = light === 1 ? image : darkCapture(image, light, seed, amplified);
  const seen = await analyser.analyse(frame);
  if (seen.kind !== 'face') return { kind: 'not-found' };
  const probe = await analyser.embed(frame, seen);
  const { signalToNoise, luminanceMean } = seen.quality;
  const finding: Finding = {
    kind: 'face',
    advice: adviceFor(wellPlaced(seen)),
    signalToNoise: nativeOf(signalToNoise),
    luminance: nativeOf(luminanceMean),
    unifiedQuality: seen.unifiedQuality,
    score: comparisonScore(reference, probe.embedding()),
  };
  probe.wipe();
  wipeObservation(seen);
  return finding;
}

function nativeOf(measure: QualityMeasure): number | undefined {
  return measure.kind === 'assessed' ? measure.native : undefined;
}

function withMargin(image: Image): Image {
  const margin = Math.round(MARGIN * Math.max(image.width, image.height));
  const framed = allocateImage(image.width + 2 * margin, image.height + 2 * margin, 'rgb');
  for (let row = 0; row < image.height; row++) {
    const from = image.data.subarray(3 * row * image.width, 3 * (row + 1) * image.width);
    framed.data.set(from, 3 * ((row + margin) * framed.width + margin));
  }
  return framed;
}
