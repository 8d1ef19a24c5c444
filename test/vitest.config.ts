/**
 * Tests run as compiled code from `.build`, so that what is tested is what runs, worker threads included. Flows keep real
 * time with real models: they run one after another, when everything else has finished. Those that wait more than they compute, and
 * have no head to draw in time, run two at a time before.
 */
import { defineConfig } from 'vitest/config';

const FLOWS = 'test/flows/**/*.test.js';
const CALM_FLOWS = ['disk', 'erasure', 'key-provider'].map((name) => `test/flows/${name}.test.js`);

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
