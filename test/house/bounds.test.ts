import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const BOUND = /\b(?:const|let) [A-Z0-9_]*(?:MOST|LEAST)[A-Z0-9_]*\b/g;

test('bounds: are named MAX_ and MIN_', () => {
  const root = projectRoot();
  const found = ['hardware', 'kiosk', 'models', 'server', 'test'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .flatMap((path) => readFileSync(join(root, top, path), 'utf8').match(BOUND) ?? []),
  );
  expect(found).toEqual([]);
});
