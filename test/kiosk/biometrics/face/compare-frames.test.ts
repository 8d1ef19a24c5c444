/** The analysis thread with real models: every stored frame counts in the comparison. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { createLaneSimulation, type Scene } from '../../../../hardware/simulation/lane-simulation.ts';
import { decodePortrait } from '../../../../kiosk/biometrics/face/decode-portrait.ts';
import { type FaceAnalysis, openFaceAnalysis } from '../../../../kiosk/biometrics/face/analysis.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { createVault, type SealedCapture } from '../../../../kiosk/vault/captures/vault.ts';
import type { TransactionId } from '../../../../server/contract/report.ts';
import { KIOSK_ID, SPECIMEN } from '../../../flows/lane-under-test.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';

const TRANSACTION = 'b'.repeat(32) as TransactionId;
const RATE = 1e-3;
const HOLDER: Scene = { subject: { kind: 'person', specimen: SPECIMEN('alpha') } };
const ANOTHER: Scene = { subject: { kind: 'person', specimen: SPECIMEN('bravo') } };
const EMPTY: Scene = { subject: { kind: 'nobody' } };

let analysis: FaceAnalysis;
let frameOf: (scene: Scene) => Promise<SealedCapture>;
let portrait: SealedCapture;
let close: () => Promise<void>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-frames-'));
  const simulation = await createLaneSimulation({ clock: systemClock });
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const epochKeys = await epochKeysIn(folder, softSecureElement());
  const vault = createVault({ kioskId: KIOSK_ID, clock: systemClock, epochKeys, store });
  analysis = await openFaceAnalysis({ keyMemory: vault.keyMemory, recordKeyMemory: new SharedArrayBuffer(32) });
  frameOf = async (scene) => {
    simulation.setScene(scene);
    const read = await decodePortrait(await simulation.view({ width: 1280, height: 720 }));
    if (read.kind === 'unreadable') throw new Error('the view does not decode');
    return vault.sealImage(read.image, 'face-frame', TRANSACTION);
  };
  portrait = vault.sealEncoded(await simulation.portrait(SPECIMEN('alpha'), 0), 'chip-portrait', TRANSACTION);
  close = async () => {
    await analysis.close();
    await vault.close();
    await simulation.close();
    rmSync(folder, { recursive: true });
  };
});
afterAll(() => close());
/** A new attempt without frames of the previous one. */
beforeEach(async () => expect(await analysis.setReference(portrait)).toBe(true));

describe('a comparison', () => {
  it('matches when every stored frame shows the holder, embedded before or not', async () => {
    const looked = await frameOf(HOLDER);
    await analysis.observe(looked, systemClock.monotonicMs(), undefined, true);
    expect(await analysis.compare([looked, await frameOf(HOLDER)], RATE)).toMatchObject({ kind: 'match' });
  });

  it.each([
    ['another person', ANOTHER],
    ['no one', EMPTY],
  ])('does not match when a stored frame that was not embedded before shows %s', async (_whom, scene) => {
    const looked = await frameOf(HOLDER);
    await analysis.observe(looked, systemClock.monotonicMs(), undefined, true);
    expect(await analysis.compare([looked, await frameOf(scene)], RATE)).toEqual({ kind: 'below-threshold' });
  });

  it('returns the buffers of the frames', async () => {
    const frames = [await frameOf(HOLDER), await frameOf(HOLDER)];
    const lengths = frames.map(({ sealed }) => sealed.length);
    await analysis.compare(frames, RATE);
    expect(frames.map(({ sealed }) => sealed.length)).toEqual(lengths);
    expect(Math.min(...lengths)).toBeGreaterThan(0);
  });
});
