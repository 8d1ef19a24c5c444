/** The certification pack names only what exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../../models/files/project-root.ts';
import { STANDARDS } from '../../../../../server/oversight/compliance/controls/pack.ts';
import {
  CONTROL_QUERIES,
  CONTROL_SUBJECTS,
  STANDARD_IDS,
} from '../../../../../server/oversight/compliance/controls/vocabulary.ts';

const CONTROLS = STANDARDS.flatMap(({ id: standard, controls }) => controls.map((one) => ({ standard, ...one })));

describe('the certification pack', () => {
  it.each(CONTROLS)('$standard $id: each named test and document exists', ({ tests, documents, queries }) => {
    for (const path of tests) {
      expect(path).toMatch(/^test\/.+\.test\.ts$/);
      expect(existsSync(join(projectRoot(), path)), path).toBe(true);
      expect(readFileSync(join(projectRoot(), path), 'utf8')).toMatch(/\b(it|test)\b/);
    }
    for (const { path, dated, expires } of documents) {
      expect(existsSync(join(projectRoot(), path)), path).toBe(true);
      expect(expires > dated).toBe(true);
    }
    expect(tests.length + documents.length + queries.length).toBeGreaterThan(0);
  });

  it('has every standard, and each control once', () => {
    expect(STANDARDS.map(({ id }) => id)).toEqual([...STANDARD_IDS]);
    const names = CONTROLS.map(({ standard, id }) => `${standard} ${id}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('uses every subject and every figure', () => {
    expect(new Set(CONTROLS.map(({ subject }) => subject))).toEqual(new Set(CONTROL_SUBJECTS));
    expect(new Set(CONTROLS.flatMap(({ queries }) => queries))).toEqual(new Set(CONTROL_QUERIES));
  });
});
