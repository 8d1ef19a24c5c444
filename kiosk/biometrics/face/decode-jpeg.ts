import sharp from 'sharp';
import { allocateImage } from '../../../hardware/device/image.ts';
import { jpegOutline } from './jpeg-outline.ts';
import { MAX_PIXELS, SHORTEST_SIDE } from './portrait-limits.ts';
import { type PortraitOutcome, unreadable } from './unreadable.ts';

/**
 * Maximum number of passes of a progressive file; encoders write about ten. The cost of a pass depends on the pixels,
 * not on its bytes.
 */
const MAX_SCANS = 64;
const TIMEOUT_SECONDS = 2;

// libvips would otherwise cache decoded pixels and use several threads.
sharp.cache(false);
sharp.concurrency(1);

/** The pixels of a JPEG, upright (Exif orientation), in the form of `decodePortrait`. */
export async function decodeJpeg(file: Uint8Array): Promise<PortraitOutcome> {
  const outline = jpegOutline(file);
  if (outline.kind === 'unreadable') return outline;
  const { width, height, scans } = outline;
  if (width * height > MAX_PIXELS || scans > MAX_SCANS) return unreadable('too-large');
  if (Math.min(width, height) < SHORTEST_SIDE) return unreadable('too-small');
  try {
    const { data, info } = await sharp(file, {
      limitInputPixels: MAX_PIXELS,
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
 * Copies the pixels into memory of this process and wipes the decoder's buffer, which belongs to native code: it
 * cannot be transferred to another thread and may not be released. An image without three channels is only wiped.
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
