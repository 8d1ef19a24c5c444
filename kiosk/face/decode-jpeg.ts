import sharp from 'sharp';
import { allocateImage } from '../../hardware/device/image.ts';
import { jpegOutline } from './jpeg-outline.ts';
import { MOST_PIXELS, SHORTEST_SIDE } from './portrait-limits.ts';
import { type PortraitOutcome, unreadable } from './unreadable.ts';

/** Passes of a progressive file; encoders write about ten. Each costs time by the pixels, however few bytes it has. */
const MOST_SCANS = 64;
const TIMEOUT_SECONDS = 2;

// libvips would keep decoded pixels for the next call, and threads of its own for an image of a few tiles.
sharp.cache(false);
sharp.concurrency(1);

/** A JPEG's pixels, upright (Exif orientation), as `decodePortrait` promises them. */
export async function decodeJpeg(file: Uint8Array): Promise<PortraitOutcome> {
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

/**
 * A copy in memory of this process, and the decoder's buffer wiped: its memory belongs to native code, so that it can neither be
 * transferred to another thread nor be relied on to be gone. What is not three channels is wiped only.
 */
function ownedImage(decoded: Buffer, width: number, height: number, channels: number): PortraitOutcome {
  try {
    if (channels !== 3 || decoded.length !== width * height * 3) return unreadable('colour');
    const image = allocateImage(width, height, 'rgb');
    image.data.set(decoded);
    return { kind: 'decoded', image };
  } finally {
    decoded.fill(0);
  }
}
