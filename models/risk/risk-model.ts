/** The risk model: its file, and the score of a goods line. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../files/project-root.ts';
import { FEATURES } from './encode/features.ts';
import type { GoodsLine } from './encode/goods-line.ts';
import type { History } from './encode/history.ts';
import { packHistory, packTrees, unpackHistory, unpackTrees } from './pack.ts';
import { type Ensemble, scoreOf } from './trees/ensemble.ts';

const FORMAT = 'postern-risk/1';
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const part = z.strictObject({
  sha256,
  rows: z.int().positive(),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
});

const coefficients = z.array(z.number()).length(FEATURES.length).readonly();

const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** Names of the inputs, in their order. */
  features: z.array(z.string()).refine((names) => names.join() === FEATURES.join(), 'must be those of this program'),
  /** Scores at or above which a line is in a band; the third band has no bound. */
  bands: z.strictObject({ high: z.number(), raised: z.number() }),
  /** Score with the greatest macro F1 on the tuning part. */
  threshold: z.number(),
  /** The data of the training, and those that decided the number of trees, the bands and the threshold. */
  training: part,
  tuning: part,
  trees: z.strictObject({
    base: z.number(),
    sizes: z.base64(),
    features: z.base64(),
    thresholds: z.base64(),
    lefts: z.base64(),
    leaves: z.base64(),
    covers: z.base64(),
  }),
  /** A logistic regression on the same features, to compare with; it orders nothing. */
  baseline: z.strictObject({
    constant: z.number(),
    weights: coefficients,
    means: coefficients,
    deviations: coefficients,
    threshold: z.number(),
  }),
  history: z.strictObject({ groups: z.array(z.base64()), lines: z.base64() }),
});
export type TrainingPart = z.infer<typeof part>;

/** Bands of the score, from the greatest. */
export const RISK_BANDS = ['high', 'raised', 'low'] as const;
export type RiskBand = (typeof RISK_BANDS)[number];

export interface RiskModel {
  /** SHA-256 of the file, lower-case hexadecimal. */
  readonly digest: string;
  readonly trees: Ensemble;
  readonly history: History;
  readonly bands: { readonly high: number; readonly raised: number };
  readonly threshold: number;
  readonly baseline: z.infer<typeof fileSchema>['baseline'];
  readonly training: TrainingPart;
  readonly tuning: TrainingPart;
}

/** The file of the model cannot be used. The message contains no value of it. */
export class RiskModelError extends Error {
  override readonly name = 'RiskModelError';
}

/** The model of this project. */
export const riskModelFile = (): string => join(projectRoot(), 'models', 'risk', 'model.json');

/** @throws RiskModelError */
export function loadRiskModel(file: string = riskModelFile()): RiskModel {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RiskModelError('the file of the risk model cannot be read', { cause });
  }
  return parseRiskModel(text);
}

/** @throws RiskModelError */
export function parseRiskModel(text: string): RiskModel {
  try {
    const { bands, threshold, training, tuning, trees, history, baseline } = fileSchema.parse(JSON.parse(text));
    return {
      digest: createHash('sha256').update(text).digest('hex'),
      trees: unpackTrees(trees, FEATURES.length),
      history: unpackHistory(history),
      bands,
      threshold,
      baseline,
      training,
      tuning,
    };
  } catch (cause) {
    throw new RiskModelError('the file of the risk model is refused', { cause });
  }
}

/** The file's text. Equal models give equal text. */
export function textOfRiskModel(model: Omit<RiskModel, 'digest'>): string {
  const { bands, threshold, baseline, training, tuning } = model;
  const [trees, history] = [packTrees(model.trees), packHistory(model.history)];
  const content = { format: FORMAT, features: FEATURES, bands, threshold, training, tuning, baseline, trees, history };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** The band of a score. */
export function bandOf({ bands }: Pick<RiskModel, 'bands'>, score: number): RiskBand {
  if (score >= bands.high) return 'high';
  return score >= bands.raised ? 'raised' : 'low';
}

/** The log odds of fraud. @param memory false: the line is treated as one that was never decided */
export function scoreLine({ trees, history }: RiskModel, line: GoodsLine, memory = true): number {
  return scoreOf(trees, history.features(line, { memory }));
}
