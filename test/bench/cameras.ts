/**
 * `npm run bench -- cameras`: the CPU time of a camera of 1280 x 720 at 30 frames per second through ffmpeg and
 * through Chromium, and the accuracy of the frame timestamps. No camera is needed: both read the same film.
 * Interleaved; medians with quartiles.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { browserCamera } from '../../hardware/camera/browser/browser-camera.ts';
import { chromiumPage } from '../../hardware/camera/browser/chromium.ts';
import { planesToRgb } from '../../hardware/camera/browser/planes-to-rgb.ts';
import type { Camera } from '../../hardware/camera/camera.ts';
import { ffmpegCamera } from '../../hardware/camera/ffmpeg/ffmpeg-camera.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { wipeImage } from '../../hardware/device/image.ts';
import { writeRecord } from './support/record.ts';

const ROUNDS = 3;
const STREAM_MS = 6_000;
const IDLE_MS = 3_000;
const MODE = { width: 1280, height: 720, framesPerSecond: 30 };
const clock = systemClock;
const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
const mjpeg = join(folder, 'film.avi');
const y4m = join(folder, 'film.y4m');
const SOURCE = ['-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30:duration=2'];

interface Quartiles {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly n: number;
}

function quartiles(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => Number((sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(3));
  return { median: at(0.5), lower: at(0.25), upper: at(0.75), n: sorted.length };
}

/** CPU seconds of the descendants of this process. */
function childSeconds(): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, fields = ''] = readFileSync(`/proc/${name}/stat`, 'latin1').split(') ');
        const [, parent, ...rest] = fields.split(' ');
        return [{ pid: Number(name), parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]) }];
      } catch {
        return [];
      }
    });
  const family = new Set([process.pid]);
  for (let grown = true; grown; ) {
    const born = stats.filter(({ pid, parent }) => family.has(parent) && !family.has(pid));
    for (const { pid } of born) family.add(pid);
    grown = born.length > 0;
  }
  const ticks = stats.filter(({ pid }) => family.has(pid) && pid !== process.pid).map((stat) => stat.ticks);
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}

interface Measures {
  readonly programCpuPerSecond: number[];
  readonly laneCpuPerSecond: number[];
  readonly idleProgramCpuPerSecond: number[];
  readonly idleLaneCpuPerSecond: number[];
  readonly framesPerSecond: number[];
  readonly connectMs: number[];
  /** For each frame, the time from its timestamp to its delivery. */
  readonly ageMs: number[];
  /**
   * For each pair of frames, the deviation of the interval of timestamps, and of deliveries, from the nearest multiple
   * of the period.
   */
  readonly dateJitterMs: number[];
  readonly deliveryJitterMs: number[];
}

const measures = (): Measures => ({
  programCpuPerSecond: [],
  laneCpuPerSecond: [],
  idleProgramCpuPerSecond: [],
  idleLaneCpuPerSecond: [],
  framesPerSecond: [],
  connectMs: [],
  ageMs: [],
  dateJitterMs: [],
  deliveryJitterMs: [],
});

async function cost(work: () => Promise<unknown>): Promise<{ program: number; lane: number }> {
  const startedMs = performance.now();
  const [before, own] = [childSeconds(), process.cpuUsage()];
  await work();
  const seconds = (performance.now() - startedMs) / 1000;
  const { user, system } = process.cpuUsage(own);
  return { program: (childSeconds() - before) / seconds, lane: (user + system) / 1e6 / seconds };
}

