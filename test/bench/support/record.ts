import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../models/project-root.ts';

/** Writes what a bench measured, with machine and date, to `test/bench/results/<bench>.json`. */
export function writeRecord(bench: string, measured: Readonly<Record<string, unknown>>): void {
  const [cpu] = cpus();
  const results = join(projectRoot(), 'test/bench/results');
  mkdirSync(results, { recursive: true });
  const machine = {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  const record = { bench, date: new Date().toISOString(), machine, ...measured };
  writeFileSync(join(results, `${bench}.json`), `${JSON.stringify(record, null, 2)}\n`);
}
