/** Tests that run inside the laboratory, one file after another. Nothing but `/run` can be written there. */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '../../..'),
  cacheDir: '/run/tmp/vite',
  test: {
    include: ['test/lab/inside/*.lab.js'],
    fileParallelism: false,
    isolate: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
