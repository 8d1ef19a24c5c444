/**
 * Residue in the memory of a real kiosk process after a traveller, searched from outside, byte by byte, for all biometric data that passed
 * through it. The kiosk runs as a separate process, started as in the field, on drivers of real devices.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clock, pause } from '../../hardware/host/clock.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { ffmpegCamera } from '../../hardware/camera/ffmpeg/ffmpeg-camera.ts';
import { type Program, type ProgramEvent, startProgram } from '../../kiosk/dock/program.ts';
import type { ScreenState } from '../../kiosk/main/screen/screen-state.ts';
import { screenToken } from '../../kiosk/main/screen/screen-token.ts';
import { missingFfmpeg } from '../hardware/camera/ffmpeg/film.ts';
import { stackMissing } from '../hardware/document-reader/pcsc/pcsc-daemon.ts';
import { freePort } from '../support/free-port.ts';
import { type MirrorWatch, watchMirror } from '../support/watch-mirror.ts';
import type { Needle } from '../support/byte-search.ts';
import { descendantsOf, memoryUnreadable, scanMemory } from '../support/memory-scan.ts';
import { writePolicy } from './flow-policies.ts';
import { FILMED_LANE_SETTINGS } from './lane-clock.ts';
import { FILM_MODE, type OutsideWorld, outsideWorld } from './outside-world.ts';
import { mirrorOf, needlesOf } from './residue-needles.ts';

/** The camera's limit for its first picture suits an idle computer; others may use this one. */
const PATIENT_CLOCK: Clock = { ...systemClock, after: (delayMs, fire) => systemClock.after(20 * delayMs, fire) };

const PATIENCE_MS = 280_000;
const LOOK_MS = 50;
const LIFTED_MS = 2_000;

const missing = missingFfmpeg() ?? stackMissing() ?? memoryUnreadable();
const folder = mkdtempSync(join(tmpdir(), 'postern-residue-'));
const events: ProgramEvent[] = [];
let world: OutsideWorld;
let needles: readonly Needle[];
let kiosk: Program;
let screen: Socket;
let state: ScreenState | undefined;
let mirror: MirrorWatch;
let isFingerWithheld = false;

