/** From a sealed capture to the prints in it: pixels, a scanner's record, or a document's DG3. All bytes may be an attacker's. */
import type { FingerPosition } from '../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { type Image, wipeImage } from '../../hardware/image.ts';
import { readDg3 } from '../../models/finger/formats/dg3.ts';
import { decodeRepresentation, type FingerRecordRead } from '../../models/finger/formats/finger-representation.ts';
import { readImageRecord } from '../../models/finger/formats/image-record.ts';
import type { SealedInTransit } from '../face/analysis-messages.ts';
import { keyInSlot } from '../vault/key-table.ts';
import { open } from '../vault/sealed-capture.ts';
import { VaultError } from '../vault/vault-error.ts';
import { MOST_REFERENCES } from './finger-constants.ts';

export interface OpenedPrint {
  readonly image: Image;
  readonly resolutionPpi: number;
  /** As the record says; `undefined` for plain pixels and for fingers that a record does not name. */
  readonly position: FingerPosition | undefined;
}

/**
 * Opens a sealed capture, lends the prints in it to `use`, and wipes everything when that is done, also on error. What does not
 * decode, and what says no resolution, is left out. Rejects with `VaultError`.
 */
export async function withOpenedPrints<T>(
  keyMemory: SharedArrayBuffer,
  { sealed, slot }: SealedInTransit,
  resolutionPpi: number | undefined,
  use: (prints: readonly OpenedPrint[]) => Promise<T>,
): Promise<T> {
  const { header, plaintext } = open(sealed, keyInSlot(keyMemory, slot));
  const prints: OpenedPrint[] = [];
  try {
    const { format, modality } = header;
    if (format.kind === 'encoded') {
      prints.push(...printsOf(modality === 'chip-fingers' ? readDg3(plaintext) : readImageRecord(plaintext)));
    } else {
      const { width, height, kind: channelOrder } = format;
      if (plaintext.length !== width * height * (channelOrder === 'rgb' ? 3 : 1)) {
        throw new VaultError('corrupt', 'a sealed image has not as many bytes as its header says');
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

function printsOf(read: FingerRecordRead): OpenedPrint[] {
  if (read.kind === 'unreadable') return [];
  return read.representations.slice(0, MOST_REFERENCES).flatMap((representation) => {
    const decoded = decodeRepresentation(representation);
    if (decoded.kind !== 'decoded') return [];
    const { image, resolutionPpi } = decoded;
    if (resolutionPpi === undefined) {
      wipeImage(image);
      return [];
    }
    return [{ image, resolutionPpi, position: positionOf(representation.position) }];
  });
}

function positionOf(code: number): FingerPosition | undefined {
  return code >= 1 && code <= 10 ? (code as FingerPosition) : undefined;
}
