/**
 * `npm run test:watch -- FILE`: runs tests straight from their sources and again after each change, for tests that start neither a
 * program nor a page: workers and processes run compiled code, which `npm test` builds. Type errors of the whole tree are printed beside them.
 */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    globalSetup: ['test/support/postgres/setup.ts', 'test/support/watch-types.ts'],
    provide: { extent: 'main' },
    include: ['test/**/*.test.ts'],
    exclude: ['test/flows/**', 'test/attacks/**', '**/node_modules/**', '.build/**'],
    testTimeout: 90_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
