import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseFace } from '../../../models/face/choose-face.ts';
import { cosine } from '../../../models/face/compare.ts';
import { detect } from '../../../models/face/detect.ts';
import { embed } from '../../../models/face/embed.ts';
import { createFaceWorkspace } from '../../../models/face/face-workspace.ts';
import { locateLandmarks } from '../../../models/face/landmarks.ts';
import { closeFaceModels, type FaceModels, openFaceModels } from '../../../models/face/open-face-models.ts';
import { projectRoot } from '../../../models/project-root.ts';
import { withoutModels } from './built-face-models.ts';
import { lfwFolder, readPicture } from './rendering/photographs.ts';

const folder = lfwFolder();
const slow = process.env['SLOW'] === '1';
if (slow && folder === undefined) console.warn('skipped: no face/lfw-dev under POSTERN_DATA');

interface Pair {
  readonly fold: string;
  readonly same: boolean;
  readonly score: number;
}

describe.skipIf(!slow || folder === undefined || withoutModels)('the pipeline on Labeled Faces in the Wild', () => {
  let models: FaceModels | undefined;
  afterAll(() => models && closeFaceModels(models));

  it('verifies 99 % of the pairs and misses hardly a face', { timeout: 1_800_000 }, async () => {
    models = await openFaceModels(1);
    const workspace = createFaceWorkspace();
    const embeddings = new Map<string, Float32Array | undefined>();
    const embeddingOf = async (opened: FaceModels, path: string): Promise<Float32Array | undefined> => {
      if (embeddings.has(path)) return embeddings.get(path);
      const image = await readPicture(join(folder ?? '', path));
      const chosen = chooseFace(await detect(opened.detector, image, workspace), image);
      const landmarks = chosen && (await locateLandmarks(opened.landmarks, image, chosen.face, workspace));
      const embedding = landmarks && (await embed(opened.embedder, image, landmarks, workspace));
      embeddings.set(path, embedding);
      return embedding;
    };
    const lines = readFileSync(join(folder ?? '', 'pairs.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const pairs: Pair[] = [];
    for (const line of lines) {
      const [fold = '', same, one = '', other = ''] = line.split('\t');
      const [first, second] = [await embeddingOf(models, one), await embeddingOf(models, other)];
      // A face that is not found can only be refused.
      pairs.push({ fold, same: same === '1', score: first && second ? cosine(first, second) : -1 });
    }
    const missed = [...embeddings.values()].filter((embedding) => embedding === undefined).length;
    const accuracies = [...new Set(pairs.map(({ fold }) => fold))].map((fold) => accuracyOfFold(pairs, fold));
    const accuracy = mean(accuracies);
    const deviation = Math.sqrt(mean(accuracies.map((value) => (value - accuracy) ** 2)));
    const record = {
      bench: 'face-accuracy',
      date: new Date().toISOString(),
      data: `Labeled Faces in the Wild, View 2, ${accuracies.length} folds, ${pairs.length} pairs, ${embeddings.size} images`,
      failuresToAcquire: missed,
      accuracy,
      deviation,
      trueMatchRates: [0.01, 0.001].map((rate) => ({
        falseMatchRate: rate,
        trueMatchRate: trueMatchRate(pairs, rate),
      })),
    };
    console.log(record);
    const results = join(projectRoot(), 'test/bench/results');
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, 'face-accuracy.json'), `${JSON.stringify(record, null, 2)}\n`);
    expect(accuracy).toBeGreaterThan(0.99);
    expect(missed).toBeLessThan(0.002 * embeddings.size);
  });
});

/** Accuracy of one fold at the threshold that is best on all the others (LFW's protocol). */
function accuracyOfFold(pairs: readonly Pair[], fold: string): number {
  const others = pairs.filter((pair) => pair.fold !== fold).sort((one, other) => one.score - other.score);
  let right = others.filter(({ same }) => same).length;
  let [most, threshold] = [right, Number.NEGATIVE_INFINITY];
  for (const { same, score } of others) {
    right += same ? -1 : 1;
    if (right > most) [most, threshold] = [right, score];
  }
  const own = pairs.filter((pair) => pair.fold === fold);
  return own.filter(({ same, score }) => score > threshold === same).length / own.length;
}

function trueMatchRate(pairs: readonly Pair[], falseMatchRate: number): number {
  const impostors = pairs
    .filter(({ same }) => !same)
    .map(({ score }) => score)
    .sort((one, other) => other - one);
  const threshold = impostors[Math.floor(falseMatchRate * impostors.length)] ?? 1;
  const genuine = pairs.filter(({ same }) => same);
  return genuine.filter(({ score }) => score > threshold).length / genuine.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
