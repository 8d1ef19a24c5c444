/** vitest's global setup: a run begins with an empty record of times and one list of what it will skip. */
import { writeFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { missingPackages } from './debian-packages.ts';
import { dataFolder } from './data-folder.ts';

/** Each project has its own copy of this module, in one process. */
const shared = globalThis as { posternRunBegun?: boolean };

export default function begin(project: TestProject): void {
  if (shared.posternRunBegun === true) return;
  shared.posternRunBegun = true;
  const { times } = project.config.provide as { readonly times: string };
  writeFileSync(times, '');
  const skipped = skippedParts();
  if (skipped.length > 0) process.stdout.write(`Skipped on this computer:\n${skipped.join('')}\n`);
}

function skippedParts(): readonly string[] {
  const parts = [...missingPackages()].map(
    ([tests, packages]) =>
      `  ${tests}: not installed: ${packages.join(', ')} (Debian packages; .ci/install installs all)\n`,
  );
  const data = dataFolder('.') === undefined ? ['  tests with evaluation data: POSTERN_DATA names no folder\n'] : [];
  return [...parts, ...data];
}
