/** A kiosk that connects to its document reader, tells the id of the reader's process, and stays. */
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { pcscDocumentReader } from '../../../../hardware/document-reader/pcsc/pcsc-document-reader.ts';
import { fakeZoneSource } from './specimen-zone.ts';

const reader = pcscDocumentReader({
  clock: systemClock,
  zone: fakeZoneSource(systemClock),
  onProcess: (id) => void process.send?.(id),
});
await reader.connect(new AbortController().signal);
