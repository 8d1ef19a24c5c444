/**
 * Tests run as compiled code from `.build`, so that what is tested is what runs, worker threads included. Flows keep real time with
 * real models: they come when everything else has finished, since a lane waits for people more than it computes; last and two at a
 * time those in which a head turns. Tests
 * with a database of the server's run on SQLite with the others and once more on PostgreSQL. Tests that only compute share processes,
 * and come last of the units: short ones leave no worker idle at the end.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { installedPostgres } from './support/postgres/installed-postgres.ts';
import { testsWithDatabase } from './support/postgres/with-database.ts';
import { processSharers } from './support/process-sharers.ts';

/** Units wait for disks, processes and pages about as long as they compute. */
const UNIT_WORKERS = Math.ceil(availableParallelism() * 1.5);

const FLOWS = 'test/flows/**/*.test.js';
/** Each starts a server process, several times some of them. */
const ATTACKS = 'test/attacks/**/*.test.js';
/** Flows in which a head turns before the camera: to be followed it has to be drawn and looked at in time. */
const HEADS_TURN = ['travellers', 'first-start', 'light-challenge', 'canary-day', 'evidence'].map(
  (name) => `test/flows/${name}.test.js`,
);

/** The slowest files, slowest first: started last they would leave the other worker idle. */
const SLOW = [
  'flows/travellers',
  'flows/documents',
  'flows/finger',
  'flows/power-cut',
  'flows/evidence',
  'flows/traveller-screen',
  'flows/passages',
  'flows/canary-day',
  'flows/residue',
  'flows/registered-face',
  'flows/server-down',
  'models/face/presentation-attack/head-turn-sequence',
  'kiosk/ui/layout',
  'kiosk/ui/accessibility',
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
    const place = ({ moduleId }: TestSpecification): number => {
      if (SHARERS.some((path) => moduleId.endsWith(`/${path}`))) return SLOW.length + 1;
      const at = SLOW.findIndex((name) => moduleId.endsWith(`/test/${name}.test.js`));
      return at < 0 ? SLOW.length : at;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

const BUILD = join(import.meta.dirname, '../.build');
const ON_POSTGRES =
  installedPostgres() === undefined ? [] : testsWithDatabase(BUILD, '.js').map((test) => `${test}.js`);
if (ON_POSTGRES.length === 0)
  process.stderr.write('PostgreSQL is not installed: tests with a database run on SQLite alone\n');

const SHARERS = processSharers(BUILD);

const SEEDED = join(BUILD, 'test/support/seeded-properties.js');

export default defineConfig({
  root: '.build',
  plugins: [
    {
      name: 'seeded-properties',
      enforce: 'pre',
      resolveId: (id, importer) =>
        process.env['CI'] === 'true' && id === 'fast-check' && importer !== SEEDED ? SEEDED : undefined,
    },
  ],
  test: {
    reporters: ['default'],
    // Expected conditions may take longer on a busy machine.
    expect: { poll: { timeout: 30_000 } },
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          globalSetup: 'test/support/postgres/setup.js',
          include: ['test/**/*.test.js'],
          exclude: [FLOWS, ATTACKS, ...SHARERS],
          maxWorkers: UNIT_WORKERS,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'units that share a process',
          include: SHARERS,
          isolate: false,
          maxWorkers: UNIT_WORKERS,
          testTimeout: 90_000,
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
          maxWorkers: UNIT_WORKERS,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'attacks',
          include: [ATTACKS],
          exclude: SHARERS,
          maxWorkers: 2,
          testTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'flows',
          globalSetup: 'test/support/postgres/setup.js',
          include: [FLOWS],
          exclude: HEADS_TURN,
          maxWorkers: UNIT_WORKERS,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'flows in which a head turns',
          globalSetup: 'test/support/postgres/setup.js',
          include: HEADS_TURN,
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
