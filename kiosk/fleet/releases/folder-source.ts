/** A repository in a folder, such as a USB stick that a technician brings. */
import { type FileHandle, open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../hardware/host/clock.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { PIECE_BYTES } from '../../../server/contract/release-repository.ts';
import { patiently } from './patience.ts';
import type { ReleaseSource, SourceAnswer } from './release-source.ts';

const UNREACHABLE: SourceAnswer = { kind: 'unreachable' };

/** @param clock of the limit for a medium that does not answer */
export function folderSource(folder: string, clock: Clock = backgroundClock): ReleaseSource {
  const ask = patiently<SourceAnswer>(clock, UNREACHABLE);
  return {
    name: 'folder',
    async metadata(file, limitBytes) {
      const answer = await ask(() => readFrom(join(folder, file), 0, limitBytes + 1));
      return answer.kind === 'bytes' && answer.bytes.length > limitBytes ? { kind: 'too-large' } : answer;
    },
    piece: (file, offset) => ask(() => readFrom(join(folder, file), offset, PIECE_BYTES)),
  };
}

async function readFrom(path: string, offset: number, limitBytes: number): Promise<SourceAnswer> {
  let handle: FileHandle;
  try {
    // A stick may hold a pipe or a link instead of a file
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'absent' } : UNREACHABLE;
  }
  try {
    if (!(await handle.stat()).isFile()) return UNREACHABLE;
    const buffer = Buffer.alloc(limitBytes);
    let length = 0;
    while (length < limitBytes) {
      const { bytesRead } = await handle.read(buffer, length, limitBytes - length, offset + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { kind: 'bytes', bytes: buffer.subarray(0, length) };
  } catch {
    return UNREACHABLE;
  } finally {
    await handle.close().catch(() => undefined);
  }
}
