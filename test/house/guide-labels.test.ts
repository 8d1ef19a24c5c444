import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const root = projectRoot();

const filesIn = (folder: string, kind: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => kind.test(file))
    .map((file) => join(root, folder, file));

const textOf = (files: readonly string[]): string => files.map((file) => readFileSync(file, 'utf8')).join('\n');
/** Normalises typographic and escaped apostrophes. */
const plain = (text: string): string => text.replaceAll('’', "'").replaceAll("\\'", "'");

const guides = [...filesIn('server/main/guide', /\.md$/), ...filesIn('kiosk/main/guide', /\.md$/)];
const screens = plain(
  textOf([...filesIn('server/console', /\.tsx?$/), ...filesIn('kiosk/ui', /\.tsx?$|words\/en\.json$/)]),
);

/** Names of sections and urgencies, which are in italics like labels of the screens. */
const headings = new Set(
  [...textOf([...guides, join(root, 'kiosk/README.md')]).matchAll(/^#+ (.+)$/gm)].map(
    ([, heading]) => heading as string,
  ),
);
const NO_LABELS = new Set(['Now', 'Today', 'Watch']);

test('guides: name only existing screen labels', () => {
  const labels = [...textOf(guides).matchAll(/(?<![*\w])\*([A-Z][^*\n]+)\*(?![*\w])/g)].map(
    ([, label]) => label as string,
  );
  expect(labels.length).toBeGreaterThan(100);
  const missing = new Set(
    labels.filter((label) => !headings.has(label) && !NO_LABELS.has(label) && !screens.includes(plain(label))),
  );
  expect([...missing]).toEqual([]);
});
