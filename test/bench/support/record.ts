import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { recordFile } from './record-file.ts';
import { benchOfRecord, digestOfMeasured } from './stale-records.ts';

/**
 * Writes the results of a bench to `test/bench/results/<bench>.json`, or to `file`, with the machine, the date, and a
 * digest of the measured code.
 */
export function writeRecord(bench: string, measured: Readonly<Record<string, unknown>>, file?: string): void {
  const [cpu] = cpus();
  const machine = {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  const entry = benchOfRecord(bench);
  const measuredCode = entry && digestOfMeasured(entry);
  const record = { bench, date: new Date().toISOString(), measuredCode, machine, ...measured };
  const target = file ?? recordFile(bench);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify(record, null, 2)}\n`);
}
