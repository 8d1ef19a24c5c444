/** The command line of ffmpeg. Pure. Needs ffmpeg 6.1 or later (`-enc_time_base demux`). */
import type { CameraCredentials, CameraSource } from '../camera-source.ts';
import type { VideoMode } from './v4l2-modes.ts';

export interface FfmpegCall {
  readonly args: readonly string[];
  /** Text for the standard input. */
  readonly input?: string;
}

export type FfmpegSource = Exclude<CameraSource, { kind: 'browser' }>;

/** ffmpeg gives up a network camera that sends nothing for this long, us. */
const NETWORK_TIMEOUT_US = 2_000_000;
/** Longest time for ffmpeg to analyse a stream, us. */
const ANALYSE_US = 1_000_000;

/**
 * Drops pictures until the first decoded key frame. A decoder that begins between two key frames invents the pictures that the stream refers
 * to: H.265 gives grey ones without an error of the decoder.
 */
const FROM_KEY_FRAME = 'select=key+not(isnan(prev_selected_n))';

/**
 * Makes ffmpeg write raw RGB in NUT to the standard output. Uses one decoder thread, because ffmpeg delays one picture per
 * additional thread. `-fflags nobuffer` is absent on purpose: it drops the packets that ffmpeg reads while it analyses the stream, and with
 * them the first key frame. The pictures of these packets arrive together, and the driver drops them.
 *
 * @param mode for a V4L2 device; ignored for other sources
 */
export function ffmpegCall(
  source: FfmpegSource,
  mode: VideoMode | undefined,
  credentials?: CameraCredentials,
): FfmpegCall {
  const { args, input } = inputOf(source, mode, credentials);
  return {
    args: [
      ...['-hide_banner', '-nostats', '-loglevel', 'level+warning', '-nostdin'],
      ...['-threads', '1', '-err_detect', 'explode', '-flags', 'low_delay', '-copyts'],
      ...args,
      ...['-map', '0:v:0', '-an', '-sn', '-dn', '-map_metadata', '-1'],
      ...['-vf', FROM_KEY_FRAME, '-fps_mode', 'passthrough', '-enc_time_base', 'demux'],
      ...['-c:v', 'rawvideo', '-pix_fmt', 'rgb24', '-flush_packets', '1', '-f', 'nut', 'pipe:1'],
    ],
    ...(input !== undefined && { input }),
  };
}

function inputOf(source: FfmpegSource, mode: VideoMode | undefined, credentials?: CameraCredentials): FfmpegCall {
  switch (source.kind) {
    case 'v4l2':
      return {
        args: [
          ...['-f', 'v4l2', '-timestamps', 'default'],
          ...(mode === undefined ? [] : modeArguments(mode)),
          ...['-i', source.device],
        ],
      };
    case 'file':
      return {
        args: [
          '-re',
          '-readrate_initial_burst',
          '0.001',
          '-stream_loop',
          '-1',
          '-protocol_whitelist',
          'file',
          '-i',
          `file:${source.path}`,
        ],
      };
    case 'rtsp':
      return rtspInput(source.url, credentials);
  }
}

function modeArguments({ format, width, height, framesPerSecond }: VideoMode): readonly string[] {
  const rate = framesPerSecond === undefined ? [] : ['-framerate', String(framesPerSecond)];
  return ['-input_format', format, '-video_size', `${width}x${height}`, ...rate];
}

/**
 * Passes the address through the standard input, as a playlist of one entry. ffmpeg accepts an RTSP password only in the
 * address, and all users of the machine can read arguments (`/proc/<pid>/cmdline`).
 */
function rtspInput(url: string, credentials: CameraCredentials | undefined): FfmpegCall {
  const protocols = 'pipe,tcp,tls,rtp,udp,rtsp,rtsps';
  const address = credentials === undefined ? url : withCredentials(url, credentials);
  const options = { rtsp_transport: 'tcp', timeout: NETWORK_TIMEOUT_US, analyzeduration: ANALYSE_US };
  const input = [
    'ffconcat version 1.0',
    `file '${address.replaceAll("'", '%27')}'`,
    ...Object.entries(options).map(([name, value]) => `option ${name} ${value}`),
    '',
  ].join('\n');
  return { args: ['-f', 'concat', '-safe', '0', '-protocol_whitelist', protocols, '-i', 'pipe:0'], input };
}

function withCredentials(url: string, { user, password }: CameraCredentials): string {
  const encode = (text: string) => encodeURIComponent(text).replaceAll("'", '%27');
  return url.replace('://', `://${encode(user)}:${encode(password)}@`);
}
