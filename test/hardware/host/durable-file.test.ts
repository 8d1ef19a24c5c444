import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFile, replaceFile } from '../../../hardware/host/durable-file.ts';
import {
  createFileSync,
  makeFolderSync,
  moveFileSync,
  replaceFileSync,
} from '../../../hardware/host/durable-file-sync.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DRAFT_OF = (path: string, processId: number): string => `${path}.${processId}-0123456789abcdef.draft`;

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe.each([
  ['replaceFile and createFile', replaceFile, createFile],
  ['replaceFileSync and createFileSync', replaceFileSync, createFileSync],
])('%s', (_, replace, create) => {
  it('leave only the file in its folder, readable by its owner only', async () => {
    const folder = temporaryFolder();
    await replace(join(folder, 'one'), 'first');
    await replace(join(folder, 'one'), Uint8Array.of(1, 2, 3));
    expect(await create(join(folder, 'two'), 'second')).toBe('created');
    expect(readdirSync(folder).sort()).toEqual(['one', 'two']);
    expect(readFileSync(join(folder, 'one'))).toEqual(Buffer.of(1, 2, 3));
    expect(readFileSync(join(folder, 'two'), 'utf8')).toBe('second');
    expect([modeOf(join(folder, 'one')), modeOf(join(folder, 'two'))]).toEqual([0o600, 0o600]);
  });

  it('give the file the requested mode, whatever mode the previous file had', async () => {
    const path = join(temporaryFolder(), 'list.pem');
    writeFileSync(path, 'old', { mode: 0o600 });
    await replace(path, 'new', { mode: 0o640 });
    expect(modeOf(path)).toBe(0o640);
  });

  it('do not replace an existing file when they create one', async () => {
    const path = join(temporaryFolder(), 'key');
    writeFileSync(path, 'the first');
    expect(await create(path, 'the second')).toBe('exists');
    expect(readFileSync(path, 'utf8')).toBe('the first');
    expect(readdirSync(join(path, '..'))).toEqual(['key']);
  });

  it('remove drafts of an ended process, and no draft of a running process or of another file', async () => {
    const path = join(temporaryFolder(), 'time.json');
    const abandoned = DRAFT_OF(path, deadProcess());
    const before = DRAFT_OF(path, process.pid);
    const kept = [DRAFT_OF(path, process.ppid), DRAFT_OF(`${path}-other`, deadProcess()), `${path}.draft`];
    for (const file of [abandoned, before, ...kept]) writeFileSync(file, 'half');
    await replace(path, 'whole');
    expect([abandoned, before].filter((file) => existsSync(file))).toEqual([]);
    expect(kept.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('reject, and leave the old content and no draft, when the file cannot be put in place', async () => {
    const path = join(temporaryFolder(), 'memory');
    // A folder that is not empty cannot be replaced by a file
    mkdirSync(join(path, 'inside'), { recursive: true });
    await expect((async () => replace(path, 'new'))()).rejects.toMatchObject({
      code: expect.stringMatching(/^E[A-Z]+$/),
    });
    expect(readdirSync(join(path, '..'))).toEqual(['memory']);
    expect(existsSync(join(path, 'inside'))).toBe(true);
  });

  it('reject when there is no folder', async () => {
    const path = join(temporaryFolder(), 'none', 'file');
    await expect((async () => replace(path, 'x'))()).rejects.toMatchObject({ code: 'ENOENT' });
    await expect((async () => create(path, 'x'))()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('replaceFile', () => {
  it('writes the pieces of a stream one after another', async () => {
    const path = join(temporaryFolder(), 'backup');
    await replaceFile(path, piecesUpTo(200));
    expect([...readFileSync(path)]).toEqual(Array.from({ length: 200 }, (_, at) => at));
  });

  it('leaves the old content and no draft when the stream breaks off', async () => {
    const path = join(temporaryFolder(), 'backup');
    writeFileSync(path, 'old');
    await expect(replaceFile(path, piecesUpTo(9, new Error('the source is gone')))).rejects.toThrow(
      'the source is gone',
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(join(path, '..'))).toEqual(['backup']);
  });

  it('when called many times at once, leaves the complete content of one call', async () => {
    const path = join(temporaryFolder(), 'shared');
    const contents = Array.from({ length: 12 }, (_, at) => String(at).repeat(50_000 + at));
    await Promise.all(contents.map((content) => replaceFile(path, content)));
    expect(contents).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(join(path, '..'))).toEqual(['shared']);
  });
});

describe('createFile', () => {
  it('when called many times at once, creates the file once', async () => {
    const path = join(temporaryFolder(), 'key');
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, at) => createFile(path, `key ${at}`)));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(`key ${outcomes.indexOf('created')}`);
  });
});

describe('moveFileSync and makeFolderSync', () => {
  it('move a file into another folder, which is created with its missing parents', () => {
    const top = temporaryFolder();
    chmodSync(top, 0o700);
    const folder = join(top, 'a', 'b');
    makeFolderSync(folder);
    makeFolderSync(folder);
    writeFileSync(join(top, 'file'), 'content');
    moveFileSync(join(top, 'file'), join(folder, 'file'));
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('content');
    expect([modeOf(join(top, 'a')), modeOf(folder)]).toEqual([0o700, 0o700]);
    expect(readdirSync(top)).toEqual(['a']);
  });
});

async function* piecesUpTo(end: number, error?: Error): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < end; at++) yield Uint8Array.of(at);
  if (error !== undefined) throw error;
}
