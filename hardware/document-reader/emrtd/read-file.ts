/** Reads elementary files in blocks, ICAO 9303-10 §3.6: SELECT by identifier, READ BINARY, within limits. */
import { BerError } from '../../ber/ber-error.ts';
import { readBer } from '../../ber/read.ts';
import { bigEndian, tlv } from '../../ber/write.ts';
import { ChipError } from './chip-error.ts';
import type { ChipSession } from './chip-session.ts';
import type { FilePlace } from './elementary-files.ts';
import { END_OF_FILE, FILE_NOT_FOUND, OK } from './status-word.ts';
import { offHeap } from '../../host/off-heap.ts';

export interface ReadFileOptions {
  /** Bytes per command: 223 works with any chip and protection; more needs extended length. */
  readonly blockBytes: number;
  /** A file with a larger declared length is refused before it is read. */
  readonly mostBytes: number;
  /** After each block. */
  readonly onProgress?: (readBytes: number, totalBytes: number) => void;
}

/** Fits the short form with every protection. */
export const SHORT_BLOCK_BYTES = 223;
/** Larger blocks are not faster over the air, and some chips fail with them. */
export const LONG_BLOCK_BYTES = 4_096;

const HEADER_BYTES = 8;
/** READ BINARY with even INS has 15 bits of offset. */
const LONGEST_SHORT_OFFSET = 0x7fff;
const OFFSET_OBJECT = 0x54;
const DATA_OBJECT = 0x53;
/** Tag and length of the data object, at most. */
const DATA_OBJECT_HEADER_BYTES = 5;

/**
 * Reads the complete file into a separate buffer; `undefined` when the chip does not have it.
 *
 * Rejects with `ChipError` `refused` (6982: not allowed yet), `malformed`, `limit-exceeded`, `secure-messaging`, and
 * `DeviceError`.
 */
export async function readFile(
  session: ChipSession,
  place: FilePlace,
  { blockBytes, mostBytes, onProgress }: ReadFileOptions,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const name = place.identifier.toString(16).padStart(4, '0');
  // Without Le, which some chips reject
  const selected = await session.send({
    cla: 0x00,
    ins: 0xa4,
    p1: 0x02,
    p2: 0x0c,
    data: Uint8Array.of(place.identifier >> 8, place.identifier),
  });
  if (selected.statusWord === FILE_NOT_FOUND) return undefined;
  if (selected.statusWord !== OK) {
    const { statusWord } = selected;
    throw new ChipError('refused', `SELECT ${name} was answered ${statusWord.toString(16)}`, { statusWord });
  }
  const head = await session.expect(`READ ${name}`, { cla: 0x00, ins: 0xb0, p1: 0, p2: 0, expected: HEADER_BYTES }, [
    OK,
    END_OF_FILE,
  ]);
  if (place.tag !== undefined && head[0] !== place.tag) throw new ChipError('malformed', `${name} begins otherwise`);
  const total = place.bytes ?? fileLength(head);
  if (total > mostBytes) throw new ChipError('limit-exceeded', `${name} has ${total} bytes`);

  const file = offHeap(total);
  let at = Math.min(head.length, total);
  file.set(head.subarray(0, at));
  try {
    while (at < total) {
      const block = await readBlock(session, name, at, Math.min(blockBytes, total - at));
      if (block.length === 0) throw new ChipError('malformed', `${name} ends early`);
      file.set(block.subarray(0, total - at), at);
      at = Math.min(total, at + block.length);
      block.fill(0);
      onProgress?.(at, total);
    }
    return file;
  } catch (error) {
    file.fill(0);
    throw error;
  }
}

async function readBlock(
  session: ChipSession,
  name: string,
  offset: number,
  wanted: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const what = `READ ${name}`;
  if (offset <= LONGEST_SHORT_OFFSET) {
    const command = { cla: 0x00, ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, expected: wanted };
    return session.expect(what, command, [OK, END_OF_FILE]);
  }
  const command = {
    cla: 0x00,
    ins: 0xb1,
    p1: 0x00,
    p2: 0x00,
    data: tlv(OFFSET_OBJECT, bigEndian(offset)),
    expected: wanted + DATA_OBJECT_HEADER_BYTES,
  };
  const answer = await session.expect(what, command, [OK, END_OF_FILE]);
  try {
    const element = readBer(answer);
    if (element.tag === DATA_OBJECT) return element.content;
  } catch (cause) {
    if (!(cause instanceof BerError)) throw cause;
  }
  throw new ChipError('malformed', `${name} is not given in a data object`);
}

/** Length of the file from its first bytes: one BER-TLV element of definite length. @throws ChipError `malformed` */
function fileLength(head: Uint8Array): number {
  const [, first = 0x80] = head;
  if (head.length < 2 || first === 0x80) throw new ChipError('malformed', 'a file without a length');
  if (first < 0x80) return 2 + first;
  const lengthBytes = first - 0x80;
  if (lengthBytes > 3 || head.length < 2 + lengthBytes)
    throw new ChipError('malformed', 'a file of an impossible length');
  return head.subarray(2, 2 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0) + 2 + lengthBytes;
}
