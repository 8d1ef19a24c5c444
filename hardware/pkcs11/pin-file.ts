import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { isExposed } from '../host/private-files.ts';
import { elementError } from './return-codes.ts';

/** PINs are short; a longer file is not a PIN file. */
const LONGEST_BYTES = 256;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Reads the PIN, without the line end, into a buffer that the caller wipes. Rejects with `DeviceError` `not-permitted`. */
export async function readPinFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path, constants.O_RDONLY).catch((cause: unknown) => {
    throw elementError('not-permitted', 'the file with the PIN cannot be read', cause);
  });
  try {
    if (isExposed(path, await file.stat())) {
      throw elementError(
        'not-permitted',
        'the file with the PIN must be readable by its owner only (mode 0600 or 0400)',
      );
    }
    const bytes = new Uint8Array(LONGEST_BYTES);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    let end = bytesRead;
    while (end > 0 && (bytes[end - 1] === LINE_FEED || bytes[end - 1] === CARRIAGE_RETURN)) end -= 1;
    if (end === 0 || bytesRead === LONGEST_BYTES) {
      bytes.fill(0);
      throw elementError('not-permitted', 'the file with the PIN must contain a single line');
    }
    return bytes.subarray(0, end);
  } finally {
    await file.close();
  }
}
