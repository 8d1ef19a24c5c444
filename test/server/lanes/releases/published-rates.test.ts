import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { metadataFile } from '../../../../server/contract/release-repository.ts';
import { draftRates } from '../../../../server/lanes/releases/draft-rates.ts';
import { insertPublication } from '../../../../server/lanes/releases/publication-table.ts';
import { publishedRates } from '../../../../server/lanes/releases/published-rates.ts';
import { draftOf, fileOf, newReleases, publish } from '../../../support/release-fixture.ts';
import { engine } from '../../fixtures/engines.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 27, 17);

/** A repository, and the tables that a server reads from it. */
async function watchedRepository() {
  const from = await newReleases(temporaryFolder(), NOW);
  const { knex: database, queue } = await engine.open();
  const clock = turnedClock(NOW);
  const errors: unknown[] = [];
  const open = async (repository = from.repository) => {
    const onUnreadable = (error: unknown) => void errors.push(error);
    const rates = await publishedRates({ repository, database, clock, onUnreadable });
    onTestFinished(() => rates.close());
    return () => rates.tables().map(({ day, rates: { USD } }) => `${day} ${USD}`);
  };
  const bring = async (day: string, rate: string, to = from) => {
    const file = fileOf(to, `day,base,currency,rate\n${day},EUR,USD,${rate}`);
    await publish(to, await draftRates(to.repository, draftOf(to), file, { nowMs: NOW }));
  };
  return { releases: from, queue, clock, errors, open, bring };
}

test('exchange rates: the server uses a table within seconds of its publication, and keeps it when the folder cannot be read', async () => {
  const { releases, clock, errors, open, bring } = await watchedRepository();
  const days = await open();
  expect(days()).toEqual([]);
  await bring('2026-11-26', '1.1');
  await clock.advance(5_000);
  await expect.poll(days).toEqual(['2026-11-26 1.1']);
  await bring('2026-11-27', '1.2');
  expect(days()).toEqual(['2026-11-26 1.1']);
  await expect.poll(() => clock.pending()).toBe(1);
  await clock.advance(5_000);
  await expect.poll(days).toEqual(['2026-11-26 1.1', '2026-11-27 1.2']);
  await bring('2026-11-27', '1.21');
  rmSync(join(releases.repository.folder, 'targets'), { recursive: true });
  await expect.poll(() => clock.pending()).toBe(1);
  await clock.advance(5_000);
  await expect.poll(() => errors.length).toBe(1);
  expect(days()).toEqual(['2026-11-26 1.1', '2026-11-27 1.2']);
});

test('exchange rates: the server uses no table of targets that one person wrote into the folder', async () => {
  const { releases, clock, errors, open, bring } = await watchedRepository();
  const { repository } = releases;
  await bring('2026-11-26', '1.1');
  const days = await open();
  expect(days()).toEqual(['2026-11-26 1.1']);
  const version = repository.newest('targets');
  const forged = JSON.parse(readFileSync(repository.path(metadataFile('targets', version)), 'utf8')) as {
    signed: { version: number; targets: object };
  };
  forged.signed = { ...forged.signed, version: version + 1, targets: {} };
  writeFileSync(repository.path(metadataFile('targets', version + 1)), JSON.stringify(forged));
  await expect.poll(() => clock.pending()).toBe(1);
  await clock.advance(5_000);
  await expect.poll(() => errors).toMatchObject([{ code: 'unsigned' }]);
  expect(days()).toEqual(['2026-11-26 1.1']);
});

test('exchange rates: the server uses no table of another chain of roots than the chain in the ledger', async () => {
  const { releases, queue, errors, open, bring } = await watchedRepository();
  const root = readFileSync(releases.repository.path(metadataFile('root', 1)));
  const digest = createHash('sha256').update(root).digest('hex');
  await queue.run((transaction) =>
    insertPublication(transaction, { role: 'root', version: 1, digest, expiresAt: NOW + 1, publishedAt: NOW }),
  );
  await bring('2026-11-26', '1.1');
  expect((await open())()).toEqual(['2026-11-26 1.1']);
  const other = await newReleases(temporaryFolder(), NOW);
  await bring('2026-11-26', '9.9', other);
  expect((await open(other.repository))()).toEqual([]);
  // Once: the first look at a repository is also the first of its poll
  expect(errors).toMatchObject([{ code: 'unsigned' }]);
});
