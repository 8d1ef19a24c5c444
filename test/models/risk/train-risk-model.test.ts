import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DeclarationsFileError, readDeclarations } from '../../../models/risk/encode/read-declarations.ts';
import { parseRiskModel, RiskModelError, scoreLine } from '../../../models/risk/risk-model.ts';
import { SETTINGS, trainRiskModel } from '../../../models/risk/train/train-risk-model.ts';
import { areaUnderCurve } from '../../../models/risk/measures.ts';
import { artificialDeclarations } from './artificial-declarations.ts';

const TRAINING = artificialDeclarations(1_500, 1);
const TUNING = artificialDeclarations(400, 2, '2025-04-01');
const FEW = { ...SETTINGS, mostTrees: 25, leastRows: 20 };
const trained = trainRiskModel(TRAINING, TUNING, FEW);

test('training: gives the same bytes each time and on every machine', () => {
  expect(trainRiskModel(TRAINING, TUNING, FEW)).toBe(trained);
  // A change of the trainer changes this digest; another machine must not
  expect(createHash('sha256').update(trained).digest('hex')).toBe(
    '281ca047dccc500b3ee59a519991a0b01c21086a575147bf50b858ce093bd91c',
  );
});

test('training: another seed gives another model', () => {
  expect(trainRiskModel(TRAINING, TUNING, { ...FEW, seed: 12 })).not.toBe(trained);
});

test('training: finds a rule in goods lines that were never decided', () => {
  const model = parseRiskModel(trained);
  const later = readDeclarations(artificialDeclarations(1_000, 3, '2025-07-01'));
  const scores = later.map(({ line }) => scoreLine(model, line, false));
  // The rule alone, with the noise of the labels: the best that a model can do
  const rule = later.map(({ line }) => Number(line.hs.startsWith('62') && line.origin === 'CN'));
  const fraud = later.map((row) => row.fraud);
  expect(areaUnderCurve(scores, fraud)).toBeGreaterThan(areaUnderCurve(rule, fraud) - 0.05);
  expect(areaUnderCurve(scores, fraud)).toBeGreaterThan(0.6);
});

test.each([
  ['text that is no JSON', 'x'],
  ['an unknown member', trained.replace('"format"', '"other": 1, "format"')],
  ['other features', trained.replace('rate:heading6', 'rate:importer')],
  ['trees that are cut off', trained.replace(/"lefts": ".{8}/, '"lefts": "')],
  ['a table that is cut off', trained.replace(/("lines": ".*).{4}"/, '$1"')],
])('a file with %s is refused', (_, text) => {
  expect(() => parseRiskModel(text)).toThrow(RiskModelError);
});

test.each([
  ['a missing column', TRAINING.replace('HS6 Code', 'HS')],
  ['a malformed date', TRAINING.replace('2025-01-01', '2025-13-01')],
  ['a malformed label', TRAINING.replace(/,[01]\n/, ',2\n')],
  ['too few values', TRAINING.replace(/,[01]\n/, '\n')],
])('declarations with %s are refused without their values', (_, text) => {
  expect(() => readDeclarations(text)).toThrow(DeclarationsFileError);
});
