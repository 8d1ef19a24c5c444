import type { Clock } from '../../host/clock.ts';
import type { DocumentReader } from '../document-reader.ts';
import { ffmpegCamera } from '../../camera/ffmpeg/ffmpeg-camera.ts';
import { imageZoneSource } from '../image-zone-source.ts';
import { lineZoneSource } from '../line-zone-source.ts';
import type { OpticalZoneSource } from '../optical-zone.ts';
import type { ZonePlace } from '../zone-place.ts';
import { pcscDocumentReader } from './pcsc-document-reader.ts';

/** Settings of the driver `pcsc`. */
export interface PcscSettings {
  /** A part of the card reader's name; `undefined`: the first contactless one, or else the first. */
  readonly readerName: string | undefined;
  /** Source of the optical zone. */
  readonly zone: ZonePlace;
}

/** Mode of a document camera: gives 20 px per character when a passport's page fills two thirds of the width. */
const DOCUMENT_CAMERA_MODE = { width: 1920, height: 1080, framesPerSecond: 10 };

/** Throws `RangeError` without settings, which are required for this driver. */
export function pcscReaderOf(settings: PcscSettings | undefined, clock: Clock): DocumentReader {
  if (settings === undefined) throw new RangeError('the document reader pcsc was wired without settings');
  const { readerName, zone } = settings;
  return pcscDocumentReader({
    clock,
    zone: zoneSourceOf(zone, clock),
    ...(readerName !== undefined && { readerName }),
  });
}

function zoneSourceOf(place: ZonePlace, clock: Clock): OpticalZoneSource {
  if (place.kind !== 'camera') return lineZoneSource(place, clock);
  return imageZoneSource(ffmpegCamera({ clock, source: place.source, mode: DOCUMENT_CAMERA_MODE }), clock);
}
