import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type PersonId, personIdSchema } from '../../../../../server/platform/access/vocabulary.ts';
import type { ServerEvent } from '../../../../../server/platform/base/events.ts';
import { YearFiles } from '../../../../../server/oversight/compliance/years/year-files.ts';
import { PUBLISHED_SOON, runServer } from '../../../fixtures/running-server.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const LIMIT = 120_000;
const anna = personIdSchema.parse('p-anna');
const berta = personIdSchema.parse('p-berta');
const asked = {
  year: new Date().getUTCFullYear(),
  role: 'regulator',
  act: 'compliance.export',
  session: '5'.repeat(32),
} as const;

async function openedFiles() {
  const { context, ledger } = await runServer({ publishEveryMs: PUBLISHED_SOON.publishEveryMs });
  const folder = join(temporaryFolder(), 'year-reports');
  const seen: ServerEvent[] = [];
  const events = { emit: (event: ServerEvent) => void seen.push(event) };
  const parts = { ...context, events, log: ledger.database.reader, folder };
  const files = await YearFiles.open(parts);
  onTestFinished(() => files.close());
  /** Begins when each row is published. */
  const begin = async (person: PersonId) => {
    const begun = async () => 'id' in (await files.begin({ ...asked, person }));
    await expect.poll(begun, { timeout: LIMIT, interval: 500 }).toBe(true);
  };
  const ended = (person: PersonId) => expect.poll(() => files.of(person)[0]?.state, { timeout: LIMIT });
  return { files, folder, parts, seen, begin, ended };
}

it('makes one report at a time, and shows it to the person who asked', { timeout: LIMIT }, async () => {
  const { files, folder, begin, ended } = await openedFiles();
  const both = async () => {
    const [one, other] = await Promise.all([anna, berta].map((person) => files.begin({ ...asked, person })));
    expect(other).toMatchObject({ kind: 'refused', code: 'file-in-making' });
    return one !== undefined && 'id' in one;
  };
  await expect.poll(both, { timeout: LIMIT, interval: 500 }).toBe(true);
  await ended(anna).toBe('made');
  const [report] = files.of(anna);
  expect([report?.read, files.of(berta), files.isBusy]).toEqual([report?.of, [], false]);
  expect(files.find(report?.id ?? '', anna)).toMatchObject({ report });
  expect(files.find(report?.id ?? '', berta)).toBeUndefined();
  // A fourth one replaces the first
  for (const _ of [2, 3, 4]) {
    await begin(berta);
    await ended(berta).toBe('made');
  }
  await expect.poll(() => readdirSync(folder).length, { timeout: LIMIT }).toBe(3);
  expect(files.of(anna)).toEqual([]);
});

it('erases the files of an earlier run at the start, and its own at the end', { timeout: LIMIT }, async () => {
  const { files, folder, parts, begin, ended } = await openedFiles();
  await begin(anna);
  await ended(anna).toBe('made');
  writeFileSync(join(folder, 'half-made.ndjson'), 'rest');
  const next = await YearFiles.open(parts);
  expect(readdirSync(folder)).toEqual([]);
  await next.close();
  await files.close();
  expect(existsSync(folder)).toBe(false);
  expect(await files.begin({ ...asked, person: anna })).toMatchObject({ kind: 'refused' });
});

it('says that a report could not be made', { timeout: LIMIT }, async () => {
  const { files, folder, parts, seen, begin, ended } = await openedFiles();
  rmSync(folder, { recursive: true });
  await begin(anna);
  await ended(anna).toBe('failed');
  expect(seen).toMatchObject([{ event: 'fault', where: 'compliance' }]);
  await (await YearFiles.open(parts)).close();
  expect(files.isBusy).toBe(false);
});
