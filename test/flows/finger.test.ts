/** Travellers whose fingers are compared, through the whole lane: real prints and templates, no server. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { IMPRESSION_PPI } from '../../hardware/simulation/ridges/impression.ts';
import { issueSpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import { ConfigError, type KioskConfig } from '../../kiosk/platform/config/config.ts';
import type { KioskInside } from '../../kiosk/main/app/kiosk.ts';
import { startKiosk } from '../../kiosk/main/app/start-kiosk.ts';
import { chipFingerprints } from '../../kiosk/dock/chip-fingerprints.ts';
import { registerFingers } from '../../kiosk/dock/register-fingers.ts';
import type { KioskEvent } from '../../kiosk/platform/base/events.ts';
import { openFingerAnalyser } from '../../models/finger/finger-analyser.ts';
import { writeTemplate } from '../../models/finger/template-codec.ts';
import { writePolicy } from './flow-policies.ts';
import { laneClock } from './lane-clock.ts';
import { type LaneUnderTest, laneConfig, only, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

const ALPHA = SPECIMEN('alpha');
const BRAVO = SPECIMEN('bravo');
const REGISTERED = { holder: ALPHA, documentNumber: 'FINGER001' };
const SCENE = { subject: { kind: 'person', specimen: ALPHA } } as const;

const folder = mkdtempSync(join(tmpdir(), 'postern-finger-'));
let config: KioskConfig;
let lane: LaneUnderTest;
let inside: KioskInside;

beforeAll(async () => {
  config = {
    ...laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) }),
    policyFile: writePolicy(folder),
  };
  lane = await startLaneUnderTest(config, {
    developmentPage: (opened) => {
      inside = opened;
      return Router();
    },
  });
  const document = await issueSpecimenDocument(lane.simulation.specimens, REGISTERED);
  expect(await registerFingers(inside, document)).toBe('registered');
  expect(await inside.registrations.count()).toBe(1);
});
afterAll(async () => {
  await lane?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  // Each test is a separate day for this document's comparisons.
  await inside.journal.counts.dropBefore('9999-12-31');
});
afterEach(() => {
  lane.simulation.setFinger({ kind: 'none' });
  lane.simulation.clearFaults();
});

const reportOf = (events: readonly KioskEvent[]) => only(events, 'match-reported');
const attemptsIn = (events: readonly KioskEvent[]) =>
  events.filter(({ event }) => event === 'phase').map((event) => (event as { phase: string }).phase);

describe('registered traveller', () => {
  test('is cleared with their own fingers, and the report states the rate', async () => {
    lane.simulation.setFinger({ kind: 'finger', specimen: ALPHA });
    const events = await lane.send({ scene: SCENE, document: REGISTERED });
    expect(reportOf(events)).toMatchObject({ outcome: 'cleared', reasons: [] });
    expect(attemptsIn(events)).toContain('finger');
    const [, match] = await inside.journal.outbox.latest(2);
    const report = match as unknown as {
      checks: { name: string; result: string; falseMatchRate?: string }[];
      modelDigests: Record<string, string>;
      durations: Record<string, number>;
    };
    const check = report.checks.find(({ name }) => name === 'finger-comparison');
    expect(check?.result).toBe('passed');
    expect(Number(check?.falseMatchRate)).toBeLessThanOrEqual(3e-4);
    expect(report.modelDigests['finger-matcher']).toMatch(/^[0-9a-f]{64}$/);
    expect(report.durations['finger']).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toMatch(/logLikelihood/i);
  });

  test("with another's fingers is referred: below the threshold", async () => {
    lane.simulation.setFinger({ kind: 'finger', specimen: BRAVO });
    const events = await lane.send({ scene: SCENE, document: REGISTERED });
    expect(reportOf(events)).toMatchObject({ outcome: 'referred', reasons: ['below-threshold'] });
  });

  test('with other fingers than requested is referred: below the threshold', async () => {
    lane.simulation.setFinger({ kind: 'finger', specimen: ALPHA, contact: 'wrong-finger' });
    const events = await lane.send({ scene: SCENE, document: REGISTERED });
    expect(reportOf(events)).toMatchObject({ outcome: 'referred', reasons: ['below-threshold'] });
  });

  test('who presents no finger is referred: no finger', async () => {
    const events = await lane.send({ scene: SCENE, document: REGISTERED });
    expect(reportOf(events)).toMatchObject({ outcome: 'referred', reasons: ['no-finger'] });
  });

  test('is asked for a longer touch after a faint one, and then cleared', async () => {
    lane.simulation.setFinger({ kind: 'finger', specimen: ALPHA, contact: 'poor' });
    const help = new Set<string>();
    const stop = lane.kiosk.lane.onChange(() => {
      const shown = lane.kiosk.lane.view().finger?.help;
      if (shown === undefined || help.has(shown)) return;
      help.add(shown);
      // A moment later, as a person would
      laneClock.after(50, () => lane.simulation.setFinger({ kind: 'finger', specimen: ALPHA }));
    });
    const events = await lane.send({ scene: SCENE, document: REGISTERED });
    stop();
    expect(reportOf(events)).toMatchObject({ outcome: 'cleared' });
    expect([...help]).toContain('hold-still');
  });

  test('is referred when the scanner is unplugged: a device fault, and the lane continues', async () => {
    lane.simulation.setFinger({ kind: 'finger', specimen: ALPHA });
    lane.simulation.inject({ device: 'fingerprint-scanner', fault: { kind: 'disconnect' } });
    const events = await lane.send({ scene: SCENE, document: REGISTERED });
    expect(reportOf(events)).toMatchObject({ outcome: 'referred', reasons: ['device-fault'] });
    expect(lane.kiosk.lane.view().phase).toBe('idle');
  });

  test('gets no more comparisons than the policy allows in a day', async () => {
    const reasons: unknown[] = [];
    // Two of them use up the three comparisons; it takes one more when a touch came too late to be compared.
    for (let travellers = 0; travellers < 4 && !reasons.includes('attempts-exhausted'); travellers++) {
      lane.simulation.setFinger({ kind: 'finger', specimen: BRAVO });
      reasons.push(...reportOf(await lane.send({ scene: SCENE, document: REGISTERED })).reasons);
    }
    expect(reasons.at(-1)).toBe('attempts-exhausted');
    expect(reasons.length).toBeGreaterThan(1);
  });
});

describe('traveller with fingerprints on the chip', () => {
  const withChip = async (holder: typeof ALPHA) => ({
    holder: ALPHA,
    documentNumber: `CHIP${holder === ALPHA ? 'OWN' : 'OTHER'}`,
    fingerprints: await chipFingerprints(lane.simulation, holder),
  });

  test('is cleared by them, registered or not', async () => {
    lane.simulation.setFinger({ kind: 'finger', specimen: ALPHA });
    const shares: number[] = [];
    const stop = lane.kiosk.lane.onChange(() => {
      const { document } = lane.kiosk.lane.view();
      if (document?.step === 'chip') shares.push(document.share);
    });
    const events = await lane.send({ scene: SCENE, document: await withChip(ALPHA) });
    stop();
    expect(reportOf(events)).toMatchObject({ outcome: 'cleared', reasons: [] });
    expect(attemptsIn(events)).toContain('finger');
    // Progress on the screen while the chip is read: frequent and increasing
    expect(new Set(shares).size).toBeGreaterThan(5);
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
  });

  test("is referred when they are another's: below the threshold", async () => {
    lane.simulation.setFinger({ kind: 'finger', specimen: ALPHA });
    const events = await lane.send({ scene: SCENE, document: await withChip(BRAVO) });
    expect(reportOf(events)).toMatchObject({ outcome: 'referred', reasons: ['below-threshold'] });
  });
});

test('unregistered traveller: is referred because there is nothing to compare with', async () => {
  lane.simulation.setFinger({ kind: 'finger', specimen: ALPHA });
  const events = await lane.send({ scene: SCENE, document: { holder: ALPHA, documentNumber: 'STRANGER1' } });
  expect(reportOf(events)).toMatchObject({ outcome: 'referred', reasons: ['no-finger-reference'] });
});

test('impostor: is not asked for a finger after the face comparison', async () => {
  const scene = { subject: { kind: 'person', specimen: BRAVO } } as const;
  const events = await lane.send({ scene, document: REGISTERED });
  expect(reportOf(events)).toMatchObject({ outcome: 'referred', reasons: ['below-threshold'] });
  expect(attemptsIn(events)).not.toContain('finger');
});

test('finger template: is in no file or log of the lane', async () => {
  const analyser = await openFingerAnalyser();
  const needles: Buffer[] = [];
  // Prints and templates never repeat exactly, so this searches for the start of every template of these sizes, and for a writer's output.
  for (const position of [2, 7] as const) {
    const image = await lane.simulation.impression(ALPHA, position);
    const extraction = await analyser.extract(image, IMPRESSION_PPI, 'reference');
    if (extraction.kind !== 'template') throw new Error('a specimen finger gives no template');
    needles.push(Buffer.from(writeTemplate(extraction.template).subarray(0, 9)));
  }
  await analyser.close();
  const texts = needles.flatMap((needle) => [
    needle,
    Buffer.from(needle.toString('hex')),
    Buffer.from(needle.toString('base64')),
  ]);
  const kept = readdirSync(config.dataDir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [name, readFileSync(join(config.dataDir, name))] as const);
  const places = [...kept, ['the log', Buffer.from(JSON.stringify(lane.events))] as const];
  expect(kept.map(([name]) => name)).toContain('registrations.sqlite');
  for (const [name, bytes] of places) {
    expect(
      texts.some((text) => bytes.includes(text)),
      name,
    ).toBe(false);
  }
  // The search works.
  expect(Buffer.concat([Buffer.from('x'), needles[0] ?? Buffer.alloc(0)]).includes(texts[0] ?? '')).toBe(true);
});

test('policy: is refused when its fingers cannot reach its rate', async () => {
  const other = mkdtempSync(join(tmpdir(), 'postern-finger-policy-'));
  const policyFile = writePolicy(other, { fingerPositions: [2] });
  const refused = startKiosk({ ...config, dataDir: join(other, 'kiosk'), policyFile }, () => undefined, {
    clock: systemClock,
  });
  await expect(refused).rejects.toThrow(ConfigError);
  rmSync(other, { recursive: true, force: true });
});
