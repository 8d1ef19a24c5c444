import { type Image, wipeImage } from '../../hardware/device/image.ts';
import { keyInSlot } from '../vault/key-table.ts';
import { open } from '../vault/sealed-capture.ts';
import { VaultError } from '../vault/vault-error.ts';
import type { SealedInTransit } from './analysis-messages.ts';
import type { PortraitDecoder } from './portrait-decoder.ts';

/**
 * Opens a sealed image, lends it to `use`, and wipes it when that is done, also on error. An encoded file that does not
 * decode is lent as `undefined`. Rejects with `VaultError`.
 */
export async function withOpenedImage<T>(
  keyMemory: SharedArrayBuffer,
  { sealed, slot }: SealedInTransit,
  portraits: PortraitDecoder,
  use: (image: Image | undefined) => Promise<T>,
): Promise<T> {
  const { header, plaintext } = open(sealed, keyInSlot(keyMemory, slot));
  let image: Image | undefined;
  try {
    const { format } = header;
    if (format.kind === 'encoded') {
      const outcome = await portraits.decode(plaintext);
      if (outcome.kind === 'decoded') image = outcome.image;
    } else {
      const { width, height, kind: channelOrder } = format;
      image = { width, height, channelOrder, data: plaintext, ownership: 'owned' };
      if (plaintext.length !== width * height * (channelOrder === 'rgb' ? 3 : 1)) {
        throw new VaultError('corrupt', 'a sealed image has not as many bytes as its header says');
      }
    }
    return await use(image);
  } finally {
    if (image !== undefined) wipeImage(image);
    plaintext.fill(0);
  }
}
