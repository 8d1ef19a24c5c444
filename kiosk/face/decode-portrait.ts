/** Decodes a portrait out of a chip: bytes that an attacker may have written. */
import { codecOf } from '../document/portrait-image.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { decodeJpeg2000 } from './jpeg-2000/decode-jpeg-2000.ts';
import { LONGEST_FILE_BYTES } from './portrait-limits.ts';
import { type PortraitOutcome, unreadable } from './unreadable.ts';

/**
 * The portrait as an owned RGB image, grey as three equal channels. Its colour profile is not applied: a profile is a program of
 * the file's author. Bytes after the end of the image are ignored. What the decoder can only guess at is `corrupt`: guessed
 * pixels are no evidence of a face.
 *
 * `file` is read until the promise settles and never changed. Never rejects for what the file holds.
 */
export async function decodePortrait(file: Uint8Array): Promise<PortraitOutcome> {
  if (file.length === 0) return unreadable('empty');
  if (file.length > LONGEST_FILE_BYTES) return unreadable('too-large');
  switch (codecOf(file)) {
    case 'jpeg':
      return decodeJpeg(file);
    case 'jpeg-2000':
      return decodeJpeg2000(file);
    case undefined:
      return unreadable('format');
  }
}
