/**
 * Possible contents of a file after a power cut between any two steps of the writer, on a disk that keeps only flushed
 * data.
 */
import { describe, expect, it, vi } from 'vitest';
import { createFile, replaceFile } from '../../../hardware/host/durable-file.ts';
import { createFileSync, moveFileSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { FILE, FOLDER, inUse, PowerCut, SimulatedDisk, syncCalls } from './simulated-disk.ts';

vi.mock('node:fs', async () => (await import('./simulated-disk.ts')).syncCalls);
vi.mock('node:fs/promises', async () => (await import('./simulated-disk.ts')).asyncCalls);

type Write = (content: string) => unknown;

/** All possible contents of the file after a cut before each step, and after the call returned. */
async function cutBetweenSteps(
  write: Write,
  old: string | undefined,
): Promise<{ cut: Set<unknown>; done: Set<unknown> }> {
  const run = async (cutBefore: number): Promise<{ held: Set<unknown>; returned: boolean }> => {
    inUse.disk = new SimulatedDisk();
    if (old !== undefined) inUse.disk.put(FILE, old);
    inUse.disk.cutBefore(cutBefore);
    try {
      await write('the new content');
      return { held: inUse.disk.mayHold(FILE), returned: true };
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      return { held: inUse.disk.mayHold(FILE), returned: false };
    }
  };
  const cut = new Set<unknown>();
  for (let step = 1; ; step++) {
    const { held, returned } = await run(step);
    if (returned) {
      expect(step, 'steps of the writer').toBeGreaterThan(5);
      return { cut, done: held };
    }
    for (const content of held) cut.add(content);
  }
}

const WRITERS: Record<string, { replace: Write; create: Write }> = {
  'the writer': {
    replace: (content) => replaceFile(FILE, content),
    create: (content) => createFile(FILE, content),
  },
  'the synchronous writer': {
    replace: (content) => replaceFileSync(FILE, content),
    create: (content) => createFileSync(FILE, content),
  },
  'the writer of a stream': {
    replace: (content) => replaceFile(FILE, piecesOf(content)),
    create: (content) => createFile(FILE, piecesOf(content)),
  },
};

async function* piecesOf(content: string): AsyncGenerator<Uint8Array> {
  for (const letter of content) yield Buffer.from(letter, 'latin1');
}

describe.each(Object.entries(WRITERS))('%s', (_, { replace, create }) => {
  it('replaces a file: after a power cut it holds the old content or the new, after the call the new', async () => {
    const { cut, done } = await cutBetweenSteps(replace, 'the old content');
    expect(cut).toEqual(new Set(['the old content', 'the new content']));
    expect(done).toEqual(new Set(['the new content']));
  });

  it('writes the first content: after a power cut the file is missing or complete, after the call complete', async () => {
    for (const write of [replace, create]) {
      const { cut, done } = await cutBetweenSteps(write, undefined);
      expect(cut).toEqual(new Set([undefined, 'the new content']));
      expect(done).toEqual(new Set(['the new content']));
    }
  });

  it('never replaces an existing file when it creates one, wherever the power is cut', async () => {
    const { cut, done } = await cutBetweenSteps(create, 'the old content');
    expect(new Set([...cut, ...done])).toEqual(new Set(['the old content']));
  });
});

describe('moveFileSync', () => {
  it('leaves the old file or the moved one at the name, after the call the moved one', async () => {
    const { cut, done } = await cutBetweenSteps((content) => {
      inUse.disk.put(`${FOLDER}/aside`, content);
      for (let step = 0; step < 6; step++) inUse.disk.flush(inUse.disk.open(FOLDER, 'r'));
      moveFileSync(`${FOLDER}/aside`, FILE);
    }, 'the old content');
    expect(cut).toEqual(new Set(['the old content', 'the new content']));
    expect(done).toEqual(new Set(['the new content']));
  });
});

describe('the simulated disk shows the fault of a writer that omits', () => {
  const write = (content: string, { flush, name, flushFolder }: Record<string, boolean>): void => {
    const draft = name === true ? `${FILE}.new` : FILE;
    const file = syncCalls.openSync(draft, 'w');
    syncCalls.writeFileSync(file, content);
    if (flush === true) syncCalls.fsyncSync(file);
    syncCalls.closeSync(file);
    if (name === true) syncCalls.renameSync(draft, FILE);
    for (let step = 0; step < 6; step++) {
      if (flushFolder === true) syncCalls.fsyncSync(syncCalls.openSync(FOLDER, 'r'));
      else syncCalls.fsyncSync(syncCalls.openSync('/elsewhere', 'r'));
    }
  };
  const all = { flush: true, name: true, flushFolder: true };

  it('nothing: no fault', async () => {
    const { cut, done } = await cutBetweenSteps((content) => write(content, all), 'the old content');
    expect(cut).toEqual(new Set(['the old content', 'the new content']));
    expect(done).toEqual(new Set(['the new content']));
  });

  it.each(['flush', 'name'])('%s: contents that are neither the old nor the new', async (left) => {
    const { cut } = await cutBetweenSteps((content) => write(content, { ...all, [left]: false }), 'the old content');
    expect(cut.size).toBeGreaterThan(2);
  });

  it('flushFolder: the old content after the call', async () => {
    const { done } = await cutBetweenSteps(
      (content) => write(content, { ...all, flushFolder: false }),
      'the old content',
    );
    expect(done).toContain('the old content');
  });
});
