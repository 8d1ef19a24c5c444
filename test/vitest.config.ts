/**
 * Tests run as compiled code from `.build`, so that what is tested is what runs, worker threads included. A lane under test has a clock that
 * waits while the computer is behind (`flows/lane-clock.ts`). Tests with a database of the server's run on SQLite and once more on
 * PostgreSQL. `support/file-order.ts` has the order of the files.
 */
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { fileOrder } from './support/file-order.ts';
import { installedPostgres } from './support/postgres/installed-postgres.ts';
import { testsWithDatabase } from './support/postgres/with-database.ts';
import { modulesReplaced, pageSharers, processSharers, serverSharers } from './support/process-sharers.ts';

/** Units wait for disks, processes and pages about as long as they compute. With two for each processor, tests of pages ran out of time. */
const WORKERS = Math.ceil(availableParallelism() * 1.5);
const FLOWS_AT_ONCE = Math.ceil(WORKERS / 3);

/**
 * For processes with lanes, servers and pages. The engine collects all garbage when the heap has grown by this share, in per cent. By itself it
 * takes 10 while a process computes more than it allocates: a lane's process then collects twice in a second of capture. Units keep the
 * engine's own choice, because some measure the memory that is left.
 */
const RARE_COLLECTION = { execArgv: ['--heap-growing-percent=200'] };

const FLOWS = 'test/flows/**/*.test.js';

class ByFileOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const named = (await super.sort(files)).map((file) => {
      const sharing = SHARING.indexOf(file.project.name);
      const name = relative(join(BUILD, 'test'), file.moduleId).replace(/\.test\.js$/, '');
      return { file, name, ...(sharing < 0 ? {} : { sharing }) };
    });
    return fileOrder(named, WORKERS, FLOWS_AT_ONCE).map(({ file }) => file);
  }
}

const SHARING = [
  'pages that share a process',
  'servers that share a process',
  'servers on PostgreSQL',
  'units that share a process',
];

const BUILD = join(import.meta.dirname, '../.build');
const SHARERS = processSharers(BUILD);
const SERVERS = serverSharers(BUILD);
const PAGES = pageSharers(BUILD);
const ON_POSTGRES =
  installedPostgres() === undefined ? [] : testsWithDatabase(BUILD, '.js').map((test) => `${test}.js`);
if (ON_POSTGRES.length === 0)
  process.stderr.write('PostgreSQL is not installed: tests with a database run on SQLite alone\n');

/** Node loads what is tested by itself, as in service. Through the transformations of vitest a test of the server needs seconds more. */
const AS_COMPILED = /\/\.build\/(?:hardware|kiosk|models|server)\//;
/** Only vitest can replace a module that another one imports. */
const REPLACING = modulesReplaced(BUILD);

const SEEDED = join(BUILD, 'test/support/seeded-properties.js');

const SEED_PLUGIN = {
  name: 'seeded-properties',
  enforce: 'pre' as const,
  resolveId: (id: string, importer: string | undefined) =>
    process.env['CI'] === 'true' && id === 'fast-check' && importer !== SEEDED ? SEEDED : undefined,
};

/** Whole in itself: a project that extends this file evaluates it once more, and the rules above read every test. */
function project(
  name: string,
  options: NonNullable<TestProjectInlineConfiguration['test']>,
): TestProjectInlineConfiguration {
  return {
    root: BUILD,
    plugins: [SEED_PLUGIN],
    test: {
      name,
      globalSetup: 'test/support/postgres/setup.js',
      // Expected conditions may take longer on a busy machine.
      expect: { poll: { timeout: 120_000 } },
      // Far more than an idle computer needs: others may use it
      testTimeout: 300_000,
      hookTimeout: 300_000,
      maxWorkers: WORKERS,
      server: { deps: { external: [AS_COMPILED] } },
      ...options,
    },
  };
}

export default defineConfig({
  root: BUILD,
  test: {
    reporters: ['default'],
    sequence: { sequencer: ByFileOrder },
    projects: [
      project('units', {
        include: ['test/**/*.test.js'],
        exclude: [FLOWS, ...SHARERS, ...SERVERS, ...PAGES, ...REPLACING],
      }),
      project('units that replace modules', { include: REPLACING, server: {} }),
      project('units on PostgreSQL', {
        include: ON_POSTGRES.filter((path) => !SERVERS.includes(path)),
        provide: { engine: 'PostgreSQL' },
      }),
      // Several travellers in turn, on a lane that waits for a busy computer
      project('flows', { include: [FLOWS], testTimeout: 600_000, ...RARE_COLLECTION }),
      project('pages that share a process', { include: PAGES, isolate: false, ...RARE_COLLECTION }),
      project('servers that share a process', { include: SERVERS, isolate: false, ...RARE_COLLECTION }),
      project('servers on PostgreSQL', {
        include: ON_POSTGRES.filter((path) => SERVERS.includes(path)),
        isolate: false,
        ...RARE_COLLECTION,
        provide: { engine: 'PostgreSQL' },
      }),
      project('units that share a process', { include: SHARERS, isolate: false }),
    ],
  },
});
