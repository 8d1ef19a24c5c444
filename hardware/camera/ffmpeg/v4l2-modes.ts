/** Parses the modes of a V4L2 device from tool output and chooses one. Pure. */
import type { CameraMode } from '../camera-source.ts';

export interface VideoMode {
  /** ffmpeg's name of the format, for `-input_format`. */
  readonly format: string;
  readonly compressed: boolean;
  readonly width: number;
  readonly height: number;
  /** `undefined` when the list does not say. */
  readonly framesPerSecond: number | undefined;
}

/**
 * FourCC in Linux's `videodev2.h` -> name in ffmpeg. Formats that are not listed are unsupported by ffmpeg or not in
 * colour.
 */
const FORMATS: Readonly<Record<string, { readonly format: string; readonly compressed: boolean }>> = {
  YUYV: { format: 'yuyv422', compressed: false },
  UYVY: { format: 'uyvy422', compressed: false },
  NV12: { format: 'nv12', compressed: false },
  YU12: { format: 'yuv420p', compressed: false },
  RGB3: { format: 'rgb24', compressed: false },
  BGR3: { format: 'bgr24', compressed: false },
  MJPG: { format: 'mjpeg', compressed: true },
  JPEG: { format: 'mjpeg', compressed: true },
};
const MAX_MODES = 2_000;

/** Parses `v4l2-ctl --list-formats-ext`. Ignores ranges of sizes ("Stepwise"). */
export function parseFormatsExt(text: string): readonly VideoMode[] {
  const modes: VideoMode[] = [];
  let format: (typeof FORMATS)[string] | undefined;
  let size: { width: number; height: number } | undefined;
  for (const line of text.split('\n')) {
    const fourcc = /^\s*\[\d+\]: '(.{4})'/.exec(line)?.[1];
    if (fourcc !== undefined) {
      format = FORMATS[fourcc];
      size = undefined;
    }
    const [, width, height] = /^\s*Size: Discrete (\d{1,5})x(\d{1,5})\s*$/.exec(line) ?? [];
    if (width !== undefined) size = { width: Number(width), height: Number(height) };
    const rate = /^\s*Interval: Discrete [\d.]+s \(([\d.]+) fps\)/.exec(line)?.[1];
    if (rate !== undefined && format !== undefined && size !== undefined && modes.length < MAX_MODES) {
      modes.push({ ...format, ...size, framesPerSecond: Number(rate) });
    }
  }
  return modes;
}

const FFMPEG_FORMATS = new Map(Object.values(FORMATS).map((entry) => [entry.format, entry]));

/** Parses `ffmpeg -f v4l2 -list_formats all`, which lists sizes but no frame rates. */
export function parseListFormats(text: string): readonly VideoMode[] {
  const modes: VideoMode[] = [];
  for (const line of text.split('\n')) {
    const [, name] = /(?:Raw|Compressed)\s*:\s*(\w+) :/.exec(line) ?? [];
    // The description before the sizes may have colons as well
    const [sizes] = /^(?: \d{1,5}x\d{1,5})+\s*$/.exec(line.slice(line.lastIndexOf(':') + 1)) ?? [];
    const format = FFMPEG_FORMATS.get(name ?? '');
    if (format === undefined || sizes === undefined) continue;
    for (const [, width, height] of sizes.matchAll(/ (\d+)x(\d+)/g)) {
      if (modes.length === MAX_MODES) return modes;
      modes.push({ ...format, width: Number(width), height: Number(height), framesPerSecond: undefined });
    }
  }
  return modes;
}

/** Usable bandwidth of USB 2.0, bytes/s: the limit assumed for cameras that list no frame rates. */
const USB2_BYTES_PER_SECOND = 24e6;

/**
 * Chooses the nearest size, then the nearest rate (a slower one weighs double), then raw over compressed, which needs a
 * decoder. `undefined` when there is no mode.
 */
export function chooseMode(modes: readonly VideoMode[], wanted: CameraMode): VideoMode | undefined {
  const sizeError = ({ width, height }: VideoMode) =>
    Math.abs(Math.log((width * height) / (wanted.width * wanted.height))) +
    Math.abs(Math.log((width / height) * (wanted.height / wanted.width)));
  const rateError = (mode: VideoMode) => {
    const rate = mode.framesPerSecond ?? likelyRate(mode, wanted.framesPerSecond);
    return rate < wanted.framesPerSecond ? 2 * (wanted.framesPerSecond - rate) : rate - wanted.framesPerSecond;
  };
  const ranked = modes
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((mode) => ({ mode, rank: [sizeError(mode), rateError(mode), mode.compressed ? 1 : 0] as const }));
  ranked.sort(
    (one, other) => one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1] || one.rank[2] - other.rank[2],
  );
  return ranked[0]?.mode;
}

function likelyRate({ compressed, width, height }: VideoMode, wanted: number): number {
  return compressed ? wanted : Math.min(wanted, USB2_BYTES_PER_SECOND / (width * height * 2));
}
