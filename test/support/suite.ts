/**
 * The projects of vitest. Tests run as compiled code from `.build`, so that what is tested is what runs, worker threads included. A lane
 * under test has a clock that waits while the computer is behind (`flows/lane-clock.ts`). `file-order.ts` orders the files.
 */
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import type { TestProjectInlineConfiguration, ViteUserConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { projectRoot } from '../../models/files/project-root.ts';
import type { Extent } from './extent.ts';
import { fileOrder } from './file-order.ts';
import { testsIn } from './import-graph.ts';
import { installedPostgres } from './postgres/installed-postgres.ts';
import { testsOnPostgres } from './postgres/second-engine.ts';
import { modulesReplaced, pageSharers, processSharers, serverSharers } from './process-sharers.ts';
import { readRecord, recordedSeconds } from './times/recorded-times.ts';

/** Units wait for disks, processes and pages about as long as they compute. With two for each processor, tests of pages ran out of time. */
export const WORKERS = Math.ceil(availableParallelism() * 1.5);
const FLOWS_AT_ONCE = Math.ceil(WORKERS / 3);

/**
 * For processes with lanes, servers and pages. The engine collects all garbage when the heap has grown by this share, in per cent. By itself it
 * takes 10 while a process computes more than it allocates: a lane's process then collects twice in a second of capture. Units keep the
 * engine's own choice, because some measure the memory that is left.
 */
const RARE_COLLECTION = { execArgv: ['--heap-growing-percent=200'] };

const SHARING = [
  'pages that share a process',
  'servers that share a process',
  'servers on PostgreSQL',
  'units that share a process',
];

export const BUILD = join(projectRoot(), '.build');

class ByFileOrder extends BaseSequencer {
  readonly #seconds = recordedSeconds(readRecord());

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const named = (await super.sort(files)).map((file) => {
      const sharing = SHARING.indexOf(file.project.name);
      const name = relative(join(BUILD, 'test'), file.moduleId).replace(/\.test\.js$/, '');
      return { file, name, ...this.#seconds(file.project.name, name), ...(sharing < 0 ? {} : { sharing }) };
    });
    return fileOrder(named, WORKERS, FLOWS_AT_ONCE).map(({ file }) => file);
  }
}

/** Node loads what is tested by itself, as in service. Through the transformations of vitest a test of the server needs seconds more. */
const AS_COMPILED = /\/\.build\/(?:hardware|kiosk|models|server)\//;

const SEEDED = join(BUILD, 'test/support/seeded-properties.js');

const SEED_PLUGIN = {
  name: 'seeded-properties',
  enforce: 'pre' as const,
  resolveId: (id: string, importer: string | undefined) =>
    process.env['CI'] === 'true' && id === 'fast-check' && importer !== SEEDED ? SEEDED : undefined,
};

/** The times of the files of the last run: `npm run tool -- times`. */
const TIMES = join(BUILD, 'times.jsonl');

export type Engine = 'SQLite' | 'PostgreSQL';

type ProjectOptions = NonNullable<TestProjectInlineConfiguration['test']>;

/** Whole in itself: a project that extends this file evaluates it once more, and the rules above read every test. */
function project(name: string, extent: Extent, options: ProjectOptions): TestProjectInlineConfiguration {
  return {
    root: BUILD,
    plugins: [SEED_PLUGIN],
    test: {
      name,
      globalSetup: ['test/support/postgres/setup.js', 'test/support/begin-run.js'],
      setupFiles: ['test/support/times/record-times.js'],
      // Expected conditions may take longer on a busy machine.
      expect: { poll: { timeout: 120_000 } },
      // Far more than an idle computer needs: others may use it
      testTimeout: 300_000,
      hookTimeout: 300_000,
      maxWorkers: WORKERS,
      server: { deps: { external: [AS_COMPILED] } },
      ...options,
      provide: { extent, project: name, times: TIMES, ...options.provide },
    },
  };
}

/**
 * The configuration of `npm test`, of `npm run test:all`, and of a choice of files.
 *
 * @param keep whether a test file runs on an engine: `test/flows/shift.test.js`
 */
export function suite(extent: Extent, keep: (path: string, engine: Engine) => boolean = () => true): ViteUserConfig {
  const tests = testsIn(BUILD).filter((path) => extent === 'all' || !path.endsWith('.long.test.js'));
  const onSqlite = tests.filter((path) => keep(path, 'SQLite'));
  const onPostgres = extent === 'main' ? [] : onSecondEngine().filter((path) => keep(path, 'PostgreSQL'));
  // Only vitest can replace a module that another one imports.
  const replacing = new Set(modulesReplaced(BUILD));
  const servers = new Set(serverSharers(BUILD));
  const pages = new Set(pageSharers(BUILD));
  const sharers = new Set(processSharers(BUILD));
  const isFlow = (path: string) => path.startsWith('test/flows/');
  const isUnit = (path: string) =>
    ![replacing, servers, pages, sharers].some((group) => group.has(path)) && !isFlow(path);
  const inGroup = (group: ReadonlySet<string>) => onSqlite.filter((path) => group.has(path));
  return {
    root: BUILD,
    test: {
      reporters: ['default'],
      sequence: { sequencer: ByFileOrder },
      projects: [
        project('units', extent, { include: onSqlite.filter(isUnit) }),
        project('units that replace modules', extent, { include: inGroup(replacing), server: {} }),
        project('units on PostgreSQL', extent, {
          include: onPostgres.filter((path) => !servers.has(path)),
          provide: { engine: 'PostgreSQL' },
        }),
        // Several travellers in turn, on a lane that waits for a busy computer
        project('flows', extent, { include: onSqlite.filter(isFlow), testTimeout: 600_000, ...RARE_COLLECTION }),
        project('pages that share a process', extent, { include: inGroup(pages), isolate: false, ...RARE_COLLECTION }),
        project('servers that share a process', extent, {
          include: inGroup(servers),
          isolate: false,
          ...RARE_COLLECTION,
        }),
        project('servers on PostgreSQL', extent, {
          include: onPostgres.filter((path) => servers.has(path)),
          isolate: false,
          ...RARE_COLLECTION,
          provide: { engine: 'PostgreSQL' },
        }),
        project('units that share a process', extent, { include: inGroup(sharers), isolate: false }),
      ],
    },
  };
}

/** None where PostgreSQL is not installed. */
export function onSecondEngine(): readonly string[] {
  if (installedPostgres() === undefined) {
    process.stderr.write('PostgreSQL is not installed: tests with a database run on SQLite alone\n');
    return [];
  }
  return testsOnPostgres(BUILD, '.js').map((test) => `${test}.js`);
}
