/**
 * Opens a sealed capture and reads its prints: pixels, a scanner's record, or a document's DG3. All bytes are
 * untrusted.
 */
import type { FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { allocateImage, type Image, wipeImage } from '../../../hardware/device/image.ts';
import { readDg3 } from '../../../models/finger/formats/dg3.ts';
import {
  decodeRepresentation,
  type FingerRecordRead,
  type FingerRepresentation,
} from '../../../models/finger/formats/finger-representation.ts';
import { readImageRecord } from '../../../models/finger/formats/image-record.ts';
import type { SealedInTransit } from '../face/analysis-messages.ts';
import type { PortraitDecoder } from '../face/portrait-decoder.ts';
import { keyInSlot } from '../../vault/captures/key-table.ts';
import { open } from '../../vault/captures/sealed-capture.ts';
import { VaultError } from '../../vault/captures/vault-error.ts';
import { MAX_REFERENCES } from '../../lists/registration/finger-record.ts';

/** For JPEG and JPEG 2000, like `PortraitDecoder.decode`. */
type PictureDecoder = PortraitDecoder['decode'];

export interface OpenedPrint {
  readonly image: Image;
  readonly resolutionPpi: number;
  /** Position in the record; `undefined` for plain pixels and for unknown positions. */
  readonly position: FingerPosition | undefined;
}

/**
 * Opens a sealed capture, passes its prints to `use` and wipes everything afterwards, also on error. Prints that do
 * not decode or have no resolution are ignored. Rejects with `VaultError`.
 */
export async function withOpenedPrints<T>(
  keyMemory: SharedArrayBuffer,
  { sealed, slot }: SealedInTransit,
  resolutionPpi: number | undefined,
  decodePicture: PictureDecoder,
  use: (prints: readonly OpenedPrint[]) => Promise<T>,
): Promise<T> {
  const { header, plaintext } = open(sealed, keyInSlot(keyMemory, slot));
  const prints: OpenedPrint[] = [];
  try {
    const { format, modality } = header;
    if (format.kind === 'encoded') {
      await addPrints(
        prints,
        modality === 'chip-fingers' ? readDg3(plaintext) : readImageRecord(plaintext),
        decodePicture,
      );
    } else {
      const { width, height, kind: channelOrder } = format;
      if (plaintext.length !== width * height * (channelOrder === 'rgb' ? 3 : 1)) {
        throw new VaultError('corrupt', 'the length of a sealed image differs from its header');
      }
      const image: Image = { width, height, channelOrder, data: plaintext, ownership: 'owned' };
      if (resolutionPpi !== undefined) prints.push({ image, resolutionPpi, position: undefined });
    }
    return await use(prints);
  } finally {
    for (const { image } of prints) wipeImage(image);
    plaintext.fill(0);
  }
}

/** Adds prints one by one to `prints`, so that wiping `prints` wipes all of them. */
async function addPrints(prints: OpenedPrint[], read: FingerRecordRead, decodePicture: PictureDecoder): Promise<void> {
  if (read.kind === 'unreadable') return;
  for (const representation of read.representations.slice(0, MAX_REFERENCES)) {
    const decoded = await decodedPrint(representation, decodePicture);
    if (decoded === undefined) continue;
    const { image, resolutionPpi } = decoded;
    if (resolutionPpi === undefined) wipeImage(image);
    else prints.push({ image, resolutionPpi, position: positionOf(representation.position) });
  }
}

async function decodedPrint(
  representation: FingerRepresentation,
  decodePicture: PictureDecoder,
): Promise<{ readonly image: Image; readonly resolutionPpi: number | undefined } | undefined> {
  const decoded = decodeRepresentation(representation);
  if (decoded.kind === 'decoded') return decoded;
  if (decoded.kind === 'unreadable' || decoded.codec === 'png') return undefined;
  const picture = await decodePicture(representation.data);
  if (picture.kind === 'unreadable') return undefined;
  try {
    return { image: greyOf(picture.image), resolutionPpi: representation.resolutionPpi };
  } finally {
    wipeImage(picture.image);
  }
}

/** Prints have no colour, so all channels of a codec are equal. */
function greyOf({ width, height, data }: Image): Image {
  const grey = allocateImage(width, height, 'grey');
  for (let pixel = 0; pixel < grey.data.length; pixel++) grey.data[pixel] = data[pixel * 3]!;
  return grey;
}

function positionOf(code: number): FingerPosition | undefined {
  return code >= 1 && code <= 10 ? (code as FingerPosition) : undefined;
}
