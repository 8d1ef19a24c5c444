/** Video files for the ffmpeg driver, made by ffmpeg; when it is missing, the reason to skip. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Why ffmpeg tests cannot run here; `undefined` where they can. Under CI they must. */
export function missingFfmpeg(): string | undefined {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    const reason = 'ffmpeg is not installed';
    if (process.env['CI'] === 'true') throw new Error(`${reason}, and CI must run these tests`);
    process.stderr.write(`skipped: ${reason}\n`);
    return reason;
  }
}

/** Why tests with H.265 cannot run here; `undefined` where they can. Under CI they must. */
export function missingH265(): string | undefined {
  if (missingFfmpeg() !== undefined) return 'ffmpeg is not installed';
  const encoders = execFileSync('ffmpeg', ['-hide_banner', '-encoders'], { encoding: 'utf8' });
  if (encoders.includes('libx265')) return undefined;
  const reason = 'ffmpeg has no libx265';
  if (process.env['CI'] === 'true') throw new Error(`${reason}, and CI must run these tests`);
  process.stderr.write(`skipped: ${reason}\n`);
  return reason;
}

export interface FilmOptions {
  /** A lavfi source without its size and rate. Default `testsrc`. */
  readonly picture?: string;
  readonly width?: number;
  readonly height?: number;
  readonly framesPerSecond?: number;
  readonly seconds?: number;
  readonly encoder?: readonly string[];
}

export const FILM = { width: 320, height: 240, framesPerSecond: 25 } as const;
const MJPEG = ['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj420p'];
export const H264 = ['-c:v', 'libx264', '-g', '12', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p'];

/** The first picture is the only key frame. */
export const H264_ONE_KEY_FRAME = [
  ...['-c:v', 'libx264', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p'],
  ...['-g', '100000', '-x264-params', 'scenecut=0:intra-refresh=0'],
];
/** @param gop pictures from one key frame to the next */
export const h265 = (gop: number): readonly string[] => [
  ...['-flags', '+global_header', '-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
  ...['-x265-params', `log-level=none:keyint=${gop}:min-keyint=${gop}:scenecut=0:bframes=0`],
];

export function makeFilm(path: string, options: FilmOptions = {}): void {
  const { picture = 'testsrc', width = FILM.width, height = FILM.height } = options;
  const { framesPerSecond = FILM.framesPerSecond, seconds = 1, encoder = MJPEG } = options;
  const source = `${picture}=size=${width}x${height}:rate=${framesPerSecond}:duration=${seconds}`;
  const args = ['-hide_banner', '-loglevel', 'error', '-y', '-f', 'lavfi', '-i', source, ...encoder, path];
  execFileSync('ffmpeg', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The same film with every picture of it made unreadable, its structure whole. AVI with MJPEG only. */
export function withDamagedPictures(film: Buffer): Buffer {
  const damaged = Buffer.from(film);
  for (let at = damaged.indexOf('00dc'); at >= 0; at = damaged.indexOf('00dc', at + 8)) {
    const size = damaged.readUInt32LE(at + 4);
    if (size > 100 && at + 8 + size < damaged.length) damaged.fill(0x55, at + 8, at + 8 + size);
  }
  return damaged;
}

/** Processes whose arguments hold this text. */
export function processesWith(text: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}
