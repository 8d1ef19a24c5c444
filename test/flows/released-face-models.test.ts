/** A lane decides with released face models: a whole lane on simulated devices, with real models and a stick with releases. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { KioskConfig } from '../../kiosk/config/config.ts';
import { exportRepository } from '../../server/releases/carry.ts';
import { renewMetadata } from '../../server/releases/renew.ts';
import { faceCandidate } from '../support/face-candidates.ts';
import { newReleases, release, type Released, rootOf, termsOf } from '../support/release-fixture.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { ALPHA, person } from './lane-of-file.ts';
import { type LaneUnderTest, laneConfig, NO_SERVER, only, startLaneUnderTest } from './lane-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-flow-'));
const stick = join(folder, 'stick');
const PATIENT = { timeout: 280_000, interval: 100 };
let releases: Released;
let config: KioskConfig;
let lane: LaneUnderTest;
const restart = vi.fn();

async function bring(version: number, file: Uint8Array): Promise<void> {
  const staged = { sites: [], returnUntil: releases.nowMs + 86_400_000 };
  await release(releases, termsOf('models', version, { name: 'face', staged }), file);
  const gate = { kind: 'models', name: 'face', version, step: 'all', state: 'open' } as const;
  await renewMetadata(releases.repository, releases.server.key, releases.nowMs, [gate]);
  rmSync(stick, { recursive: true, force: true });
  await exportRepository(releases.repository, stick, releases.nowMs);
}
const start = async (): Promise<void> => void (lane = await startLaneUnderTest(config, { restart }));
const modelEvents = () => lane.events.filter(({ event }) => event === 'face-models');
const outcome = async () => {
  const events = await lane.send({ scene: person(), document: { holder: ALPHA }, passage: 'stays-outside' });
  return only(events, 'match-reported').outcome;
};
/** The lane asks for a restart once it is empty, and is started again as a service manager does. */
async function restarted(): Promise<void> {
  await vi.waitFor(() => expect(restart).toHaveBeenCalledOnce(), PATIENT);
  await lane.close();
  restart.mockClear();
  await start();
}

beforeAll(async () => {
  releases = await newReleases(folder, Date.now());
  const rootFile = join(folder, 'root.json');
  writeFileSync(rootFile, rootOf(releases));
  // Scores reach from about -0.3 to 1.1: these models refuse everyone
  await bring(1, faceCandidate({ shift: 2 }));
  config = {
    ...laneConfig(folder, NO_SERVER),
    policyFile: writeFacePolicy(folder, { faceReference: 'document' }),
    faceModels: 'face',
    releases: { rootFile, folder: stick },
  };
  await start();
}, 590_000);
afterAll(async () => {
  await lane?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('released face models', () => {
  test('decide: those that refuse everyone refer a traveller whom the installed ones would clear', async () => {
    expect(modelEvents()).toEqual([{ event: 'face-models', release: 'models/face/1', state: 'in-use' }]);
    expect(await outcome()).toBe('referred');
    expect(restart).not.toHaveBeenCalled();
  }, 600_000);

  test('are replaced by the next release in a restart between travellers', async () => {
    await bring(2, faceCandidate());
    await restarted();
    expect(modelEvents()).toEqual([{ event: 'face-models', release: 'models/face/2', state: 'in-use' }]);
    expect(await outcome()).toBe('cleared');
  }, 900_000);

  test('leave the decision to the installed ones when they do not load, and are not tried again', async () => {
    await bring(3, faceCandidate({ network: new Uint8Array(64) }));
    await restarted();
    expect(modelEvents()).toMatchObject([{ release: 'models/face/3', state: 'refused' }]);
    expect(await outcome()).toBe('cleared');
    expect(restart).not.toHaveBeenCalled();
  }, 900_000);
});
