/**
 * vitest's global setup of each project that needs it: a folder in which the first such test starts the cluster that all projects share
 * (`shared-cluster.ts`). A run without such a test starts none.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { endCluster } from './cluster.ts';

/** Each project has its own copy of this module, in one process. */
const shared = globalThis as { posternTestPostgres?: string };

export default function setup(project: TestProject): () => Promise<void> {
  const folder = (shared.posternTestPostgres ??= mkdtempSync(join(tmpdir(), 'postern-pg-')));
  project.provide('postgres', { folder, runner: process.pid });
  return async () => {
    await endCluster(join(folder, 'cluster'));
    rmSync(folder, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgres: { readonly folder: string; readonly runner: number };
    /** Absent: SQLite. */
    readonly engine?: 'SQLite' | 'PostgreSQL';
  }
}
