/**
 * Tests run as compiled code from `.build`, so that what is tested is what runs, worker threads included. Units run first, then flows two
 * at a time: the camera and the models of a lane need the processor. A lane under test has a clock that waits while the computer is
 * behind (`flows/lane-clock.ts`). Tests with a database of the server's run on SQLite and once more on PostgreSQL. The slowest files come
 * first. Tests that share processes come last: short ones leave no worker idle at the end.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { installedPostgres } from './support/postgres/installed-postgres.ts';
import { testsWithDatabase } from './support/postgres/with-database.ts';
import { modulesReplaced, processSharers, serverSharers } from './support/process-sharers.ts';

/** Units wait for disks, processes and pages about as long as they compute. With two for each processor, tests of pages ran out of time. */
const UNIT_WORKERS = Math.ceil(availableParallelism() * 1.5);
const FLOW_WORKERS = 2;

const FLOWS = 'test/flows/**/*.test.js';

/** The slowest files, slowest first: started last they would leave the other worker idle. */
const SLOW = [
  'flows/dock-scenarios',
  'flows/travellers',
  'flows/production-lane',
  'flows/documents',
  'flows/finger',
  'flows/power-cut',
  'flows/evidence',
  'flows/shift',
  'flows/traveller-screen',
  'flows/passages',
  'flows/readiness-check',
  'flows/canary-day',
  'flows/residue',
  'flows/registered-face',
  'flows/server-down',
  'models/face/presentation-attack/head-turn-sequence',
  'kiosk/ui/every-step',
  'kiosk/ui/layout',
  'kiosk/ui/accessibility',
  'server/ui/pages/every-page',
  'server/ui/decisions/decisions-section',
  'server/ui/officer/officer-console',
  'server/ui/privacy/privacy-section',
  'kiosk/commands/vault',
  'kiosk/vault/keys/key-steps',
  'server/killed-under-load',
  'server/commands/backup',
  'hardware/gate/modbus/modbus-gate',
  'hardware/modbus/module',
  'hardware/document-reader/pcsc/pcsc-contract',
  'hardware/document-reader/ocr-b/read-zone',
  'server/ui/ledger/ledger-section',
  'server/ui/administration/administration-section',
  'server/ui/console-page',
  'server/ui/sign-in/sign-in-page',
  'kiosk/ui/declaration',
  'hardware/fingerprint-scanner/mosip-sbi/sbi-scanner',
  'hardware/fingerprint-scanner/libfprint/libfprint-scanner',
  'hardware/secure-element/pkcs11/pkcs11-secure-element',
  'server/backup/backup',
  'server/main',
  'server/app/transport',
];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification): number => {
      // A process goes on with the next file only if that belongs to the same project
      const shared = SHARING.indexOf(project.name);
      if (shared >= 0) return SLOW.length + 1 + shared;
      const at = SLOW.findIndex((name) => moduleId.endsWith(`/test/${name}.test.js`));
      return at < 0 ? SLOW.length : at;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

const SHARING = ['servers that share a process', 'servers on PostgreSQL', 'units that share a process'];

const BUILD = join(import.meta.dirname, '../.build');
const SHARERS = processSharers(BUILD);
const SERVERS = serverSharers(BUILD);
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
      maxWorkers: UNIT_WORKERS,
      sequence: { groupOrder: 0 },
      server: { deps: { external: [AS_COMPILED] } },
      ...options,
    },
  };
}

export default defineConfig({
  root: BUILD,
  test: {
    reporters: ['default'],
    sequence: { sequencer: SlowFirst },
    projects: [
      project('units', {
        include: ['test/**/*.test.js'],
        exclude: [FLOWS, ...SHARERS, ...SERVERS, ...REPLACING],
      }),
      project('units that replace modules', { include: REPLACING, server: {} }),
      project('units on PostgreSQL', {
        include: ON_POSTGRES.filter((path) => !SERVERS.includes(path)),
        provide: { engine: 'PostgreSQL' },
      }),
      project('flows', { include: [FLOWS], maxWorkers: FLOW_WORKERS, sequence: { groupOrder: 1 } }),
      project('servers that share a process', { include: SERVERS, isolate: false }),
      project('servers on PostgreSQL', {
        include: ON_POSTGRES.filter((path) => SERVERS.includes(path)),
        isolate: false,
        provide: { engine: 'PostgreSQL' },
      }),
      project('units that share a process', { include: SHARERS, isolate: false }),
    ],
  },
});
