import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { isExposed } from '../host/private-files.ts';
import { DeviceError } from './device-error.ts';

/** Longer than a PIN or a value of authorisation. */
const LONGEST_BYTES = 256;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Reads a secret of one line, without the line end, into a buffer that the caller wipes. Rejects with `DeviceError`
 * `not-permitted` for a secure element.
 *
 * @param what names the secret in messages, e.g. `the PIN`
 */
export async function readPrivateLine(path: string, what: string): Promise<Uint8Array<ArrayBuffer>> {
  const refused = (message: string, cause?: unknown): DeviceError =>
    new DeviceError('secure-element', 'not-permitted', `the file with ${what} ${message}`, { cause });
  const file = await open(path, constants.O_RDONLY).catch((cause: unknown) => {
    throw refused('cannot be read', cause);
  });
  try {
    if (isExposed(path, await file.stat())) {
      throw refused('must be readable by its owner only (mode 0600 or 0400)');
    }
    const bytes = new Uint8Array(LONGEST_BYTES);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    let end = bytesRead;
    while (end > 0 && (bytes[end - 1] === LINE_FEED || bytes[end - 1] === CARRIAGE_RETURN)) end -= 1;
    if (end === 0 || bytesRead === LONGEST_BYTES) {
      bytes.fill(0);
      throw refused('must contain a single line');
    }
    return bytes.subarray(0, end);
  } finally {
    await file.close();
  }
}
