/**
 * The face stream of the lane: frames are sealed in the camera's callback, and opened and tracked in the analysis
 * thread, while the delay of the main thread's event loop is measured. Two parts in one run:
 *
 * 1. prepared frames, one after another at maximum speed: frames per second, and memory. `npm run bench -- face-stream
 * [frames]`, 10,000 for the slope of the memory.
 * 2. the whole kiosk in this process with travellers on simulated devices, measured during face capture.
 *
 * The record is test/bench/results/face-stream.json. `taskset -c 0` restricts it to one core.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../../hardware/host/system-clock.ts';
import type { Image } from '../../hardware/device/image.ts';
import { openFaceAnalysis } from '../../kiosk/biometrics/face/analysis.ts';
import { openCaptureStore } from '../../kiosk/vault/captures/capture-store.ts';
import { createVault } from '../../kiosk/vault/captures/vault.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import { KIOSK_ID, laneConfig, SPECIMEN, startLaneUnderTest } from '../flows/lane-under-test.ts';
import { epochKeysIn } from '../support/epoch-keys-in.ts';
import { softSecureElement } from '../support/soft-secure-element.ts';
import { spreadOf } from './face-speed/interleave.ts';
import { type Delays, delaysOf } from './face-stream/delays.ts';
import { drawFrames, FRAME, FRAME_MS, frameAt } from './face-stream/drawn-frames.ts';
import { type Growth, growthOf } from './face-stream/growth.ts';
import { writeRecord } from './support/record.ts';

const DRAWN = 50;
const FRAMES = Number(process.argv[2] ?? 600);
const WARM_UP = 50;
const FRAMES_A_SAMPLE = 100;
const TRAVELLERS = 3;
const BAR = { framesPerSecond: 25, eventLoopP99Ms: 20 } as const;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
const round = (value: number): number => Math.round(value * 100) / 100;

async function measureStream(frames: readonly Uint8Array[]): Promise<Record<string, unknown>> {
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
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
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const frameMs: number[] = [];
  const sealMs: number[] = [];
  const memory: NodeJS.MemoryUsage[] = [];
  let faces = 0;
  let cpu = process.cpuUsage();
  let startedMs = performance.now();
  for (let at = -WARM_UP; at < FRAMES; at++) {
    if (at === 0) {
      loop.enable();
      cpu = process.cpuUsage();
      startedMs = performance.now();
    }
    const drawn = frameAt(frames, at + WARM_UP);
    const image: Image = { ...FRAME, channelOrder: 'rgb', data: new Uint8Array(drawn), ownership: 'owned' };
    const from = performance.now();
    const capture = vault.sealImage(image, 'face-frame', transactionId);
    const sealed = performance.now();
    const { sighting } = await analysis.observe(capture, (at + WARM_UP) * FRAME_MS);
    vault.discard(capture);
    if (at < 0) continue;
    if (sighting.kind === 'face') faces++;
    sealMs.push(sealed - from);
    frameMs.push(performance.now() - from);
    if (at % FRAMES_A_SAMPLE === 0) {
      // Memory that only waits for the collector is not growth. The pause of the collector is part of the event
      // loop's delay.
      collect();
      memory.push(process.memoryUsage());
    }
    if (at > 0 && at % 2_000 === 0) console.log(`${at} of ${FRAMES} frames`);
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  loop.disable();
  await analysis.close();
  await vault.close();
  // Memory until the steady state is not growth.
  const settled = memory.slice(Math.floor(memory.length / 4));
  const growth = (what: keyof NodeJS.MemoryUsage): Growth =>
    growthOf(
      settled.map((usage) => usage[what] / 2 ** 20),
      50,
    );
  return {
    frames: FRAMES,
    withFace: faces,
    framesPerSecond: round(FRAMES / seconds),
    framesPerCpuSecond: round(FRAMES / ((user + system) / 1e6)),
    millisecondsAFrame: spreadOf(frameMs),
    millisecondsToSeal: spreadOf(sealMs),
    eventLoop: delaysOf(loop),
    memoryMibPer1000Frames: {
      rss: growth('rss'),
      heapUsed: growth('heapUsed'),
      external: growth('external'),
      arrayBuffers: growth('arrayBuffers'),
    },
    rssMib: round((memory.at(-1)?.rss ?? 0) / 2 ** 20),
  };
}

async function measureLane(): Promise<Record<string, unknown>> {
  const key = new Uint8Array(32).fill(7);
  const lane = await startLaneUnderTest(laneConfig(folder, { url: 'http://127.0.0.1:9', key }), {
    clock: systemClock,
    isHurried: false,
  });
  // One histogram per capture, because a re-enabled histogram counts the pause as a delay.
  const captures: IntervalHistogram[] = [];
  let loop: IntervalHistogram | undefined;
  const stop = lane.kiosk.lane.onChange(() => {
    const isCapturing = lane.kiosk.lane.view().phase === 'face';
    if (isCapturing === (loop !== undefined)) return;
    if (isCapturing) {
      loop = monitorEventLoopDelay({ resolution: 1 });
      loop.enable();
    } else if (loop !== undefined) {
      loop.disable();
      captures.push(loop);
      loop = undefined;
    }
  });
  const outcomes: string[] = [];
  for (let count = 0; count < TRAVELLERS; count++) {
    const scene = { subject: { kind: 'person', specimen: SPECIMEN('alpha') } } as const;
    const events = await lane.send({ scene, document: { holder: SPECIMEN('alpha') } });
    for (const event of events)
      if (event.event === 'match-reported') outcomes.push([event.outcome, ...event.reasons].join(' '));
  }
  stop();
  await lane.close();
  const delays = captures.map(delaysOf);
  return { travellers: TRAVELLERS, outcomes, delays, p99Ms: Math.max(...delays.map(({ p99Ms }) => p99Ms)) };
}

const stream = await measureStream(await drawFrames(DRAWN));
console.log('stream', stream);
const lane = await measureLane();
console.log('whole lane, while it captures faces', lane);
rmSync(folder, { recursive: true, force: true });
writeRecord('face-stream', { frame: FRAME, stream, lane });
const framesPerSecond = Number(stream['framesPerSecond']);
const p99 = Math.max((stream['eventLoop'] as Delays).p99Ms, Number(lane['p99Ms']));
if (!(framesPerSecond >= BAR.framesPerSecond) || !(p99 <= BAR.eventLoopP99Ms)) {
  console.error(`below the bar: ${framesPerSecond} frames a second, event loop p99 ${p99} ms`);
  process.exitCode = 1;
}
