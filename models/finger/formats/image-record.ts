import { ByteCursor } from './byte-cursor.ts';
import type { FingerRecordRead } from './finger-representation.ts';
import { DATA_BLOCK_TAG, readImageBlock39794 } from './image-block-39794.ts';
import { unreadable } from './image-read.ts';
import { FORMAT_IDENTIFIER, readImageRecord2005, VERSION_2005 } from './image-record-2005.ts';
import { readImageRecord2011, VERSION_2011 } from './image-record-2011.ts';

/** Reads a finger image record of any edition, identified by its first bytes: ISO/IEC 19794-4:2005, :2011, 39794-4. */
export function readImageRecord(bytes: Uint8Array<ArrayBuffer>): FingerRecordRead {
  if (bytes[0] === DATA_BLOCK_TAG) return readImageBlock39794(bytes);
  const start = new ByteCursor(bytes);
  const [format, version] = [start.u32(), start.u32()];
  if (start.overrun) return unreadable('truncated');
  if (format !== FORMAT_IDENTIFIER) return unreadable('malformed');
  if (version === VERSION_2005) return readImageRecord2005(bytes);
  return version === VERSION_2011 ? readImageRecord2011(bytes) : unreadable('unsupported');
}
