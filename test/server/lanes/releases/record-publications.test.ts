import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { metadataFile } from '../../../../server/contract/release-repository.ts';
import { draftRoot } from '../../../../server/lanes/releases/draft-root.ts';
import { publishedDigests } from '../../../../server/lanes/releases/publication-table.ts';
import { recordPublications } from '../../../../server/lanes/releases/record-publications.ts';
import {
  DAY,
  draftOf,
  keysOf,
  newReleases,
  person,
  publish,
  release,
  termsOf,
} from '../../../support/release-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';

it('publications: each root, list of targets, watchlist and target is an entry of the ledger, once', async () => {
  const bench = await ingestBench();
  const now = bench.clock.wallMs();
  const releases = await newReleases(temporaryFolder(), now);
  await release(releases, termsOf('notice', 1), 'first');
  await release(releases, termsOf('watchlist', 7, { name: 'stolen.base' }), 'base');
  const record = () => recordPublications(releases.repository, bench.context);
  await record();
  const rows = () => bench.context.knex('release_publications').orderBy(['role', 'version']);
  const named = async () =>
    ((await rows()) as { role: string; version: number }[]).map((row) => `${row.role} ${row.version}`);
  expect(await named()).toEqual(['root 1', 'targets 1', 'targets 2', 'watchlist 1']);
  const [root] = (await rows()) as { digest: string }[];
  const bytes = readFileSync(releases.repository.path(metadataFile('root', 1)));
  expect(root?.digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect([...(await publishedDigests(bench.context.knex)).keys()].sort()).toEqual([
    ...['notice/main/1', 'watchlist/stolen.base/7'],
  ]);
  const entries = async () => {
    const subjects: readonly string[] = await bench.context.knex('ledger_openings').pluck('subject');
    return subjects.filter((subject) => /release/.test(subject)).length;
  };
  expect(await entries()).toBe(6);
  await record();
  expect(await entries()).toBe(6);

  const carl = person();
  const next = { ...releases, carl };
  await publish(releases, draftRoot(draftOf(releases), keysOf(next), { nowMs: now + DAY }));
  // A stick brings the newest version of targets only
  rmSync(releases.repository.path(metadataFile('targets', 2)));
  await record();
  expect(await named()).toEqual(['root 1', 'root 2', 'targets 1', 'targets 2', 'targets 3', 'watchlist 1']);
});

it('digests of publications: read again after a publication only', async () => {
  const bench = await ingestBench();
  const now = bench.clock.wallMs();
  const releases = await newReleases(temporaryFolder(), now);
  const { knex } = bench.context;
  const record = () => recordPublications(releases.repository, bench.context);
  await release(releases, termsOf('notice', 1), 'first');
  await record();
  const read: string[] = [];
  knex.on('query', ({ sql }: { readonly sql: string }) => {
    if (sql.includes('released_targets') && sql.startsWith('select')) read.push(sql);
  });
  const first = await publishedDigests(knex);
  expect([...first.keys()]).toEqual(['notice/main/1']);
  expect(await publishedDigests(knex)).toBe(first);
  await release(releases, termsOf('notice', 2), 'second');
  await record();
  read.length = 0;
  expect([...(await publishedDigests(knex)).keys()].sort()).toEqual(['notice/main/1', 'notice/main/2']);
  await publishedDigests(knex);
  expect(read).toHaveLength(1);
});
