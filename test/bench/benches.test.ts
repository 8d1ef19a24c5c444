import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { BENCHES } from './benches.ts';
import { benchOfRecord, digestOfMeasured } from './support/stale-records.ts';

test.each(Object.entries(BENCHES))(
  'bench %s has a source file, and the code that it measures exists',
  (_name, bench) => {
    expect(existsSync(join(projectRoot(), 'test/bench', `${bench.file}.ts`))).toBe(true);
    if (bench.measuredCode.length > 0) expect(digestOfMeasured(bench)).toMatch(/^[0-9a-f]{64}$/);
  },
);

const RECORDS = readdirSync(join(projectRoot(), 'test/bench/results')).filter((file) => file.endsWith('.json'));

test.each(RECORDS)('record %s belongs to a bench', (file) => {
  expect(benchOfRecord(file.replace('.json', ''))).toBeDefined();
});
