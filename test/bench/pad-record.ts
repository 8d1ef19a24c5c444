/**
 * Records one presentation of a consenting person, with this lane's camera and screen, for `pad-score`.
 *
 * npm run bench -- pad-record --set DIR --person p01 --species bona-fide [--port 8082]
 *
 * It uses the camera of the `POSTERN_KIOSK_CAMERA` settings. It is a bench and not part of a lane, because a lane must
 * not write pictures. It refuses production, and people who are not in the set's consent record.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { Camera } from '../../hardware/camera/camera.ts';
import { type Clock, pause } from '../../hardware/host/clock.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { type Image, wipeImage } from '../../hardware/device/image.ts';
import { readConfig } from '../../kiosk/platform/config/config.ts';
import { openDevices } from '../../kiosk/lane/devices/open-devices.ts';
import { simulatePanel } from '../../kiosk/main/simulation/simulated-panel.ts';
import { LIGHT_MARGIN_MS, TURN_WATCH_MS } from '../../kiosk/biometrics/face/face-constants.ts';
import type { FaceProgress } from '../../kiosk/biometrics/face/face-attempt.ts';
import { holdExposure } from '../../kiosk/biometrics/face/hold-exposure.ts';
import { createLightBoard, type LightBoard } from '../../kiosk/biometrics/face/light-board.ts';
import { type LightMeasurement, measureLight } from '../../kiosk/biometrics/face/light-calibration.ts';
import { numbersFrom } from '../../kiosk/biometrics/face/challenge-random.ts';
import { INITIAL_LANE } from '../../kiosk/lane/state-machine/machine.ts';
import type { LaneView } from '../../kiosk/lane/state-machine/lane-view.ts';
import type { LaneRunner } from '../../kiosk/lane/state-machine/runner.ts';
import { developmentNotice } from '../../kiosk/rules/notice/development-notice.ts';
import { newScreenToken } from '../../kiosk/main/screen/screen-token.ts';
import { BUILT_PAGES_DIR, openScreen } from '../../kiosk/main/screen/screen.ts';
import { confirmShown } from '../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import {
  challengeMs,
  drawLightChallenge,
} from '../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import { presentationSchema, readConsent, type RecordedPresentation, SetError } from './pad/recorded-set.ts';

type Recorded = Omit<RecordedPresentation, 'folder'>;

/** Wait before the prompt to turn, ms, and the number of latency measurements before the light is skipped. */
const STILL_MS = 600;
const CALIBRATIONS = 3;
/** High enough to keep the texture of skin. */
const JPEG_QUALITY = 95;
const SCREEN_WAIT_MS = 120_000;

const { values } = parseArgs({
  options: {
    set: { type: 'string' },
    person: { type: 'string' },
    species: { type: 'string' },
    port: { type: 'string', default: '8082' },
  },
});

/** Records every frame for `forMs`, in memory until it is written. */
async function watch(camera: Camera, clock: Clock, forMs: number, meanwhile: () => Promise<void>) {
  const frames: { readonly image: Image; readonly atMs: number }[] = [];
  const stop = new AbortController();
  const cancel = clock.after(forMs, () => stop.abort());
  const streaming = camera.stream(({ image, capturedAtMs }) => void frames.push({ image, atMs: capturedAtMs }), {
    signal: stop.signal,
  });
  try {
    await Promise.all([streaming, meanwhile()]);
  } finally {
    cancel();
    stop.abort();
  }
  return frames;
}

async function save(frames: Awaited<ReturnType<typeof watch>>, folder: string, name: string) {
  const first = frames[0]?.atMs ?? 0;
  const saved: { file: string; atMs: number }[] = [];
  for (const [index, { image, atMs }] of frames.entries()) {
    const file = `${name}-${String(index).padStart(3, '0')}.jpg`;
    const { width, height, data } = image;
    await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' })
      .toFile(join(folder, file));
    wipeImage(image);
    saved.push({ file, atMs: atMs - first });
  }
  return { first, saved };
}

async function recordLight(
  camera: Camera,
  board: LightBoard,
  clock: Clock,
  folder: string,
): Promise<Recorded['light']> {
  let latency: LightMeasurement['latency'] | undefined;
  for (let time = 0; time < CALIBRATIONS && latency === undefined; time++) {
    const signal = new AbortController().signal;
    const measured = await measureLight({
      camera,
      board,
      clock,
      random: numbersFrom(randomBytes(32), randomBytes(32)),
      signal,
    });
    latency = measured?.latency;
  }
  if (latency === undefined || !(await holdExposure(camera, true))) return undefined;
  const challenge = drawLightChallenge(numbersFrom(randomBytes(32), randomBytes(32)));
  const showing = board.show(challenge);
  try {
    const frames = await watch(camera, clock, challengeMs(challenge) + LIGHT_MARGIN_MS, async () => undefined);
    const shown = confirmShown(challenge, showing.said());
    const { first, saved } = await save(frames, folder, 'light');
    if (shown === undefined || saved.length === 0) return undefined;
    const states = shown.states.map(({ state: { left, right }, atMs }) => ({ left, right, atMs: atMs - first }));
    return { frames: saved, shown: states, latencyMs: Math.max(0, latency.latencyMs), jitterMs: latency.jitterMs };
  } finally {
    showing.end();
    await holdExposure(camera, false);
  }
}

