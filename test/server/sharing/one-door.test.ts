/**
 * Nothing but the projection may turn records into something for a partner. One file of this room reads records of another, through one
 * function, and hands on the agreed fields alone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TravellerFacts } from '../../../server/records/reports/traveller-facts.ts';
import { COUNTED_DATASETS, FIELDS_OF } from '../../../server/sharing/agreement/vocabulary.ts';
import { sharedRow } from '../../../server/sharing/deliveries/read-dataset.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { SAMPLE_COUNTS } from './fixtures/agreements.ts';

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
    /from '(?:\.\.\/)+(?:records\/(?:reports|kiosks)|border|intake|lanes\/evidence)\//.test(text),
  );
  // The others receive from lanes, which the next tests judge
  expect(records.map(({ path }) => path).filter((path) => !/^(pseudonyms|list-counts)\//.test(path))).toEqual([DOOR]);
  const door = sources.find(({ path }) => path === DOOR)?.text ?? '';
  const imported = [...door.matchAll(/from '(\.\.\/\.\.\/[^']+)'/g)].map(([, from]) => from);
  expect(imported).toEqual(['../../platform/database/connection.ts', '../../records/reports/traveller-facts.ts']);
  expect(door).not.toMatch(TABLES);
});

test('a reader hands on the agreed fields and no others', () => {
  const facts: TravellerFacts = {
    ...{ site: 'north', issuingState: 'UTO', documentType: 'P' },
    ...{ outcome: 'referred', reasons: ['below-threshold', 'timed-out'] },
  };
  const secret = { ...facts, handle: 'canary', transactionId: 'canary' };
  for (const dataset of COUNTED_DATASETS)
    for (const field of FIELDS_OF[dataset]) {
      const row = sharedRow({ ...SAMPLE_COUNTS, dataset, fields: [{ field, values: ['north'] }] }, secret);
      expect(Object.keys(row ?? {})).toEqual([field]);
    }
  const crossings = SAMPLE_COUNTS;
  expect(sharedRow(crossings, secret)).toEqual({ site: 'north', outcome: 'referred' });
  const reasons = { ...crossings, dataset: 'referral-reasons' as const };
  expect(sharedRow(reasons, { ...facts, outcome: 'cleared', reasons: [] })).toBeUndefined();
  // A field of another dataset is not handed on, even if an agreement could name it
  expect(sharedRow({ ...reasons, fields: [{ field: 'outcome', values: ['referred'] }] }, facts)).toEqual({});
});

test('what lanes seal for partners is stored without the lane and the time, and joined with nothing', () => {
  const receivers = sources.filter(({ path }) => path.startsWith('pseudonyms/') || path.endsWith('pseudonym-table.ts'));
  expect(receivers.length).toBeGreaterThan(3);
  const imported = receivers.flatMap(({ text }) =>
    [
      ...text.matchAll(
        /from '(?:\.\.\/)+((?:records\/(?:reports|kiosks)|border|intake|lanes\/(?:evidence|fleet))\/[^']+)'/g,
      ),
    ].map(([, from]) => from),
  );
  expect([...new Set(imported)].sort()).toEqual([
    'intake/ingest/authenticate.ts',
    'intake/ingest/ingest-context.ts',
    'intake/ingest/lane-message.ts',
    'lanes/fleet/kiosk-gate.ts',
  ]);
  const table = receivers.find(({ path }) => path.endsWith('pseudonym-table.ts'))?.text ?? '';
  expect(table).toContain('insert(rows)');
  expect(table).not.toMatch(/kiosk|_at\b|insertRow|wallMs/);
});

test('what lanes count for partners names the lane and the month, and is joined with nothing', () => {
  const receivers = sources.filter(
    ({ path }) => path.startsWith('list-counts/') || path.endsWith('list-count-table.ts'),
  );
  expect(receivers.length).toBe(3);
  const imported = receivers.flatMap(({ text }) =>
    [
      ...text.matchAll(
        /from '(?:\.\.\/)+((?:records\/(?:reports|kiosks)|border|intake|lanes\/(?:evidence|fleet))\/[^']+)'/g,
      ),
    ].map(([, from]) => from),
  );
  expect([...new Set(imported)].sort()).toEqual([
    'intake/ingest/authenticate.ts',
    'intake/ingest/ingest-context.ts',
    'intake/ingest/lane-message.ts',
    'lanes/fleet/kiosk-gate.ts',
  ]);
});
