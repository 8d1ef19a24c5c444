import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadManifest } from '../../../models/files/manifest.ts';
import { FEATURES } from '../../../models/risk/encode/features.ts';
import type { GoodsLine } from '../../../models/risk/encode/goods-line.ts';
import { bandOf, loadRiskModel, RISK_BANDS, riskModelFile, textOfRiskModel } from '../../../models/risk/risk-model.ts';
import { draws } from '../../../models/risk/train/draws.ts';
import { scoreOf } from '../../../models/risk/trees/ensemble.ts';
import { treesGraph } from '../../../models/risk/trees/trees-graph.ts';
import { type GraphSession, openGraph } from '../../../models/runtime/session.ts';

const model = loadRiskModel();
const { risk } = loadManifest();
const graph = treesGraph(model.trees, FEATURES.length);
let session: GraphSession;
let parallel: GraphSession;
beforeAll(async () => {
  session = await openGraph('risk', graph);
  parallel = await openGraph('risk', graph, 2);
});
afterAll(async () => {
  await session.close();
  await parallel.close();
});

const draw = draws(5);
const one = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
const someLine = (): GoodsLine => ({
  hs: String(Math.floor(draw() * 990_000) + 10_000).padStart(6, '0'),
  departure: one(['CN', 'US', 'DE', '']),
  origin: one(['CN', 'US', 'VN', 'JP']),
  taxRate: one([undefined, 0, 6.5, 8, 13]),
  taxType: one(['A', 'C', 'FCN1', '']),
  netMass: one([undefined, draw() * 1e5, 0.5]),
});

test('the model of the repository: has the digests and the data that the manifest names', () => {
  const bytes = readFileSync(riskModelFile());
  const digest = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
  expect({ sha256: digest(bytes), bytes: bytes.length }).toEqual({ sha256: risk.sha256, bytes: risk.bytes });
  expect({ sha256: digest(graph), bytes: graph.length }).toEqual(risk.onnx);
  expect(model.digest).toBe(risk.sha256);
  for (const part of ['training', 'tuning'] as const) {
    const { path: _, ...named } = risk.data[part];
    expect(model[part]).toEqual(named);
  }
});

test('the model of the repository: is written again with the same bytes', () => {
  expect(textOfRiskModel(model)).toBe(readFileSync(riskModelFile(), 'utf8'));
});

test('the trees: ONNX Runtime gives the same bits, for one line, for many, and with two threads', async () => {
  const lines = Array.from({ length: 2_000 }, someLine);
  const rows = lines.map((line) => model.history.features(line));
  const expected = rows.map((row) => scoreOf(model.trees, row));
  expect(new Set(expected).size).toBeGreaterThan(100);
  const data = new Float32Array(rows.length * FEATURES.length);
  rows.forEach((row, at) => data.set(row, at * FEATURES.length));
  for (const runtime of [session, parallel]) {
    const { data: scores } = await runtime.run({ features: { data, dims: [rows.length, FEATURES.length] } });
    expect([...scores]).toEqual(expected);
  }
  for (const [at, row] of rows.slice(0, 50).entries()) {
    const { data: score } = await parallel.run({ features: { data: row, dims: [1, FEATURES.length] } });
    expect(score[0]).toBe(expected[at]);
  }
});

test('the trees: a value that is not declared has the same way in ONNX Runtime', async () => {
  const row = new Float32Array(FEATURES.length).fill(Number.NaN);
  const { data } = await session.run({ features: { data: row, dims: [1, FEATURES.length] } });
  expect(data[0]).toBe(scoreOf(model.trees, row));
});

test('bands: rise with the score and are closed', () => {
  const scores = [-100, model.bands.raised, model.bands.high, 100];
  expect(scores.map((score) => bandOf(model, score))).toEqual(['low', 'raised', 'high', 'high']);
  expect(RISK_BANDS).toHaveLength(3);
});
