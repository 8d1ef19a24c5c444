import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../../../models/files/project-root.ts';
import { checkBeginning } from '../../../../../server/records/ledger/log/recover-log.ts';
import { Sequencer, type CrashPoint } from '../../../../../server/records/ledger/log/sequencer.ts';
import { entriesBetween, findHead } from '../../../../../server/records/ledger/log/log-tables.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { numberedEvent, openTestLog } from '../fixtures/test-log.ts';

const PROGRAM = join(projectRoot(), '.build/test/server/records/ledger/log/sequencer-process.js');
/** All points: a new point without a test does not compile. */
const POINTS = Object.keys({
  held: true,
  stored: true,
  'head-moved': true,
  committed: true,
  ratcheted: true,
} satisfies Record<CrashPoint, true>) as CrashPoint[];

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly acknowledged: ReadonlyMap<number, number>;
}

function run(folder: string, point: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, folder, '0', point], (_error, stdout) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      resolve({
        signal: child.signalCode,
        acknowledged: new Map(lines.map((line) => line.split(' ').map(Number) as [number, number])),
      });
    });
  });
}

describe.each(POINTS)('a process killed at "%s"', (point) => {
  test('continues the log without loss, duplicates or a second history', async () => {
    const folder = temporaryFolder();
    const killed = await run(folder, point);
    expect(killed.signal).toBe('SIGKILL');
    expect(killed.acknowledged.size).toBe(10);

    const log = await openTestLog(folder);
    const left = (await findHead(log.database.reader, 'integrated'))!;
    expect(left.size).toBeGreaterThanOrEqual(killed.acknowledged.size);
    const sequencer = await Sequencer.open(log);
    expect(log.ratchet.head.size).toBe(left.size);
    for (const [number, index] of killed.acknowledged) {
      expect(await sequencer.submit(numberedEvent(number))).toBe(index);
    }
    expect(sequencer.head.size).toBe(left.size);
    await sequencer.close();
    await log.close();

    const finished = await run(folder, '');
    expect(finished.signal).toBeNull();
    for (const [number, index] of killed.acknowledged) expect(finished.acknowledged.get(number)).toBe(index);

    const whole = await openTestLog(folder);
    const head = (await findHead(whole.database.reader, 'integrated'))!;
    expect(head.size).toBe(60);
    await checkBeginning(whole.database.reader, head, left);
    const entries = await entriesBetween(whole.database.reader, 0, 100);
    expect(new Set(entries.map(({ entry }) => Buffer.from(entry).toString()))).toHaveProperty('size', 60);
    await whole.close();
  });
});
