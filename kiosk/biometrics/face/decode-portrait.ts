/** Decodes the portrait of a chip, which is untrusted input. */
import { codecOf } from '../../rules/document/portrait-image.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { decodeJpeg2000 } from './jpeg-2000/decode-jpeg-2000.ts';
import { LONGEST_FILE_BYTES } from './portrait-limits.ts';
import { type PortraitOutcome, unreadable } from './unreadable.ts';

/**
 * The portrait as an owned RGB image, grey as three equal channels. Its colour profile is not applied, because it is
 * untrusted code. Bytes after the end of the image are ignored. A file that the decoder can only guess at is
 * `corrupt`, because guessed pixels are no evidence of a face.
 *
 * `file` is read until the promise settles and never changed. Never rejects because of the content of the file.
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
