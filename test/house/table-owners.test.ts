import { expect, it } from 'vitest';
import { tableWriters } from './table-writers.ts';

it('each table is written by one room only', () => {
  const tables = [...tableWriters()];
  expect(tables.filter(([, rooms]) => rooms.size > 1).map(([table, rooms]) => [table, ...rooms])).toEqual([]);
  expect(tables.length).toBeGreaterThan(30);
});
