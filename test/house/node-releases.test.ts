import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { NEWEST_NODE } from '../campaign/newest-node.ts';

const textOf = (path: string): string => readFileSync(join(projectRoot(), path), 'utf8');

test('Node releases: are the same in engines, README and tests', () => {
  const { engines } = JSON.parse(textOf('package.json')) as { engines: { node: string } };
  const [major] = NEWEST_NODE.split('.', 1);
  expect(engines.node).toBe(`>=20.19 <${Number(major) + 1}`);
  const readme = textOf('README.md');
  expect(readme).toContain(`Node 20.19 to ${major}; npm refuses other releases`);
  expect(readme).toContain(`part of it on Node ${NEWEST_NODE}, the`);
});
