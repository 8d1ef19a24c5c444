/** One run of ffmpeg: yields pictures, or the reason why there are none. */
import type { Clock } from '../../host/clock.ts';
import type { DeviceError } from '../../device/device-error.ts';
import { cameraError } from '../camera-core.ts';
import { startProgram } from '../child-process.ts';
import { openPrivateSocket } from '../private-socket.ts';
import type { FfmpegCall } from './ffmpeg-arguments.ts';
import { reasonOf, tellsDamage } from './ffmpeg-words.ts';
import { NutError } from './nut-cursor.ts';
import { nutReader, type PictureSink } from './nut-reader.ts';
import { ffmpegMissing } from './v4l2-device.ts';

export interface PictureFeed {
  /** Ends ffmpeg and resolves when it has ended. No callback runs after the call. */
  close(): Promise<void>;
}

export interface FeedOptions {
  readonly clock: Clock;
  readonly program: string;
  readonly call: FfmpegCall;
  readonly sink: PictureSink;
  /** A decoder could not decode a picture completely. */
  readonly onDamage: () => void;
  /** ffmpeg ended by itself. Called once. `corrupt` when its output was not valid. */
  readonly onEnd: (reason: DeviceError) => void;
}

/** The size of a 4K picture. A larger size means damage. */
const LARGEST_PIXELS = 3840 * 2160;
const LINES_KEPT = 40;

export async function openPictureFeed({
  clock,
  program,
  call,
  sink,
  onDamage,
  onEnd,
}: FeedOptions): Promise<PictureFeed> {
  const lines: string[] = [];
  let closed = false;
  const over = (reason: DeviceError) => {
    if (closed) return;
    closed = true;
    socket.close();
    void ffmpeg.kill();
    onEnd(reason);
  };
  const reader = nutReader(sink, LARGEST_PIXELS);
  const socket = await openPrivateSocket(
    (bytes) => {
      try {
        reader.push(bytes);
      } catch (thrown) {
        if (!(thrown instanceof NutError)) throw thrown;
        over(cameraError('corrupt', 'ffmpeg sent something other than a stream of pictures', thrown));
      }
    },
    () => void ffmpeg.kill(),
  );
  const ffmpeg = startProgram({
    clock,
    program,
    args: call.args,
    output: socket.childEnd,
    ...(call.input !== undefined && { input: call.input }),
    environment: { AV_LOG_FORCE_NOCOLOR: '1' },
    onLine(line) {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      if (!closed && tellsDamage(line)) onDamage();
    },
  });
  socket.childEnd.destroy();
  void ffmpeg.ended.then((how) => over(how === 'not-found' ? ffmpegMissing() : reasonOf(lines)));
  return {
    async close() {
      closed = true;
      socket.close();
      await ffmpeg.kill();
    },
  };
}
