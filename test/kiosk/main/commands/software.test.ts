import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { obeyReturn, readReturnOrder, removeReturnOrder } from '../../../../kiosk/fleet/software/return-order.ts';
import { filled, healthy, INSTALLED, type Selection, switched } from '../../../../kiosk/fleet/software/selection.ts';
import {
  readSelection,
  slotPaths,
  softwareFolder,
  writeSelection,
} from '../../../../kiosk/fleet/software/software-folder.ts';
import { softwareLines } from '../../../../kiosk/fleet/software/software-text.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../../../kiosk/main/commands/software.js', import.meta.url));
const releaseOf = (version: number) => ({ name: 'lane', version, digest: String(version).repeat(64) });
const GOOD: Selection = healthy(switched(filled(INSTALLED, 'a', releaseOf(1)), 'a', []));
const LATER: Selection = healthy(switched(filled(GOOD, 'b', releaseOf(2)), 'b', []));

function laneWith(selection: Selection) {
  const dataDir = temporaryFolder();
  const software = softwareFolder(dataDir);
  const link = join(dataDir, 'release');
  mkdirSync(slotPaths(software, 'b').files, { recursive: true });
  symlinkSync(slotPaths(software, 'b').files, link);
  writeSelection(software, selection);
  const run = (...words: readonly string[]): Promise<{ code: number; text: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [PROGRAM, dataDir, link, ...words], (error, out, complaint) =>
        resolve({ code: Number(error?.code ?? 0), text: `${out}${complaint}` }),
      );
    });
  return { dataDir, software, run };
}

describe('command software of a lane', () => {
  test('prints what runs, where a return leads and why the last release was left', async () => {
    const { run } = laneWith(LATER);
    const { code, text } = await run('status');
    expect([code, text.split('\n').slice(0, 3)]).toEqual([
      0,
      ['started last   lane 2 in folder b', 'in use         lane 2 in folder b', 'return leads to lane 1 in folder a'],
    ]);
    const left = obeyReturn(LATER, { version: 1, leaves: releaseOf(2), to: 'before' }, 0);
    const lines = softwareLines({ selection: left, order: undefined, started: 'a' });
    expect(lines).toContain('left last      lane 2, for lane 1 in folder a: a technician ordered it');
    expect(lines).toContain('not tried again lane 2');
    const tried = softwareLines({ selection: switched(LATER, 'a', []), order: undefined, started: undefined });
    expect(tried).toContain('on trial       lane 1 in folder a, started 0 of 3 times');
  });
  test('leaves an order for the next start of a lane that does not run', async () => {
    const { run, software } = laneWith(LATER);
    const { code, text } = await run('return', '--to', 'installed');
    expect([code, text]).toEqual([3, expect.stringContaining('does not run')]);
    expect(readReturnOrder(software)).toEqual({ version: 1, leaves: releaseOf(2), to: 'installed' });
    expect(readSelection(software)).toEqual(LATER);
  });
  test('waits until a running lane has carried it out', async () => {
    const { run, software, dataDir } = laneWith(LATER);
    // A running lane, which obeys at the first connection
    const server = createServer(() => {
      const order = readReturnOrder(software);
      if (order !== undefined) writeSelection(software, obeyReturn(LATER, order, 0));
      removeReturnOrder(software);
    });
    await new Promise<void>((resolve) => server.listen(join(dataDir, 'check.sock'), resolve));
    onTestFinished(() => void server.close());
    expect(await run('return')).toEqual({
      code: 0,
      text: 'ordered: leave lane 2 for lane 1 in folder a\nleft: the lane starts lane 1 in folder a\n',
    });
  });
  test('orders nothing for the installed package, and prints its usage for other words', async () => {
    const { run, software } = laneWith(INSTALLED);
    expect((await run('return')).code).toBe(1);
    for (const words of [[], ['return', '--to', 'older']]) {
      expect(await run(...words)).toMatchObject({ code: 2, text: expect.stringContaining('usage:') });
    }
    expect(readReturnOrder(software)).toBeUndefined();
  });
});
