import { type Image, wipeImage } from '../../../hardware/device/image.ts';
import { keyInSlot } from '../../vault/captures/key-table.ts';
import { open, type OpenedCapture } from '../../vault/captures/sealed-capture.ts';
import { VaultError } from '../../vault/captures/vault-error.ts';
import type { SealedInTransit } from './analysis-messages.ts';
import type { PortraitDecoder } from './portrait-decoder.ts';

/**
 * Opens a sealed image, passes it to `use` and wipes it afterwards, also on error. For an encoded file that does not
 * decode, `use` receives `undefined`. Rejects with `VaultError`.
 */
export async function withOpenedImage<T>(
  keyMemory: SharedArrayBuffer,
  { sealed, slot }: SealedInTransit,
  portraits: PortraitDecoder,
  use: (image: Image | undefined) => Promise<T>,
): Promise<T> {
  return withOpened(open(sealed, keyInSlot(keyMemory, slot)), portraits, use);
}

/** Like `withOpenedImage`, with a copy of the key, which is wiped before the image is used. */
export async function withOpenedCapture<T>(
  sealed: Uint8Array,
  key: Uint8Array,
  portraits: PortraitDecoder,
  use: (image: Image | undefined) => Promise<T>,
): Promise<T> {
  let opened: OpenedCapture;
  try {
    opened = open(sealed, key);
  } finally {
    key.fill(0);
  }
  return withOpened(opened, portraits, use);
}

async function withOpened<T>(
  { header, plaintext }: OpenedCapture,
  portraits: PortraitDecoder,
  use: (image: Image | undefined) => Promise<T>,
): Promise<T> {
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
        throw new VaultError('corrupt', 'the length of a sealed image differs from its header');
      }
    }
    return await use(image);
  } finally {
    if (image !== undefined) wipeImage(image);
    plaintext.fill(0);
  }
}
