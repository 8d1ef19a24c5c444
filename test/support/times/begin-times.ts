/** vitest's global setup: a run begins with no times. */
import { writeFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';

/** Each project has its own copy of this module, in one process. */
const shared = globalThis as { posternTimesBegun?: boolean };

export default function begin(project: TestProject): void {
  if (shared.posternTimesBegun === true) return;
  shared.posternTimesBegun = true;
  const { times } = project.config.provide as { readonly times: string };
  writeFileSync(times, '');
}
