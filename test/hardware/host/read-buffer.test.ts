import { expect, onTestFinished, test } from 'vitest';
import { type ReadBuffer, openReadBuffer } from '../../../hardware/host/read-buffer.ts';

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
