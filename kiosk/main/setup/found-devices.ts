/** Devices that are plugged into this machine. */
import { existsSync, readdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { loadWinscard, PCSC_LIBRARY } from '../../../hardware/document-reader/pcsc/winscard.ts';

export interface FoundDevices {
  /** As values of settings, such as `v4l2:/dev/v4l/by-id/usb-camera-video-index0`. */
  readonly cameras: readonly string[];
  /** Paths of serial lines that do not change. */
  readonly lines: readonly string[];
  /** Names of card readers. */
  readonly cardReaders: readonly string[];
  readonly hasTpm: boolean;
  /** Addresses of this machine in its networks. */
  readonly addresses: readonly string[];
}

const TPM = 'dev/tpmrm0';

/** @param root of the file system */
export async function findDevices(root = '/'): Promise<FoundDevices> {
  return {
    cameras: camerasIn(root).map((path) => `v4l2:${path}`),
    lines: entriesIn(root, 'dev/serial/by-id'),
    cardReaders: await cardReaders().catch(() => []),
    hasTpm: existsSync(join(root, TPM)),
    addresses: Object.values(networkInterfaces()).flatMap((all = []) =>
      all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
    ),
  };
}

/** A camera has several nodes; the first of them gives pictures. Without a serial number it has no permanent name. */
function camerasIn(root: string): string[] {
  const named = entriesIn(root, 'dev/v4l/by-id').filter((path) => path.endsWith('-video-index0'));
  if (named.length > 0) return named;
  return entriesIn(root, 'dev/v4l/by-path').filter((path) => path.endsWith('-video-index0'));
}

function entriesIn(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder))
      .toSorted()
      .map((name) => `/${folder}/${name}`);
  } catch {
    return [];
  }
}

async function cardReaders(): Promise<readonly string[]> {
  const winscard = loadWinscard(PCSC_LIBRARY);
  return winscard.readerNames(await winscard.establishContext());
}
