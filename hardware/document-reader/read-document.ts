/** The steps of every document reader after it has a zone and a transport to the chip. */
import type { DocumentProgress, DocumentRead } from './document-reader.ts';
import type { ElementaryFile } from './elementary-file.ts';
import { ChipError } from './emrtd/chip-error.ts';
import { type ChipVisit, readChip } from './emrtd/read-chip.ts';
import type { Terminal } from './emrtd/terminal-authentication/terminal-authentication.ts';
import type { ChipTransport } from './emrtd/transport.ts';
import { accessKeysOf } from './mrz/access-keys.ts';
import { parseMrz } from './mrz/parse-mrz.ts';

export interface ReadDocumentOptions {
  /** Permits reading fingerprints; without it they are not requested. */
  readonly terminal?: Terminal;
  readonly onProgress?: (progress: DocumentProgress) => void;
  readonly signal: AbortSignal;
}

const DATA_GROUPS: readonly ElementaryFile[] = ['EF.DG1', 'EF.DG2', 'EF.DG11', 'EF.DG12'];

/**
 * Reads the chip with the keys of the zone.
 *
 * Rejects with `DeviceError`.
 *
 * @param mrz the optical zone; returned in a `read` result, otherwise wiped here
 * @param readAtMs the lane's monotonic clock
 */
export async function readDocument(
  mrz: Uint8Array<ArrayBuffer>,
  transport: ChipTransport,
  readAtMs: () => number,
  { terminal, onProgress, signal }: ReadDocumentOptions,
): Promise<DocumentRead> {
  onProgress?.({ step: 'zone' });
  const parse = parseMrz(mrz);
  if (parse.kind !== 'parsed') {
    mrz.fill(0);
    return { kind: 'mrz-unreadable' };
  }
  const keys = accessKeysOf(parse.mrz);
  let furthest = 0;
  try {
    const visit: ChipVisit = await readChip(transport, {
      keys,
      dataGroups: terminal === undefined ? DATA_GROUPS : [...DATA_GROUPS, 'EF.DG3'],
      ...(terminal !== undefined && { terminal }),
      onProgress(readBytes, totalBytes) {
        furthest = Math.max(furthest, readBytes / totalBytes);
        onProgress?.({ step: 'chip', share: furthest });
      },
      signal,
    });
    if (visit.kind === 'wrong-key') {
      mrz.fill(0);
      return { kind: 'chip-unreadable' };
    }
    const { files, access, chipAuthentication, activeAuthentication, terminalAuthentication } = visit;
    const chip = { access, chipAuthentication, activeAuthentication, terminalAuthentication };
    return { kind: 'read', mrz, files, chip, readAtMs: readAtMs() };
  } catch (error) {
    mrz.fill(0);
    if (error instanceof ChipError) return { kind: error.code === 'removed' ? 'removed' : 'chip-unreadable' };
    throw error;
  } finally {
    for (const { information } of keys) information.fill(0);
  }
}
