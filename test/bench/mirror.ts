/**
 * The cost of the traveller's mirror picture: frames through vault and analysis as in `face-stream.ts`, with and
 * without a viewing page, in alternating blocks. The page uses the real connection from a separate thread. `npm run
 * bench -- mirror [frames per block]` writes test/bench/results/mirror.json.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { systemClock } from '../../hardware/host/system-clock.ts';
import type { Image } from '../../hardware/device/image.ts';
import { openFaceAnalysis } from '../../kiosk/biometrics/face/analysis.ts';
import { createMirror, type Mirror } from '../../kiosk/biometrics/face/mirror.ts';
import { drawMirror, MIRROR_BYTES } from '../../kiosk/biometrics/face/mirror-picture.ts';
import { openMirrorLine } from '../../kiosk/main/screen/mirror-line.ts';
import { openCaptureStore } from '../../kiosk/vault/captures/capture-store.ts';
import { createVault } from '../../kiosk/vault/captures/vault.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import { KIOSK_ID } from '../flows/lane-under-test.ts';
import { epochKeysIn } from '../support/epoch-keys-in.ts';
import { softSecureElement } from '../support/soft-secure-element.ts';
import { spreadOf } from './face-speed/interleave.ts';
import { delaysOf } from './face-stream/delays.ts';
import { drawFrames, FRAME, FRAME_MS, frameAt } from './face-stream/drawn-frames.ts';
import { writeRecord } from './support/record.ts';

const FRAMES_A_BLOCK = Number(process.argv[2] ?? 200);
const ROUNDS = 4;
const DRAWN = 50;

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
const frames = await drawFrames(DRAWN);
const image = (at: number): Image => {
  const data = new Uint8Array(frameAt(frames, at));
  return { ...FRAME, channelOrder: 'rgb', data, ownership: 'owned' };
};

const drawMs: number[] = [];
const into = new Uint8Array(MIRROR_BYTES);
for (let at = 0; at < 400; at++) {
  const frame = image(at);
  const from = performance.now();
  drawMirror(frame, into);
  if (at >= 100) drawMs.push(performance.now() - from);
}

const vault = createVault({
  kioskId: KIOSK_ID,
  clock: systemClock,
  epochKeys: await epochKeysIn(folder, softSecureElement()),
  store: await openCaptureStore(join(folder, 'vault.sqlite')),
});
const analysis = await openFaceAnalysis({ keyMemory: vault.keyMemory, recordKeyMemory: new SharedArrayBuffer(32) });
const mirror = createMirror(systemClock);
const server = createServer();
const line = openMirrorLine({ server, mirror, looksAtFace: () => true });
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Opens the connection; the returned function closes it and resolves to the number of received pictures. */
async function lookIn(): Promise<() => Promise<number>> {
  const { word, leave } = line.admit();
  const url = `ws://${host}/mirror?${word}`;
  const workerData = { url, origin: `http://${host}` };
  const page = new Worker(new URL('./face-stream/mirror-page.js', import.meta.url), { workerData });
  await new Promise((resolve) => page.once('message', resolve));
  return () => {
    const came = new Promise<number>((resolve) => page.once('message', resolve));
    leave();
    return came;
  };
}

let at = 0;
async function block(mirrored: Mirror | undefined, frameMs: number[], loop: IntervalHistogram): Promise<void> {
  loop.enable();
  for (let count = 0; count < FRAMES_A_BLOCK; count++, at++) {
    const from = performance.now();
    const capture = vault.sealImage(image(at), 'face-frame', 'b'.repeat(32) as TransactionId);
    await analysis.observe(capture, at * FRAME_MS, mirrored);
    vault.discard(capture);
    frameMs.push(performance.now() - from);
  }
  loop.disable();
}

const measured = [undefined, mirror].map((with_) => ({
  with_,
  frameMs: [] as number[],
  loops: [] as IntervalHistogram[],
}));
let pictures = 0;
let mirroredMs = 0;
await block(undefined, [], monitorEventLoopDelay({ resolution: 1 }));
for (let round = 0; round < ROUNDS; round++) {
  for (const { with_, frameMs, loops } of measured) {
    const leave = with_ === undefined ? undefined : await lookIn();
    const loop = monitorEventLoopDelay({ resolution: 1 });
    loops.push(loop);
    const from = performance.now();
    await block(with_, frameMs, loop);
    if (leave === undefined) continue;
    mirroredMs += performance.now() - from;
    pictures += await leave();
  }
}
line.close();
server.close();
await analysis.close();
await vault.close();
rmSync(folder, { recursive: true, force: true });

const [without, withMirror] = measured.map(({ frameMs, loops }) => ({
  frames: frameMs.length,
  millisecondsAFrame: spreadOf(frameMs),
  eventLoopP99Ms: loops.map((loop) => delaysOf(loop).p99Ms),
}));
const record = {
  frame: FRAME,
  millisecondsToDraw: spreadOf(drawMs),
  picturesASecond: Math.round((pictures / mirroredMs) * 10_000) / 10,
  without,
  with: withMirror,
};
console.log(JSON.stringify(record, undefined, 2));
writeRecord('mirror', record);
