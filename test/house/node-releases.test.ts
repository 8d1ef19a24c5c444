import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const textOf = (path: string): string => readFileSync(join(projectRoot(), path), 'utf8');

test('Node releases: are the same in engines, README and .ci/run', () => {
  const { engines } = JSON.parse(textOf('package.json')) as { engines: { node: string } };
  const newest = /^newest_node=((\d+)\.\d+\.\d+)$/m.exec(textOf('.ci/run'));
  const [, release, major] = newest ?? [];
  expect(major).toBeDefined();
  expect(engines.node).toBe(`>=20.19 <${Number(major) + 1}`);
  const readme = textOf('README.md');
  expect(readme).toContain(`Node 20.19 to ${major}; npm refuses other releases`);
  expect(readme).toContain(`part of it on Node ${release}, the`);
});
