import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Camera } from '../../../../hardware/camera/camera.ts';
import { ffmpegCamera } from '../../../../hardware/camera/ffmpeg/ffmpeg-camera.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import type { DeviceRig } from '../../../contracts/device-rig.ts';
import { never } from '../../../contracts/device-rig.ts';
import { patientClock } from '../../../support/patient-clock.ts';
import { FILM, makeFilm, processesWith, withDamagedPictures } from './film.ts';

/** The driver's limits of this length and longer end nothing on a busy machine; the stall of a second does. */
export const START_LIMIT_MS = 4_000;

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}

/** Real ffmpeg with a video file that can be removed, damaged and stopped. */
export async function ffmpegRig(): Promise<DeviceRig<Camera>> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-film-'));
  const path = join(folder, 'film.avi');
  makeFilm(path);
  const film = readFileSync(path);
  const clock = systemClock;
  const device = ffmpegCamera({ clock: patientClock(START_LIMIT_MS), source: { kind: 'file', path }, mode: FILM });
  const stream = (signal: AbortSignal) => device.stream(() => undefined, { signal });
  const signalAll = (signal: NodeJS.Signals) => {
    for (const pid of processesWith(path)) process.kill(pid, signal);
  };
  return {
    device,
    clock,
    pass: sleep,
    endless: stream,
    use: () => stream(never()),
    whenCancelled: 'resolves',
    overlapping: false,
    async unplug() {
      rmSync(path);
      signalAll('SIGKILL');
      await until(() => device.status().kind === 'disconnected');
    },
    plugIn: () => writeFileSync(path, film),
    async goSilent() {
      signalAll('SIGSTOP');
      await sleep(50);
    },
    async speakNonsense() {
      writeFileSync(path, withDamagedPictures(film));
      const leave = device.onStatus(({ kind }) => {
        if (kind !== 'faulted') return;
        leave();
        writeFileSync(path, film);
      });
      // The video lasts a second; after that no complete picture is in transit.
      await sleep(2_500);
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
