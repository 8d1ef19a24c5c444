/** vitest's global setup: a run begins with an empty record of times and one list of what is missing on this computer. */
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
  const missing = missingParts();
  if (missing.length > 0) process.stdout.write(`Missing here, so that tests skip or do less:\n${missing.join('')}\n`);
}

function missingParts(): readonly string[] {
  const packages = [...missingPackages()].map(([tests, names]) => `  ${names.join(', ')}: ${tests}\n`);
  const install = packages.length === 0 ? [] : ['  (Debian packages; .ci/install installs them)\n'];
  const data =
    dataFolder('.') === undefined ? ['  a folder of evaluation data in POSTERN_DATA: accuracy, real documents\n'] : [];
  return [...packages, ...install, ...data];
}
