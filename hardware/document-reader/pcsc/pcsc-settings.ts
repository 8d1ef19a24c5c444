import type { Clock } from '../../clock/clock.ts';
import type { DocumentReader } from '../document-reader.ts';
import type { LineDevicePlace } from '../line-device.ts';
import { lineZoneSource } from '../line-zone-source.ts';
import { pcscDocumentReader } from './pcsc-document-reader.ts';

/** What the driver `pcsc` is configured with. */
export interface PcscSettings {
  /** A part of the card reader's name; `undefined`: the first contactless one, or else the first. */
  readonly readerName: string | undefined;
  /** Where the reader of the optical zone types. */
  readonly zone: LineDevicePlace;
}

/** Throws `RangeError` without settings: whoever names the driver gives them. */
export function pcscReaderOf(settings: PcscSettings | undefined, clock: Clock): DocumentReader {
  if (settings === undefined) throw new RangeError('the document reader pcsc was wired without settings');
  const { readerName, zone } = settings;
  return pcscDocumentReader({
    clock,
    zone: lineZoneSource(zone, clock),
    ...(readerName !== undefined && { readerName }),
  });
}
