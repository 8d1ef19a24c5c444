import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type ReadBuffer, openReadBuffer } from '../../../hardware/host/read-buffer.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function opened(): Promise<ReadBuffer> {
  const buffer = await openReadBuffer();
  onTestFinished(() => buffer.close());
  return buffer;
}

test('read buffer: is filled by one read, again and again, also when asked at once', async () => {
  const buffer = await opened();
  expect(await buffer.overwrite()).toBe(true);
  expect(await Promise.all([buffer.overwrite(), buffer.overwrite(), buffer.overwrite()])).toEqual([true, true, true]);
});

test('read buffer: says that it was not filled after it was closed, and in the middle of being closed', async () => {
  const buffer = await opened();
  const asked = buffer.overwrite();
  buffer.close();
  expect(await asked).toBe(false);
  expect(await buffer.overwrite()).toBe(false);
});

test('read buffer: leaves no file, and rejects where no socket can be made', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = temporaryFolder();
  vi.stubEnv('TMPDIR', folder);
  await opened();
  expect(readdirSync(folder)).toEqual([]);
  vi.stubEnv('TMPDIR', join(folder, 'missing'));
  await expect(openReadBuffer()).rejects.toThrow('ENOENT');
});
