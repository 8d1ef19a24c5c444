import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { metadataFile } from '../../../server/contract/release-repository.ts';
import { draftRates } from '../../../server/releases/draft-rates.ts';
import { publishedRates } from '../../../server/releases/published-rates.ts';
import { draftOf, fileOf, newReleases, publish } from '../../support/release-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 27, 17);

test('exchange rates: the server uses a table within seconds of its publication, and keeps it when the folder cannot be read', async () => {
  const releases = await newReleases(temporaryFolder(), NOW);
  const clock = turnedClock(NOW);
  const errors: unknown[] = [];
  const tables = publishedRates(releases.repository, clock, (error) => errors.push(error));
  const days = () => tables().map(({ day, rates }) => `${day} ${rates['USD']}`);
  const bring = async (day: string, rate: string) => {
    const file = fileOf(releases, `day,base,currency,rate\n${day},EUR,USD,${rate}`);
    await publish(releases, await draftRates(releases.repository, draftOf(releases), file, { nowMs: NOW }));
  };
  expect(days()).toEqual([]);
  await bring('2026-11-26', '1.1');
  await clock.advance(5_000);
  expect(days()).toEqual(['2026-11-26 1.1']);
  await bring('2026-11-27', '1.2');
  expect(days()).toEqual(['2026-11-26 1.1']);
  await clock.advance(5_000);
  expect(days()).toEqual(['2026-11-26 1.1', '2026-11-27 1.2']);
  await bring('2026-11-27', '1.21');
  rmSync(join(releases.repository.folder, 'targets'), { recursive: true });
  await clock.advance(5_000);
  expect(days()).toEqual(['2026-11-26 1.1', '2026-11-27 1.2']);
  expect(errors).toHaveLength(1);
});

test('exchange rates: the server uses no table of targets that one person wrote into the folder', async () => {
  const releases = await newReleases(temporaryFolder(), NOW);
  const { repository } = releases;
  const clock = turnedClock(NOW);
  const errors: unknown[] = [];
  const tables = publishedRates(repository, clock, (error) => errors.push(error));
  const file = fileOf(releases, 'day,base,currency,rate\n2026-11-26,EUR,USD,1.1');
  await publish(releases, await draftRates(repository, draftOf(releases), file, { nowMs: NOW }));
  expect(tables().map(({ day }) => day)).toEqual(['2026-11-26']);
  const version = repository.newest('targets');
  const forged = JSON.parse(readFileSync(repository.path(metadataFile('targets', version)), 'utf8')) as {
    signed: { version: number; targets: object };
  };
  forged.signed = { ...forged.signed, version: version + 1, targets: {} };
  writeFileSync(repository.path(metadataFile('targets', version + 1)), JSON.stringify(forged));
  await clock.advance(5_000);
  expect(tables().map(({ day }) => day)).toEqual(['2026-11-26']);
  expect(errors).toMatchObject([{ code: 'unsigned' }]);
});
