/** The order of a lane's steps as its devices see it: real models, no server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KioskInside } from '../../kiosk/main/app/kiosk.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { ALPHA, person } from './lane-of-file.ts';
import { type LaneUnderTest, laneConfig, NO_SERVER, only, startLaneUnderTest } from './lane-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-order-'));
let lane: LaneUnderTest;
let inside: KioskInside;
/** The lane's phase whenever the camera started, and the stored reports when the gate started to move. */
let lookedIn: string[] = [];
let reportsBeforeOpening: number[] = [];

beforeAll(async () => {
  lane = await startLaneUnderTest(
    { ...laneConfig(folder, NO_SERVER), policyFile: writeFacePolicy(folder) },
    {
      developmentPage(given) {
        inside = given;
        return Router();
      },
    },
  );
  const { devices, journal } = inside;
  const phase = (): string => inside.lane.view().phase;
  devices.camera.onStatus(({ kind }) => void (kind === 'busy' && lookedIn.push(phase())));
  devices.gate.onStatus(({ kind }) => {
    if (kind === 'busy' && phase() === 'opening') reportsBeforeOpening.push(journal.outbox.head().sequence);
  });
});
afterAll(async () => {
  await lane?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('order of steps: films after the notice and a readable document, and opens after the report is durable', async () => {
  [lookedIn, reportsBeforeOpening] = [[], []];
  const events = await lane.send({ scene: person(), document: { holder: ALPHA } });
  const { outcome, sequence } = only(events, 'match-reported');
  expect(outcome).toBe('cleared');
  expect(new Set(lookedIn)).toEqual(new Set(['face']));
  expect(reportsBeforeOpening).toEqual([sequence]);
  const report = (await inside.journal.outbox.latest(5)).find((one) => one.sequence === sequence);
  expect(report).toMatchObject({ kind: 'match', outcome: 'cleared' });
});

test('order of steps: does not film or open for an invalid document', async () => {
  [lookedIn, reportsBeforeOpening] = [[], []];
  const events = await lane.send({ scene: person(), document: { holder: ALPHA, expired: true } });
  expect(only(events, 'match-reported').outcome).toBe('referred');
  expect([lookedIn, reportsBeforeOpening]).toEqual([[], []]);
});
