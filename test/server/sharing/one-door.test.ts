/**
 * Nothing but the projection may turn records into something for a partner. One file of this room reads records of another, through one
 * function, and hands on the agreed fields alone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TravellerFacts } from '../../../server/reports/traveller-facts.ts';
import { FIELDS_OF, SHARED_DATASETS } from '../../../server/sharing/agreement/vocabulary.ts';
import { sharedRow } from '../../../server/sharing/deliveries/read-dataset.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { sampleAgreement } from './fixtures/agreements.ts';

const folder = join(projectRoot(), 'server/sharing');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));

/** Tables in queries and recorded writes. */
const TABLES =
  /\b(?:database|transaction|knex)\(\s*'([a-z_]+)'|\b(?:insertRow|changeRows|putRow|deleteRows|insertRowIfNew)\(\s*\w+,\s*'([a-z_]+)'/g;
/** Ways to read a table that the pattern above does not see. `Buffer.from` reads none. */
const OTHER_WAYS = /(?<!\bBuffer)\.(?:raw|from|into|table|join|leftJoin|innerJoin|with|union)\(/;

test('each query of the room names a table of the room', () => {
  const tables = sources.flatMap(({ text }) => [...text.matchAll(TABLES)].map(([, one, other]) => one ?? other ?? ''));
  expect(tables.length).toBeGreaterThan(5);
  expect(tables.filter((table) => !table.startsWith('sharing_'))).toEqual([]);
});

test('no query of the room is written in another way', () => {
  const queries = sources.filter(({ text }) => /\bConnection\b|\bTransaction\b/.test(text));
  expect(queries.length).toBeGreaterThan(3);
  expect(queries.filter(({ text }) => OTHER_WAYS.test(text)).map(({ path }) => path)).toEqual([]);
});

test('the projection has no way to a database', () => {
  const projection = sources.filter(({ path }) => path.startsWith('projection/'));
  expect(projection.length).toBeGreaterThan(4);
  expect(projection.filter(({ text }) => /database|Connection|Transaction/.test(text)).map(({ path }) => path)).toEqual(
    [],
  );
});

const DOOR = 'deliveries/read-dataset.ts';

test('one file imports records of another room, and it gets facts without handles', () => {
  const records = sources.filter(({ text }) =>
    /from '(?:\.\.\/)+(?:reports|kiosks|referrals|ingest|evidence)\//.test(text),
  );
  expect(records.map(({ path }) => path)).toEqual([DOOR]);
  const door = sources.find(({ path }) => path === DOOR)?.text ?? '';
  const imported = [...door.matchAll(/from '(\.\.\/\.\.\/[^']+)'/g)].map(([, from]) => from);
  expect(imported).toEqual(['../../database/connection.ts', '../../reports/traveller-facts.ts']);
  expect(door).not.toMatch(TABLES);
});

test('a reader hands on the agreed fields and no others', () => {
  const facts: TravellerFacts = {
    ...{ site: 'north', issuingState: 'UTO', documentType: 'P' },
    ...{ outcome: 'referred', reasons: ['below-threshold', 'timed-out'] },
  };
  const secret = { ...facts, handle: 'canary', transactionId: 'canary' };
  for (const dataset of SHARED_DATASETS)
    for (const field of FIELDS_OF[dataset]) {
      const [agreed] = sampleAgreement().datasets;
      const row = sharedRow({ ...agreed!, dataset, fields: [{ field, values: ['north'] }] }, secret);
      expect(Object.keys(row ?? {})).toEqual([field]);
    }
  const [crossings] = sampleAgreement().datasets;
  expect(sharedRow(crossings!, secret)).toEqual({ site: 'north', outcome: 'referred' });
  const reasons = { ...crossings!, dataset: 'referral-reasons' as const };
  expect(sharedRow(reasons, { ...facts, outcome: 'cleared', reasons: [] })).toBeUndefined();
  // A field of another dataset is not handed on, even if an agreement could name it
  expect(sharedRow({ ...reasons, fields: [{ field: 'outcome', values: ['referred'] }] }, facts)).toEqual({});
});
