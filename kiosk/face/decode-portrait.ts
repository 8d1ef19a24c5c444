/** Decodes a portrait out of a chip: bytes that an attacker may have written. */
import sharp from 'sharp';
import type { Image } from '../../hardware/image.ts';
import { jpegOutline, type Unreadable } from './jpeg-outline.ts';

export type PortraitOutcome =
  | { readonly kind: 'decoded'; readonly image: Image }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

/** Larger than any portrait in the field (ICAO 9303-9 recommends about 420 × 525), small enough to bound memory. */
const MOST_PIXELS = 4_000_000;
const LONGEST_FILE_BYTES = 512_000;
/** The face pipeline looks at nothing smaller, px. */
const SHORTEST_SIDE = 32;
/** Passes of a progressive file; encoders write about ten. Each costs time by the pixels, however few bytes it has. */
const MOST_SCANS = 64;
const TIMEOUT_SECONDS = 2;

// libvips would keep decoded pixels for the next call, and threads of its own for an image of a few tiles.
sharp.cache(false);
sharp.concurrency(1);

/**
 * The portrait as an owned RGB image, upright (Exif orientation), grey as three equal channels. Its colour profile is not
 * applied: a profile is a program of the file's author. Bytes after the end of the image are ignored. What the decoder can
 * only guess at is `corrupt`: guessed pixels are no evidence of a face.
 *
 * `file` is read until the promise settles and never changed. Never rejects for what the file holds.
 */
export async function decodePortrait(file: Uint8Array): Promise<PortraitOutcome> {
  if (file.length > LONGEST_FILE_BYTES) return unreadable('too-large');
  const outline = jpegOutline(file);
  if (outline.kind === 'unreadable') return outline;
  const { width, height, scans } = outline;
  if (width * height > MOST_PIXELS || scans > MOST_SCANS) return unreadable('too-large');
  if (Math.min(width, height) < SHORTEST_SIDE) return unreadable('too-small');
  try {
    const { data, info } = await sharp(file, {
      limitInputPixels: MOST_PIXELS,
      failOn: 'warning',
      sequentialRead: true,
      ignoreIcc: true,
    })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .autoOrient()
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return ownedImage(data, info.width, info.height, info.channels);
  } catch (error) {
    return unreadable(error instanceof Error && error.message.includes('timeout') ? 'timed-out' : 'corrupt');
  }
}

/** Takes the decoder's buffer over, or widens one channel to three and wipes the buffer. */
function ownedImage(decoded: Buffer, width: number, height: number, channels: number): PortraitOutcome {
  if (channels === 3 && decoded.buffer instanceof ArrayBuffer && decoded.length === width * height * 3) {
    const data = new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.byteLength);
    return { kind: 'decoded', image: { width, height, channelOrder: 'rgb', data, ownership: 'owned' } };
  }
  decoded.fill(0);
  return unreadable('colour');
}

function unreadable(reason: Unreadable): PortraitOutcome {
  return { kind: 'unreadable', reason };
}
