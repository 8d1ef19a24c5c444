import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../../models/project-root.ts';

/** Where a bench's record lies. */
export const recordFile = (bench: string): string => join(projectRoot(), 'test/bench/results', `${bench}.json`);

/** Writes what a bench measured, with machine and date, to `test/bench/results/<bench>.json`, or to `file`. */
export function writeRecord(bench: string, measured: Readonly<Record<string, unknown>>, file?: string): void {
  const [cpu] = cpus();
  const machine = {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  const record = { bench, date: new Date().toISOString(), machine, ...measured };
  const target = file ?? recordFile(bench);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify(record, null, 2)}\n`);
}
