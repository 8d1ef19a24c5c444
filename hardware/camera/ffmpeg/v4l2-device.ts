/** Checks a V4L2 device independently of ffmpeg: presence, modes, removal. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Clock } from '../../host/clock.ts';
import type { DeviceError } from '../../device/device-error.ts';
import { cameraError } from '../camera-core.ts';
import type { CameraMode } from '../camera-source.ts';
import { reasonOf } from './ffmpeg-words.ts';
import { runTool } from './run-tool.ts';
import { chooseMode, parseFormatsExt, parseListFormats, type VideoMode } from './v4l2-modes.ts';

/** Rejects with `disconnected` when the device is absent, with `not-permitted` when this user may not open it. */
export async function assertDevice(device: string): Promise<void> {
  try {
    await access(device, constants.R_OK | constants.W_OK);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    throw code === 'EACCES' || code === 'EPERM'
      ? cameraError('not-permitted', 'this user may not open the camera; is it in the group video?', thrown)
      : cameraError('disconnected', 'there is no such camera', thrown);
  }
}

export interface ModeQuestion {
  readonly clock: Clock;
  readonly device: string;
  readonly wanted: CameraMode;
  readonly ffmpeg: string;
  readonly v4l2ctl: string;
}

/** Lists modes with `v4l2-ctl`, which reports frame rates, or else with ffmpeg. Rejects with `DeviceError`. */
export async function negotiateMode(
  { clock, device, wanted, ffmpeg, v4l2ctl }: ModeQuestion,
  signal: AbortSignal,
): Promise<VideoMode> {
  const listed = await runTool(clock, v4l2ctl, ['--device', device, '--list-formats-ext'], signal);
  const exact = chooseMode(parseFormatsExt(listed.output), wanted);
  if (exact !== undefined) return exact;
  const args = ['-hide_banner', '-nostdin', '-f', 'v4l2', '-list_formats', 'all', '-i', device];
  const told = await runTool(clock, ffmpeg, args, signal);
  if (!told.found) throw ffmpegMissing();
  const coarse = chooseMode(parseListFormats(told.lines.join('\n')), wanted);
  if (coarse !== undefined) return coarse;
  const reason = reasonOf(told.lines);
  throw reason.code === 'corrupt' || reason.message === reasonOf([]).message
    ? cameraError('unsupported', 'the camera offers no format that ffmpeg can use')
    : reason;
}

export function ffmpegMissing(): DeviceError {
  return cameraError('unsupported', 'ffmpeg is not installed');
}

const LOOK_EVERY_MS = 500;

/** Calls `onGone` once when the device node disappears. The returned function ends the watch. */
export function watchDevice(clock: Clock, device: string, onGone: () => void): () => void {
  let stopped = false;
  let cancel: () => void = () => undefined;
  const look = () => {
    access(device).then(
      () => {
        if (!stopped) cancel = clock.after(LOOK_EVERY_MS, look);
      },
      () => {
        if (!stopped) onGone();
      },
    );
  };
  cancel = clock.after(LOOK_EVERY_MS, look);
  return () => {
    stopped = true;
    cancel();
  };
}
