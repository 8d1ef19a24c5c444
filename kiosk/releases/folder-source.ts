/** A repository in a folder, such as a USB stick that a technician brings. */
import { type FileHandle, open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { PIECE_BYTES } from '../../server/contract/release-repository.ts';
import type { ReleaseSource, SourceAnswer } from './release-source.ts';

export function folderSource(folder: string): ReleaseSource {
  const read = async (file: string, offset: number, limitBytes: number): Promise<SourceAnswer> => {
    let handle: FileHandle;
    try {
      // A stick may hold a pipe or a link instead of a file
      handle = await open(join(folder, file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { kind: code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'unreachable' };
    }
    try {
      if (!(await handle.stat()).isFile()) return { kind: 'unreachable' };
      const buffer = Buffer.alloc(limitBytes);
      let length = 0;
      while (length < limitBytes) {
        const { bytesRead } = await handle.read(buffer, length, limitBytes - length, offset + length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return { kind: 'bytes', bytes: buffer.subarray(0, length) };
    } catch {
      return { kind: 'unreachable' };
    } finally {
      await handle.close();
    }
  };
  return {
    name: 'folder',
    async metadata(file, limitBytes) {
      const answer = await read(file, 0, limitBytes + 1);
      return answer.kind === 'bytes' && answer.bytes.length > limitBytes ? { kind: 'too-large' } : answer;
    },
    piece: (file, offset) => read(file, offset, PIECE_BYTES),
  };
}
