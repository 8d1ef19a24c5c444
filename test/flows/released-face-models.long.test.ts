/** A lane decides with released face models: a whole lane on simulated devices, with real models and a stick with releases. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { issueSpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import type { KioskInside } from '../../kiosk/main/app/kiosk.ts';
import type { KioskConfig } from '../../kiosk/platform/config/config.ts';
import { registerFace } from '../../kiosk/dock/register-face.ts';
import { loadCentring } from '../../models/face/centring.ts';
import { exportRepository } from '../../server/lanes/releases/carry.ts';
import { renewMetadata } from '../../server/lanes/releases/renew.ts';
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
let inside: KioskInside;
const restart = vi.fn();

async function bring(version: number, file: Uint8Array): Promise<void> {
  const staged = { sites: [], returnUntil: releases.nowMs + 86_400_000 };
  await release(releases, termsOf('models', version, { name: 'face', staged }), file);
  const gate = { kind: 'models', name: 'face', version, step: 'all', state: 'open' } as const;
  await renewMetadata(releases.repository, releases.server.key, releases.nowMs, { gates: [gate] });
  rmSync(stick, { recursive: true, force: true });
  await exportRepository(releases.repository, stick, releases.nowMs);
}
const start = async (): Promise<void> => {
  lane = await startLaneUnderTest(config, {
    restart,
    developmentPage: (opened) => {
      inside = opened;
      return Router();
    },
  });
};
const modelEvents = () => lane.events.filter(({ event }) => event === 'face-models');
const DOCUMENT = { holder: ALPHA, documentNumber: 'FACE00001' } as const;
const outcome = async () => {
  const events = await lane.send({ scene: person(), document: DOCUMENT, passage: 'stays-outside' });
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
    policyFile: writeFacePolicy(folder, { faceReference: 'registered-first' }),
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

  test('leave a registered face to the installed ones, which made its record, and the report names those', async () => {
    await inside.journal.counts.dropBefore('9999-12-31');
    const document = await issueSpecimenDocument(lane.simulation.specimens, DOCUMENT);
    expect(await registerFace(inside, document, 'lane')).toMatchObject({ kind: 'registered' });
    expect(await outcome()).toBe('cleared');
    const reports = (await inside.journal.outbox.latest(9)).flatMap((one) => (one.kind === 'match' ? [one] : []));
    const centringOf = (route: 'registered' | undefined) =>
      reports.find(({ faceReference }) => faceReference === route)?.modelDigests['face-centring'];
    expect(centringOf('registered')).toBe(loadCentring().digest);
    expect(centringOf(undefined)).not.toBe(loadCentring().digest);
    await inside.registrations.eraseAll();
    await inside.journal.counts.dropBefore('9999-12-31');
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
