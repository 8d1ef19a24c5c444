import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memoryFileIn, readMemoryFile, writeMemoryFile } from '../../../../kiosk/platform/base/memory-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const schema = z.strictObject({ number: z.int() });

function memoryOf(keyDir?: string) {
  const dataDir = temporaryFolder();
  const memory = memoryFileIn({ dataDir, keyDir }, 'notice');
  return {
    memory,
    read: () => readMemoryFile(memory, schema),
    write: (number: number) => writeMemoryFile(memory, { number }),
  };
}

describe('a memory of a lane', () => {
  it('is empty at the first start, and then what was written last', () => {
    const { read, write } = memoryOf();
    expect(read()).toBeUndefined();
    write(1);
    write(2);
    expect(read()).toEqual({ number: 2 });
  });

  it('that was deleted is distinguished from one that was never written', () => {
    const { memory, read, write } = memoryOf();
    write(1);
    rmSync(memory.file);
    expect(read).toThrow(expect.objectContaining({ name: 'MemoryError', code: 'memory-missing' }));
    // Also after a failed start
    expect(read).toThrow(expect.objectContaining({ code: 'memory-missing' }));
  });

  it.each(['', '{', 'null', '{"number":"1"}', '{"number":1,"more":2}', '\u0000'.repeat(64)])(
    'with the content %j is a fault, is not treated as empty, and is kept for an investigation',
    (damaged) => {
      const { memory, read, write } = memoryOf();
      write(1);
      writeFileSync(memory.file, damaged);
      expect(read).toThrow(expect.objectContaining({ code: 'memory-unreadable' }));
      expect(readFileSync(memory.file, 'utf8')).toBe(damaged);
    },
  );

  it('that cannot be read is a fault', () => {
    const { memory, read } = memoryOf();
    mkdirSync(memory.file);
    expect(read).toThrow(expect.objectContaining({ code: 'memory-unreadable' }));
  });

  it('without a mark, from an earlier version or a power cut, gets its mark at the next write', () => {
    const { memory, read, write } = memoryOf();
    write(1);
    rmSync(memory.mark);
    expect(read()).toEqual({ number: 1 });
    write(2);
    rmSync(memory.file);
    expect(read).toThrow(expect.objectContaining({ code: 'memory-missing' }));
  });

  it('has its mark in the folder of the key store, which may not exist yet', () => {
    const keyDir = join(temporaryFolder(), 'keys');
    const { memory, write } = memoryOf(keyDir);
    write(1);
    expect(existsSync(join(keyDir, 'notice.remembered'))).toBe(true);
    expect([statSync(memory.file).mode & 0o777, statSync(keyDir).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('is empty again after its file and its mark are removed, as the README says', () => {
    const { memory, read, write } = memoryOf();
    write(1);
    rmSync(memory.file);
    rmSync(memory.mark);
    expect(read()).toBeUndefined();
  });
});
