/** Tests that run inside the laboratory, one file after another. Nothing but `/run` can be written there. */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By name: a chip that was killed does not come back for the files after it. */
class ByName extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((one, other) => one.moduleId.localeCompare(other.moduleId)));
  }
}

export default defineConfig({
  root: join(import.meta.dirname, '../../..'),
  cacheDir: '/run/tmp/vite',
  test: {
    include: ['test/lab/inside/*.lab.js'],
    fileParallelism: false,
    isolate: false,
    sequence: { sequencer: ByName },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
