/**
 * How long a lane takes: from the command to ready with models built, for one traveller, and where the compute goes.
 * `npm run bench:lane`; the numbers also go to test/bench/results/lane-speed.json.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../hardware/clock/system.ts';
import { createLaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { type Program, startProgram } from '../../kiosk/dock/program.ts';
import { openFaceAnalysis } from '../../kiosk/face/analysis.ts';
import { openCaptureStore } from '../../kiosk/vault/capture-store.ts';
import { createVault } from '../../kiosk/vault/vault.ts';
import type { Image } from '../../hardware/image.ts';
import type { Report, TransactionId } from '../../server/contract/report.ts';
import { KIOSK_ID, SPECIMEN } from '../flows/lane-under-test.ts';
import { freePort } from '../support/free-port.ts';
import { epochKeysIn } from '../support/epoch-keys-in.ts';
import { softSecureElement } from '../support/soft-secure-element.ts';
import { decodePortrait } from '../../kiosk/face/decode-portrait.ts';
import { signIn } from '../support/signed-in.ts';
import { writeRecord } from './support/record.ts';

const STARTS = 5;
const TRAVELLERS = 5;
/** What one attempt at the camera looks at: 5 usable frames, then a turn of 2.5 s at 15 frames a second. */
const LOOK_FRAMES = 5;
const TURN_FRAMES = 37;
const READY_BAR_MS = 5_000;

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const round = (value: number): number => Math.round(value * 10) / 10;

/** `npm start` after its build: server, enrolment, lane, models loaded, screens served. */
async function startAll(): Promise<{ program: Program; readyMs: number; laneUrl: string; serverUrl: string }> {
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
  return { program, readyMs: performance.now() - startedMs, laneUrl, serverUrl: `http://127.0.0.1:${serverPort}` };
}

async function measureTravellers(laneUrl: string, serverUrl: string): Promise<Report[]> {
  for (let count = 1; count <= TRAVELLERS; count += 1) {
    const traveller = { scene: { subject: { kind: 'person', specimen: 'alpha' } }, document: { holder: 'alpha' } };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${laneUrl}/dock/api/traveller`, { method: 'POST', headers, body: JSON.stringify(traveller) });
    for (let phase = 'notice'; phase !== 'idle'; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ phase } = (await (await fetch(`${laneUrl}/healthz`)).json()) as { phase: string });
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const officer = await signIn(serverUrl, 'officer');
  const { outcomes } = await officer.json<{ outcomes: { report: Report }[] }>('/v1/outcomes?after=0&limit=100');
  return outcomes.map(({ report }) => report);
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
  const spent: Record<string, number[]> = { seal: [], portrait: [], observe: [], turn: [], decide: [], compare: [] };
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
    await time('observe', () => analysis.observe(best, systemClock.monotonicMs()));
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
    turnOneFrameMs: round(each('turn')),
    decideTurnMs: round(each('decide')),
    compareTwoFramesMs: round(each('compare')),
    travellerMs: round(
      each('portrait') +
        LOOK_FRAMES * (each('observe') + each('seal')) +
        TURN_FRAMES * (each('turn') + each('seal')) +
        each('decide') +
        each('compare'),
    ),
  };
}

const readyMs: number[] = [];
let reports: Report[] = [];
for (let count = 1; count <= STARTS; count += 1) {
  const started = await startAll();
  readyMs.push(started.readyMs);
  if (count === STARTS) reports = await measureTravellers(started.laneUrl, started.serverUrl);
  await started.program.stop();
}
const steps = reports.flatMap((report) =>
  report.kind === 'match' && report.outcome === 'cleared' ? [report.durations] : [],
);
const step = (name: 'document' | 'face' | 'decision' | 'total'): number =>
  median(steps.map((durations) => durations[name] ?? 0));
const analysis = await measureAnalysis();
rmSync(folder, { recursive: true, force: true });

const start = { medianMs: Math.round(median(readyMs)), mostMs: Math.round(Math.max(...readyMs)), starts: STARTS };
const traveller = {
  cleared: steps.length,
  of: TRAVELLERS,
  documentMs: step('document'),
  faceMs: step('face'),
  decisionMs: step('decision'),
};
console.log(`start to ready      ${start.medianMs} ms median, ${start.mostMs} ms most, of ${start.starts}`);
console.log(
  `traveller           ${traveller.cleared} of ${traveller.of} cleared; document ${traveller.documentMs} ms, face ${traveller.faceMs} ms (2,500 of it the prompted turn), decision ${traveller.decisionMs} ms`,
);
for (const [what, ms] of Object.entries(analysis)) console.log(`${what.padEnd(20)}${ms}`);
writeRecord('lane-speed', { start, traveller, analysis, frames: { look: LOOK_FRAMES, turn: TURN_FRAMES } });
if (start.medianMs > READY_BAR_MS) {
  console.error(`start to ready takes longer than ${READY_BAR_MS} ms`);
  process.exitCode = 1;
}