async function measure(camera: Camera, into: Measures): Promise<void> {
  const startedMs = performance.now();
  await camera.connect(AbortSignal.timeout(20_000));
  into.connectMs.push(performance.now() - startedMs);
  const periodMs = 1000 / MODE.framesPerSecond;
  const offBeat = (gapMs: number) => Math.abs(gapMs - Math.max(1, Math.round(gapMs / periodMs)) * periodMs);
  let last: { datedMs: number; deliveredMs: number } | undefined;
  let frames = 0;
  const streaming = await cost(() =>
    camera.stream(
      ({ image, capturedAtMs }) => {
        wipeImage(image);
        const now = { datedMs: capturedAtMs, deliveredMs: clock.monotonicMs() };
        into.ageMs.push(now.deliveredMs - now.datedMs);
        if (last !== undefined) {
          into.dateJitterMs.push(offBeat(now.datedMs - last.datedMs));
          into.deliveryJitterMs.push(offBeat(now.deliveredMs - last.deliveredMs));
        }
        last = now;
        frames += 1;
      },
      { signal: AbortSignal.timeout(STREAM_MS) },
    ),
  );
  const idle = await cost(() => new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
  into.programCpuPerSecond.push(streaming.program);
  into.laneCpuPerSecond.push(streaming.lane);
  into.idleProgramCpuPerSecond.push(idle.program);
  into.idleLaneCpuPerSecond.push(idle.lane);
  into.framesPerSecond.push(frames / (STREAM_MS / 1000));
  await camera.disconnect();
}

/** CPU seconds of ffmpeg per second of film in this pixel format. */
function ffmpegSeconds(format: string): number {
  const script = `TIMEFORMAT='%U %S'; { time ffmpeg -nostdin -loglevel quiet -threads 1 -stream_loop 2 -i "$1" -an -c:v rawvideo -pix_fmt "$2" -f nut - > /dev/null; } 2>&1`;
  const times = execFileSync('bash', ['-c', script, 'bash', mjpeg, format]).toString().trim().split(' ');
  return times.reduce((sum, time) => sum + Number(time), 0) / 6;
}

async function perFrame(work: () => unknown, times = 60): Promise<number> {
  const own = process.cpuUsage();
  for (let index = 0; index < times; index += 1) await work();
  const { user, system } = process.cpuUsage(own);
  return (user + system) / 1000 / times;
}

execFileSync('ffmpeg', [...SOURCE, '-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj420p', mjpeg]);
execFileSync('ffmpeg', [...SOURCE, '-pix_fmt', 'yuv420p', y4m]);
const throughFfmpeg = measures();
const throughChromium = measures();
const pipes = { rgb24: [] as number[], yuv420p: [] as number[] };
const conversions = { planesToRgbMs: [] as number[], jpegBySharpMs: [] as number[] };
const planes = new Uint8Array((MODE.width * MODE.height * 3) / 2).fill(120);
const rgb = new Uint8ClampedArray(MODE.width * MODE.height * 3);
const jpeg = execFileSync('ffmpeg', [
  ...SOURCE,
  '-frames:v',
  '1',
  '-c:v',
  'mjpeg',
  '-q:v',
  '4',
  '-f',
  'mjpeg',
  'pipe:1',
]);
const header = {
  layout: 'I420',
  fullRange: false,
  matrix: 'bt601',
  datedByCapture: true,
  message: 1,
  sequence: 1,
} as const;
const extraArguments = [
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${y4m}`,
];
for (let round = 1; round <= ROUNDS; round += 1) {
  process.stderr.write(`round ${round} of ${ROUNDS}\n`);
  await measure(ffmpegCamera({ clock, source: { kind: 'file', path: mjpeg }, mode: MODE }), throughFfmpeg);
  const openPage = chromiumPage({ clock, program: 'chromium', extraArguments });
  await measure(browserCamera({ clock, mode: MODE, openPage, openWithinMs: 20_000 }), throughChromium);
  pipes.rgb24.push(ffmpegSeconds('rgb24'));
  pipes.yuv420p.push(ffmpegSeconds('yuv420p'));
  conversions.planesToRgbMs.push(
    await perFrame(() =>
      planesToRgb(planes, { ...header, capturedAtPageMs: 0, width: MODE.width, height: MODE.height }, rgb),
    ),
  );
  conversions.jpegBySharpMs.push(await perFrame(() => sharp(jpeg).raw().toBuffer()));
}
rmSync(folder, { recursive: true, force: true });

const summary = (of: Readonly<Record<string, readonly number[]>>) =>
  Object.fromEntries(Object.entries(of).map(([name, values]) => [name, quartiles(values)]));
const results = {
  ffmpeg: summary({ ...throughFfmpeg }),
  chromium: summary({ ...throughChromium }),
  ffmpegCpuPerSecondOfFilm: summary(pipes),
  conversionPerFrame: summary(conversions),
};
for (const [group, table] of Object.entries(results)) {
  console.log(`\n${group}`);
  console.table(table);
}
writeRecord('cameras', {
  mode: MODE,
  film: 'testsrc2, MJPEG for ffmpeg, I420 for Chromium',
  rounds: ROUNDS,
  ...results,
});
