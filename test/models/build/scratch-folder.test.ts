import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withScratchFolder } from '../../../models/build/scratch-folder.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

it('scratch folder: is new for each run, and is removed also when the work fails', async () => {
  const parent = join(await temporaryFolder(), 'packages');
  const work = (folder: string): Promise<never> =>
    withScratchFolder(parent, async (other) => {
      expect(other).not.toBe(folder);
      await writeFile(join(other, 'file'), '');
      throw new Error('failed');
    });
  await expect(withScratchFolder(parent, work)).rejects.toThrow('failed');
  expect(await readdir(parent)).toEqual([]);
});

it('scratch folder: removes folders that killed runs left over an hour ago, and no younger ones', async () => {
  const parent = await temporaryFolder();
  for (const name of ['run-old', 'run-young']) await mkdir(join(parent, name));
  const old = new Date(Date.now() - 61 * 60_000);
  await utimes(join(parent, 'run-old'), old, old);
  await withScratchFolder(parent, async (folder) => expect((await stat(folder)).isDirectory()).toBe(true));
  expect(await readdir(parent)).toEqual(['run-young']);
});
