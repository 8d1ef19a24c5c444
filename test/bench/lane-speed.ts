/**
 * Times of a lane: from the command to ready with built models, and of one traveller, with the computing time of each
 * step. `npm run bench -- lane`; the numbers also go to test/bench/results/lane-speed.json.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { createLaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { type Program, startProgram } from '../../kiosk/dock/program.ts';
import { openFaceAnalysis } from '../../kiosk/biometrics/face/analysis.ts';
import { openCaptureStore } from '../../kiosk/vault/captures/capture-store.ts';
import { createVault } from '../../kiosk/vault/captures/vault.ts';
import type { Image } from '../../hardware/device/image.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import { KIOSK_ID, SPECIMEN } from '../flows/lane-under-test.ts';
import { freePort } from '../support/free-port.ts';
import { epochKeysIn } from '../support/epoch-keys-in.ts';
import { softSecureElement } from '../support/soft-secure-element.ts';
import { decodePortrait } from '../../kiosk/biometrics/face/decode-portrait.ts';
import { measurePassages, summaryOf } from './lane-speed/passages.ts';
import { writeRecord } from './support/record.ts';

const STARTS = 5;
const TRAVELLERS = 12;
/**
 * Frames of one attempt at the camera at 15 frames per second: usable frames, a light challenge of 1.9 s, a turn of
 * 1.3 s.
 */
const LOOK_FRAMES = 2;
const LIGHT_FRAMES = 28;
const TURN_FRAMES = 20;
const READY_BAR_MS = 5_000;

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const round = (value: number): number => Math.round(value * 10) / 10;

/** `npm start` after its build: server, enrolment, lane, models loaded, screens served. */
async function startAll(): Promise<{ program: Program; readyMs: number }> {
  const [serverPort, lanePort] = [await freePort(), await freePort()];
  const startedMs = performance.now();
  const program = startProgram({
    name: 'lane and server',
    entry: 'kiosk/dock/start.js',
    args: [
      '--no-traveller',
      '--data-dir',
      folder,
      '--server-port',
      String(serverPort),
      '--lane-port',
      String(lanePort),
      '--evidence-port',
      String(await freePort()),
      '--traders-port',
      String(await freePort()),
    ],
    settings: {},
    logFile: join(folder, 'start.log'),
  });
  const laneUrl = `http://127.0.0.1:${lanePort}`;
  for (;;) {
    const phase = await fetch(`${laneUrl}/healthz`).then(
      async (response) => ((await response.json()) as { phase: string }).phase,
      () => 'unreachable',
    );
    if (phase === 'idle') break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { program, readyMs: performance.now() - startedMs };
}

/** The analysis thread's work for one attempt, on sealed frames as in the lane, without waiting for a camera. */
async function measureAnalysis(): Promise<Record<string, number>> {
  const simulation = await createLaneSimulation({ clock: systemClock });
  simulation.setScene({ subject: { kind: 'person', specimen: SPECIMEN('alpha') } });
  const store = await openCaptureStore(join(folder, 'bench-vault.sqlite'));
  const vault = createVault({
    kioskId: KIOSK_ID,
    clock: systemClock,
    epochKeys: await epochKeysIn(folder, softSecureElement()),
    store,
  });
  const analysis = await openFaceAnalysis({
    keyMemory: vault.keyMemory,
    recordKeyMemory: new SharedArrayBuffer(32),
  });
  const transactionId = 'b'.repeat(32) as TransactionId;
  const view = async (): Promise<Image> => {
    const outcome = await decodePortrait(await simulation.view({ width: 1280, height: 720 }));
    if (outcome.kind === 'unreadable') throw new Error(`the view does not decode: ${outcome.reason}`);
    return outcome.image;
  };
  const spent: Record<string, number[]> = {
    seal: [],
    portrait: [],
    observe: [],
    light: [],
    turn: [],
    decide: [],
    compare: [],
  };
  const time = async <T>(what: string, work: () => Promise<T> | T): Promise<T> => {
    const from = performance.now();
    const result = await work();
    spent[what]?.push(performance.now() - from);
    return result;
  };
  const portrait = vault.sealEncoded(await simulation.portrait(SPECIMEN('alpha'), 0), 'chip-portrait', transactionId);
  await time('portrait', () => analysis.setReference(portrait));
  const sealed = async () => {
    const image = await view();
    return time('seal', () => vault.sealImage(image, 'face-frame', transactionId));
  };
  const best = await sealed();
  for (let count = 0; count < LOOK_FRAMES; count += 1)
    await time('observe', () => analysis.observe(best, systemClock.monotonicMs(), undefined, count + 1 < LOOK_FRAMES));
  for (let count = 0; count < LIGHT_FRAMES; count += 1) {
    const frame = await sealed();
    await time('light', () => analysis.addToLight(frame, systemClock.monotonicMs()));
    vault.discard(frame);
  }
  const first = await sealed();
  await analysis.beginTurn(first, systemClock.monotonicMs());
  for (let count = 0; count < TURN_FRAMES; count += 1) {
    const frame = await sealed();
    await time('turn', () => analysis.addToTurn(frame, systemClock.monotonicMs()));
    vault.discard(frame);
  }
  await time('decide', () => analysis.decideTurn('left', systemClock.monotonicMs()));
  await time('compare', () => analysis.compare([best, first], 1e-4));
  await analysis.close();
  await vault.close();
  await simulation.close();
  const each = (what: string): number => median(spent[what] ?? []);
  return {
    sealOneFrameMs: round(each('seal')),
    portraitMs: round(each('portrait')),
    observeOneFrameMs: round(each('observe')),
    lightOneFrameMs: round(each('light')),
    turnOneFrameMs: round(each('turn')),
    decideTurnMs: round(each('decide')),
    compareMs: round(each('compare')),
    travellerMs: round(
      each('portrait') +
        LOOK_FRAMES * (each('observe') + each('seal')) +
        LIGHT_FRAMES * (each('light') + each('seal')) +
        TURN_FRAMES * (each('turn') + each('seal')) +
        each('decide') +
        each('compare'),
    ),
  };
}

const readyMs: number[] = [];
for (let count = 1; count <= STARTS; count += 1) {
  const started = await startAll();
  readyMs.push(started.readyMs);
  await started.program.stop();
}
const traveller = summaryOf(await measurePassages(join(folder, 'passages'), TRAVELLERS));
const analysis = await measureAnalysis();
rmSync(folder, { recursive: true, force: true });

const start = { medianMs: Math.round(median(readyMs)), mostMs: Math.round(Math.max(...readyMs)), starts: STARTS };
console.log(`start to ready      ${start.medianMs} ms median, ${start.mostMs} ms most, of ${start.starts}`);
const { cleared, of, medianMs, mostMs, cameraMs, steps } = traveller;
console.log(`arrival to gate open ${medianMs} ms median, ${mostMs} ms most; ${cleared} of ${of} cleared`);
console.log(`before the camera   ${cameraMs} ms median; each step, ms, and its share:`);
for (const { step, stepMs, share } of steps) {
  console.log(`  ${step.padEnd(18)}${String(stepMs).padStart(6)} ${(100 * share).toFixed(0).padStart(4)} %`);
}
for (const [what, ms] of Object.entries(analysis)) console.log(`${what.padEnd(20)}${ms}`);
writeRecord('lane-speed', {
  start,
  traveller,
  analysis,
  frames: { look: LOOK_FRAMES, light: LIGHT_FRAMES, turn: TURN_FRAMES },
});
if (start.medianMs > READY_BAR_MS) {
  console.error(`start to ready takes longer than ${READY_BAR_MS} ms`);
  process.exitCode = 1;
}
