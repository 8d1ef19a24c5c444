import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inspectionRecord } from '../../../../kiosk/rules/document/inspection-record.ts';
import { openJournal } from '../../../../kiosk/main/storage/journal.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';

const NOON = Date.UTC(2030, 5, 1, 12, 34, 56);
const HOUR_MS = 3_600_000;
const PASSED = inspectionRecord(READ_DOCUMENT);
const EXPIRED = inspectionRecord({ ...READ_DOCUMENT, unexpired: false });

async function kept() {
  const folder = temporaryFolder();
  const journal = await openJournal(folder);
  const { inspections } = journal;
  for (const record of [PASSED, EXPIRED, PASSED]) await inspections.add(record, NOON);
  await inspections.add(PASSED, NOON + HOUR_MS);
  return { folder, journal, inspections };
}

describe('records of inspections', () => {
  it('are counted by the hour, without the order of arrival', async () => {
    const { journal, inspections } = await kept();
    const all = await inspections.since(0);
    expect(all.map(({ hour, count }) => [hour, count])).toEqual([
      ['2030-06-01T12:00:00.000Z', 1],
      ['2030-06-01T12:00:00.000Z', 2],
      ['2030-06-01T13:00:00.000Z', 1],
    ]);
    expect(all.find(({ count }) => count === 2)?.record).toEqual(PASSED);
    expect(await inspections.since(NOON + HOUR_MS)).toHaveLength(1);
    await journal.close();
  });

  it('are dropped by the hour', async () => {
    const { journal, inspections } = await kept();
    await inspections.dropBefore(NOON + HOUR_MS);
    expect(await inspections.since(0)).toHaveLength(1);
    await journal.close();
  });

  it('are kept over a restart', async () => {
    const { folder, journal } = await kept();
    await journal.close();
    const again = await openJournal(folder);
    expect(await again.inspections.since(0)).toHaveLength(3);
    await again.close();
  });
});

describe('the program that prints inspection records', () => {
  const PROGRAM = fileURLToPath(new URL('../../../../kiosk/main/commands/inspections.js', import.meta.url));
  const environment = (folder: string) => ({ ...process.env, POSTERN_KIOSK_DATA_DIR: folder });
  const show = (folder: string, ...args: string[]) =>
    execFileSync(process.execPath, [PROGRAM, ...args], { env: environment(folder), encoding: 'utf8' });

  it('prints a table while the kiosk has its journal open', async () => {
    const { folder, journal } = await kept();
    const table = show(folder);
    expect(table).toContain('4 inspections: 4 read');
    expect(table).toMatch(/period-of-validity\s+3\s+1\s+0\s+0/);
    await journal.close();
  });

  it('prints each counted record as a line of JSON, from a day on', async () => {
    const { folder, journal } = await kept();
    await journal.close();
    const lines = show(folder, '--lines', '--since', '2030-06-01').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { count: number }).count).sort()).toEqual([1, 1, 2]);
    expect(show(folder, '--lines', '--since', '2030-06-02')).toBe('');
    expect(show(folder, '--since', '2030-06-02')).toBe('0 inspections: none\n');
  });

  it.each([
    [['--since', 'yesterday'], 64, 'usage'],
    [['--unknown'], 64, 'usage'],
    [[], 66, 'no kiosk has kept a journal'],
  ] as const)('reports the fault of %j', (args, code, words) => {
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      env: environment(temporaryFolder()),
      encoding: 'utf8',
    });
    expect(status).toBe(code);
    expect(stderr).toContain(words);
  });
});
