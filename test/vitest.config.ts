/**
 * Tests run as compiled code from `.build`, so that what is tested is what runs, worker threads included. Files run one
 * after another in two forks: the machines that gate a change have two cores, and the models fill them.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: '.build',
  test: {
    include: ['test/**/*.test.js'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
