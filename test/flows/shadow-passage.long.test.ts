/** A candidate judges beside the model in use: a whole lane on simulated devices, with real models and a stick with releases. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { exportRepository } from '../../server/lanes/releases/carry.ts';
import type { ShadowCounts } from '../../server/contract/shadow-passage.ts';
import { faceCandidate } from '../support/face-candidates.ts';
import { newReleases, release, type Released, rootOf, termsOf } from '../support/release-fixture.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { ALPHA, BRAVO, person } from './lane-of-file.ts';
import { type LaneUnderTest, laneConfig, NO_SERVER, only, phasesOf, startLaneUnderTest } from './lane-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-flow-'));
const stick = join(folder, 'stick');
const LIMITS = { travellers: 200, wouldPassMostPpm: 10_000, wouldRefuseMostPpm: 50_000, notJudgedMostPpm: 50_000 };
const PATIENT = { timeout: 280_000, interval: 100 };
let releases: Released;
let lane: LaneUnderTest;

const bring = (version: number, file: Uint8Array) =>
  release(releases, termsOf('models', version, { name: 'face.shadow', shadow: LIMITS }), file);
/** The batch on the lane's disk. */
const batch = (): ShadowCounts => {
  const file = readFileSync(join(folder, 'kiosk', 'shadow-counts.json'), 'utf8');
  return (JSON.parse(file) as { readonly batch: ShadowCounts }).batch;
};
const verdicts = ({ agreedPass, agreedRefuse, wouldPass, wouldRefuse }: ShadowCounts) =>
  [agreedPass, agreedRefuse, wouldPass, wouldRefuse] as const;
const isReady = (version: number) =>
  vi.waitFor(
    () =>
      expect(lane.events).toContainEqual({
        event: 'shadow',
        candidate: `models/face.shadow/${version}`,
        state: 'ready',
      }),
    PATIENT,
  );
const judged = (): number => verdicts(batch()).reduce((sum, count) => sum + count, 0);
const notJudged = (): number => Object.values(batch().notJudged).reduce((sum, count) => sum + count, 0);
/** Sends a traveller until the candidate had the time to judge one: on a busy machine a passage may end before. */
async function judgedBeside(send: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 6; tries += 1) {
    const before = { judged: judged(), all: judged() + notJudged() };
    await send();
    // Each traveller is counted exactly once, sometimes after the lane is idle again
    await vi.waitFor(() => expect(judged() + notJudged()).toBe(before.all + 1), PATIENT);
    const reasons = batch().notJudged;
    expect([reasons.failed, reasons.memory, reasons.interrupted, reasons['other-reference']]).toEqual([0, 0, 0, 0]);
    if (judged() > before.judged) return;
  }
  throw new Error('the candidate judged none of six travellers');
}
const genuine = async () => {
  const events = await lane.send({ scene: person(), document: { holder: ALPHA }, passage: 'stays-outside' });
  expect(only(events, 'match-reported').outcome).toBe('cleared');
  const phases = phasesOf(events);
  expect(phases.indexOf('passage')).toBeGreaterThan(phases.indexOf('opening'));
  const told = events.map(({ event }) => event);
  // The candidate's work ends after the gate has moved
  if (told.includes('shadow-judged')) {
    const moved = events.findIndex((event) => event.event === 'phase' && event.phase === 'passage');
    expect(told.indexOf('shadow-judged')).toBeGreaterThan(moved);
  }
};
const impostor = async () => {
  const events = await lane.send({ scene: person(BRAVO), document: { holder: ALPHA } });
  expect(only(events, 'match-reported').outcome).toBe('referred');
};

beforeAll(async () => {
  releases = await newReleases(folder, Date.now());
  const rootFile = join(folder, 'root.json');
  writeFileSync(rootFile, rootOf(releases));
  // Scores reach from about -0.3 to 1.1: this candidate refuses everyone
  await bring(1, faceCandidate({ shift: 2 }));
  await exportRepository(releases.repository, stick, releases.nowMs);
  const config = {
    ...laneConfig(folder, NO_SERVER),
    policyFile: writeFacePolicy(folder),
    releases: { rootFile, folder: stick },
  };
  // The candidate is a process of its own
  lane = await startLaneUnderTest(config, { isHurried: false });
}, 590_000);
afterAll(async () => {
  await lane?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a candidate that refuses everyone', () => {
  test('is counted against a genuine traveller, who passes as before', async () => {
    await isReady(1);
    await judgedBeside(genuine);
    expect(verdicts(batch())).toEqual([0, 0, 0, 1]);
  }, 1_700_000);

  test('agrees about an impostor, whose captures are stored for the officer as before', async () => {
    const stored = lane.events.filter(({ event }) => event === 'captures-kept').length;
    await judgedBeside(impostor);
    expect(verdicts(batch())).toEqual([0, 1, 0, 1]);
    expect(lane.events.filter(({ event }) => event === 'captures-kept').length).toBeGreaterThan(stored);
    expect(lane.kiosk.vault.open()).toBe(0);
  }, 1_700_000);
});

describe('a candidate that passes everyone', () => {
  test('takes the place of the one before, with counts of its own, and is counted against an impostor who is referred as before', async () => {
    await bring(2, faceCandidate({ shift: -2 }));
    rmSync(stick, { recursive: true });
    await exportRepository(releases.repository, stick, releases.nowMs);
    await isReady(2);
    expect(verdicts(batch())).toEqual([0, 0, 0, 0]);
    await judgedBeside(impostor);
    expect(verdicts(batch())).toEqual([0, 0, 1, 0]);
  }, 1_700_000);
});
