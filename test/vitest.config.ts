/**
 * Tests run as compiled code from `.build`, so that what is tested is what runs, worker threads included. Flows keep real
 * time with real models: they run one after another, when everything else has finished. Those that wait more than they compute, and
 * have no head to draw in time, run two at a time before. Tests with a database of the server's run on SQLite with the others and once
 * more on PostgreSQL.
 */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { installedPostgres } from './support/postgres/installed-postgres.ts';
import { testsWithDatabase } from './support/postgres/with-database.ts';

const FLOWS = 'test/flows/**/*.test.js';
const CALM_FLOWS = ['disk', 'erasure', 'key-provider'].map((name) => `test/flows/${name}.test.js`);

const BUILD = join(import.meta.dirname, '../.build');
const ON_POSTGRES =
  installedPostgres() === undefined ? [] : testsWithDatabase(BUILD, '.js').map((test) => `${test}.js`);
if (ON_POSTGRES.length === 0)
  process.stderr.write('PostgreSQL is not installed: tests with a database run on SQLite alone\n');

export default defineConfig({
  root: '.build',
  test: {
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          globalSetup: 'test/support/postgres/setup.js',
          include: ['test/**/*.test.js'],
          exclude: [FLOWS],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'units on PostgreSQL',
          globalSetup: 'test/support/postgres/setup.js',
          provide: { engine: 'PostgreSQL' },
          include: ON_POSTGRES,
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'calm flows',
          include: CALM_FLOWS,
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'flows',
          include: [FLOWS],
          exclude: CALM_FLOWS,
          maxWorkers: 1,
          testTimeout: 150_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