async function recordTurn(
  camera: Camera,
  clock: Clock,
  folder: string,
  prompt: (what: FaceProgress['prompt']) => void,
): Promise<Recorded['turn']> {
  const direction = randomInt(2) === 0 ? 'left' : 'right';
  let promptedAtMs = 0;
  const frames = await watch(camera, clock, STILL_MS + TURN_WATCH_MS, async () => {
    prompt('look');
    await pause(clock, STILL_MS);
    promptedAtMs = clock.monotonicMs();
    prompt(direction === 'left' ? 'turn-left' : 'turn-right');
  });
  const { first, saved } = await save(frames, folder, 'turn');
  if (saved.length === 0) return undefined;
  return { frames: saved, direction, promptedAtMs: Math.max(0, promptedAtMs - first) };
}

/** The traveller's screen, controlled by this program instead of a lane. */
async function openPrompter(board: LightBoard, port: number) {
  const listeners = new Set<() => void>();
  let face: FaceProgress = { prompt: 'look', advice: undefined, box: undefined };
  const view = (): LaneView => ({
    ...{ phase: 'face', attempt: 1, hint: undefined, issuingState: undefined },
    face,
    light: board.current(),
  });
  const lane: LaneRunner = {
    dispatch: () => undefined,
    referred: () => undefined,
    openForOrder: () => Promise.resolve('not-now'),
    lane: () => INITIAL_LANE,
    view,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    settled: async () => undefined,
    close: async () => undefined,
  };
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  board.onChange(changed);
  const notice = developmentNotice(systemClock.wallMs());
  const about = { desk: '1', mode: 'development' as const, fingers: false, notice };
  const screen = await openScreen({
    ...{ port, token: newScreenToken(), lane, lights: board, mirror: undefined, about, pagesDir: BUILT_PAGES_DIR },
    clock: systemClock,
    log: () => undefined,
  });
  return {
    screen,
    prompt(what: FaceProgress['prompt']): void {
      face = { ...face, prompt: what };
      changed();
    },
  };
}

async function record(set: string, person: string, species: string, port: number): Promise<void> {
  if (process.env['POSTERN_MODE'] === 'production') throw new SetError('recording is not allowed in production');
  const consent = readConsent(set, new Date().toISOString().slice(0, 10));
  if (!consent.people.includes(person)) throw new SetError(`consent.json: the person ${person} has not consented`);
  const config = readConfig({ POSTERN_KIOSK_SERVER_KEY: '0'.repeat(64), ...process.env });
  const { devices, simulation, close } = await openDevices(config, systemClock);
  const board = createLightBoard(systemClock);
  if (simulation !== undefined) {
    // For a trial: the first specimen is present, and the simulated screen lights them
    simulatePanel(simulation, board, systemClock);
    const [specimen] = simulation.specimens;
    if (specimen !== undefined) simulation.setScene({ subject: { kind: 'person', specimen: specimen.id } });
  }
  const { screen, prompt } = await openPrompter(board, port);
  try {
    await devices.camera.connect(AbortSignal.timeout(20_000));
    console.log(`Open ${screen.address} on the panel that the person will look at.`);
    const deadline = systemClock.monotonicMs() + SCREEN_WAIT_MS;
    while (board.screens() === 0) {
      if (systemClock.monotonicMs() > deadline) throw new SetError('no screen was opened');
      await pause(systemClock, 200);
    }
    const folder = join(set, `${person}-${species}-${readdirSync(set).length}`);
    mkdirSync(folder, { mode: 0o700 });
    console.log('Keep still: the screen will glow in colours.');
    const light = await recordLight(devices.camera, board, systemClock, folder);
    console.log(
      light === undefined
        ? 'No light challenge was recorded: the camera or the screen does not support it.'
        : 'The light is recorded.',
    );
    console.log('Now follow the screen: it asks for a turn of the head.');
    const turn = await recordTurn(devices.camera, systemClock, folder, prompt);
    const presentation = { version: 1 as const, person, species, ...(light && { light }), ...(turn && { turn }) };
    writeFileSync(join(folder, 'presentation.json'), JSON.stringify(presentationSchema.parse(presentation), null, 2));
    console.log(`Written to ${folder}.`);
  } finally {
    await screen.close();
    await devices.camera.disconnect();
    await close();
  }
}

const { set, person, species } = values;
if (set === undefined || person === undefined || species === undefined) {
  console.error('usage: --set DIR --person CODE --species CODE; DIR contains consent.json (see pad/recorded-set.ts)');
  process.exit(1);
}
try {
  await record(set, person, species, Number(values.port));
} catch (error) {
  if (!(error instanceof SetError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