describe.skipIf(missing !== undefined)(`memory of a kiosk${missing === undefined ? '' : ` (${missing})`}`, () => {
  beforeAll(async () => {
    world = await outsideWorld(folder);
    needles = await needlesOf(world);
    mkdirSync(join(folder, 'kiosk'), { mode: 0o700 });
    writeFileSync(join(folder, 'fleet.key'), 'cd'.repeat(32));
    kiosk = startProgram({
      name: 'kiosk',
      entry: 'kiosk/main.js',
      hardened: true,
      settings: {
        ...world.settings,
        ...FILMED_LANE_SETTINGS,
        POSTERN_KIOSK_DATA_DIR: join(folder, 'kiosk'),
        POSTERN_KIOSK_FLEET_KEY_FILE: join(folder, 'fleet.key'),
        POSTERN_KIOSK_POLICY_FILE: writePolicy(folder),
        POSTERN_KIOSK_PORT: String(await freePort()),
        POSTERN_KIOSK_EVIDENCE_PORT: '0',
        POSTERN_KIOSK_SERVER_URL: 'http://127.0.0.1:9',
        POSTERN_KIOSK_SERVER_KEY: '0'.repeat(64),
      },
      logFile: join(folder, 'kiosk.log'),
      onEvent: (event) => events.push(event),
    });
    const url = String((await kiosk.listening)['url']);
    screen = io(url, {
      ...{ path: '/screen.io', transports: ['websocket'], extraHeaders: { origin: url.replace(/\/$/, '') } },
      query: { token: screenToken(join(folder, 'kiosk')) },
    });
    mirror = watchMirror(url, screen);
    screen.on('state', act);
  });
  afterAll(async () => {
    screen?.close();
    await kiosk?.stop();
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('has received these exact bytes: the film is lossless', async () => {
    const source = { kind: 'file', path: world.film } as const;
    const camera = ffmpegCamera({ clock: PATIENT_CLOCK, source, mode: FILM_MODE });
    await camera.connect(AbortSignal.timeout(240_000));
    const stop = new AbortController();
    let same = false;
    await camera.stream(({ image }) => {
      same = world.frames.some(({ data }) => Buffer.from(data).equals(image.data));
      stop.abort();
    }, stop);
    await camera.disconnect();
    expect(same).toBe(true);
  });

  test('holds nothing of a traveller who was cleared', async () => {
    const found = await serve();
    expect(reportsIn(found), JSON.stringify(found)).toMatchObject([{ outcome: 'cleared' }]);
    // The mirror showed the traveller
    expect(mirror.pictures()).toBeGreaterThan(0);
    const last = mirror.last();
    expect(world.frames.some((frame) => last?.equals(mirrorOf(frame)))).toBe(true);
    expectNothing();
  });

  test('holds nothing plain of a traveller who was referred, whose sealed captures it keeps', async () => {
    world.layDown('of another');
    const found = await serve();
    world.layDown('of the holder');
    expect(reportsIn(found), JSON.stringify(found)).toMatchObject([{ outcome: 'referred' }]);
    expect(found.some(({ event }) => event === 'captures-kept')).toBe(true);
    expectNothing();
  });

  test('is searched effectively: the search finds data during a traveller', async () => {
    // The lane asks for a finger when it has compared the face, and keeps the portrait's embedding until the end of the transaction
    isFingerWithheld = true;
    const from = events.length;
    await arrive();
    await until(() => state?.finger?.prompt === 'place');
    process.kill(kioskId(), 'SIGSTOP');
    const found = scanMemory(kioskId(), needles).finds.map(({ name }) => name);
    process.kill(kioskId(), 'SIGCONT');
    expect(found).toContain('face embedding');
    screen.emit('touch', 'desk');
    await until(() => hasEntered('idle', from));
    world.removeDocument();
  });
});

function act(next: ScreenState): void {
  const entered = next.phase === state?.phase ? undefined : next.phase;
  state = next;
  if (entered === 'notice') screen.emit('touch', 'continue');
  if (isPageAwaited(next)) void world.swipe(() => !isPageAwaited(state));
  if (entered === 'referred') screen.emit('touch', 'done');
  world.touch(next.finger?.prompt === 'place' && !isFingerWithheld);
}

const isPageAwaited = (of: ScreenState | undefined) => of?.phase === 'document' && of.document === undefined;
const reportsIn = (found: readonly ProgramEvent[]) => found.filter(({ event }) => event === 'match-reported');
const hasEntered = (name: string, from: number) =>
  events.slice(from).some(({ event, phase }) => event === 'phase' && phase === name);

/** Sends a traveller. Resolves, when their data is erased, to the events that the kiosk logged until then. */
async function serve(): Promise<readonly ProgramEvent[]> {
  const from = events.length;
  await arrive();
  await until(() => events.slice(from).some(({ event }) => event === 'captures-erased' || event === 'captures-kept'));
  world.removeDocument();
  await until(() => state?.phase === 'idle');
  return events.slice(from);
}

/** A traveller lays the document down, and again where the lane has not noticed that the one before was lifted. */
async function arrive(): Promise<void> {
  await until(() => state?.phase === 'idle');
  const from = events.length;
  for (;;) {
    await world.presentDocument();
    for (let looks = 0; looks < 300 && !hasEntered('notice', from); looks++) await pause(systemClock, LOOK_MS);
    if (hasEntered('notice', from)) return;
    world.removeDocument();
    await pause(systemClock, LIFTED_MS);
  }
}

async function until(holds: () => boolean): Promise<void> {
  const limit = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > limit)
      throw new Error(`the kiosk is still in ${state?.phase}: ${JSON.stringify(events.slice(-20))}`);
    await pause(systemClock, LOOK_MS);
  }
}

function kioskId(): number {
  if (kiosk.processId === undefined) throw new Error('the kiosk did not start');
  return kiosk.processId;
}

/** Checks the kiosk and its helpers, except the camera's program, which holds the newest frames. */
function expectNothing(): void {
  const helpers = descendantsOf(kioskId()).filter(({ command }) => !command.startsWith('ffmpeg'));
  expect(helpers.some(({ command }) => command.includes('reader-process'))).toBe(true);
  for (const { id, command } of [{ id: kioskId(), command: 'the kiosk' }, ...helpers]) {
    const { scannedBytes, finds } = scanMemory(id, needles);
    expect(scannedBytes, command).toBeGreaterThan(50_000_000);
    expect(
      finds.map(({ name, mapping }) => `${name} ${mapping}`),
      command,
    ).toEqual([]);
  }
}
