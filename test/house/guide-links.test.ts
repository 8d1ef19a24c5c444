import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const root = projectRoot();
const pages = [
  'README.md',
  ...['.github', 'server/main/guide', 'kiosk/main/guide'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  ),
];

/** Relative targets of links and pictures, without the part after `#`. */
const targetsIn = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => (target as string).split('#')[0] as string)
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

test('guides: link to existing files', () => {
  expect(pages.length).toBeGreaterThan(15);
  const missing = pages.flatMap((page) =>
    targetsIn(readFileSync(join(root, page), 'utf8'))
      .filter((target) => !existsSync(resolve(root, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(missing).toEqual([]);
});

test('guides: name only existing npm scripts', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const missing = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)]
      .map(([, name]) => name as string)
      .filter((name) => !(name in scripts))
      .map((name) => `${page}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('guides: start only existing programs', () => {
  const programs = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\.build\/([\w/-]+)\.js/g)].map(([, file]) => file as string),
  );
  expect(programs.length).toBeGreaterThan(4);
  expect(programs.filter((file) => !existsSync(join(root, `${file}.ts`)))).toEqual([]);
});
