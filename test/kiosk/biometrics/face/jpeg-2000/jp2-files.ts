/** JPEG 2000 by an independent codec: pictures that ffmpeg encodes and decodes. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';

/** Noise over colour and edges, which is hard to encode. */
const SOURCE = 'testsrc2';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** ffmpeg's name of the pixel format. */
  readonly pixelFormat: 'rgb24' | 'gray' | 'yuv444p' | 'yuv420p' | 'rgb48le' | 'rgba';
}

export function pixelsOf({ width, height, pixelFormat }: Picture): Buffer {
  // The source's sides are even.
  const source = `${SOURCE}=size=${width + (width % 2)}x${height + (height % 2)}:rate=1`;
  const filter = `format=${pixelFormat},crop=${width}:${height}:0:0:exact=1`;
  return ffmpeg([
    '-f',
    'lavfi',
    '-i',
    source,
    '-frames:v',
    '1',
    '-vf',
    filter,
    '-pix_fmt',
    pixelFormat,
    '-f',
    'rawvideo',
    '-',
  ]);
}

/** @param options options of ffmpeg's own JPEG 2000 encoder, which is independent of OpenJPEG */
export function jp2Of(picture: Picture, options: readonly string[] = []): Uint8Array<ArrayBuffer> {
  const { width, height, pixelFormat } = picture;
  const raw = ['-f', 'rawvideo', '-pix_fmt', pixelFormat, '-s', `${width}x${height}`, '-i', '-'];
  return Uint8Array.from(ffmpeg([...raw, '-c:v', 'jpeg2000', ...options, '-f', 'image2pipe', '-'], pixelsOf(picture)));
}

/** The output of ffmpeg's own decoder. @param filter between decoder and pixels */
export function decodedByFfmpeg(file: Uint8Array, pixelFormat: string, filter = 'null'): Buffer {
  const input = ['-f', 'j2k_pipe', '-c:v', 'jpeg2000', '-i', '-'];
  return ffmpeg([...input, '-vf', filter, '-pix_fmt', pixelFormat, '-f', 'rawvideo', '-'], file);
}

export function largestDifference(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? 0))), 0);
}

/** The bare codestream in a JP2 file. */
export function codestreamOf(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return file.slice(offsetOf(file, 0xff4fff51));
}

/** Offset of the first occurrence of four bytes. */
export function offsetOf(file: Uint8Array, bytes: number): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at + 4 <= file.length; at++) if (view.getUint32(at) === bytes) return at;
  throw new Error('not in the file');
}

/** A copy with these bytes written at an offset. */
export function changed(file: Uint8Array, at: number, ...bytes: readonly number[]): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(file);
  copy.set(bytes, at);
  return copy;
}

const outputs = new Map<string, Buffer>();

/** Runs each command once for the same input. */
function ffmpeg(args: readonly string[], input?: Uint8Array): Buffer {
  const name = [...args, input === undefined ? '' : createHash('sha256').update(input).digest('hex')].join(' ');
  const output = outputs.get(name) ?? runFfmpeg(args, input);
  outputs.set(name, output);
  return output;
}

function runFfmpeg(args: readonly string[], input?: Uint8Array): Buffer {
  return execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...args], {
    ...(input !== undefined && { input }),
    maxBuffer: 64 * 1024 * 1024,
  });
}
