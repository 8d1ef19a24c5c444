import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../server/fixtures/temporary-folder.ts';
import { looksSame } from './keep-picture.ts';
import { PICTURE_GROUPS } from './pictures.ts';
import { filesShown, sourceDigest, withoutComments } from './source-digest.ts';
import { steadyTexts } from './steady.ts';
import { projectRoot } from '../../models/files/project-root.ts';

const write = (root: string, file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

describe('digest of the sources of a picture', () => {
  const project = () => {
    const root = temporaryFolder();
    write(
      root,
      'server/console/a/page.tsx',
      "import { b } from './b.ts';\nimport './a.css';\nexport const page = <p>{b}</p>;\n",
    );
    write(root, 'server/console/a/b.ts', "export const b = 'text';\n");
    write(root, 'server/console/a/a.css', 'p { color: red; }\n');
    write(root, 'server/console/c/other.ts', 'export {};\n');
    return root;
  };
  const digest = (root: string) => sourceDigest(root, ['server/console/a/page.tsx'], []);

  test('changes with a text, a style and an import, and with nothing else', () => {
    const root = project();
    const first = digest(root);
    write(root, 'server/console/c/other.ts', 'export const changed = true;\n');
    write(root, 'server/console/a/b.ts', "// a comment\nexport const b =\n  'text';\n");
    write(root, 'server/console/a/a.css', '/* a comment */\np { color: red; }\n');
    expect(digest(root)).toBe(first);
    write(root, 'server/console/a/a.css', 'p { color: blue; }\n');
    const second = digest(root);
    expect(second).not.toBe(first);
    write(root, 'server/console/a/b.ts', "export const b = 'another text';\n");
    expect(digest(root)).not.toBe(second);
  });
  test('leaves out types, the shell and other languages', () => {
    const root = project();
    write(
      root,
      'server/console/a/b.ts',
      "import type { T } from './types.ts';\nimport '../shell/live.ts';\nexport const b = 'x';\n",
    );
    write(root, 'server/console/a/types.ts', 'export type T = 1;\n');
    write(root, 'server/console/shell/live.ts', 'export {};\n');
    expect([...filesShown(root, ['server/console/a/page.tsx'])].sort()).toEqual([
      'server/console/a/a.css',
      'server/console/a/b.ts',
      'server/console/a/page.tsx',
    ]);
  });
  test('names a file that does not exist', () => {
    expect(() => sourceDigest(project(), ['server/console/a/gone.tsx'], [])).toThrow('server/console/a/gone.tsx');
  });
  test('finds the sources of every stored picture', () => {
    for (const { shows } of PICTURE_GROUPS) {
      for (const [name, entries] of Object.entries(shows)) {
        expect([name, filesShown(projectRoot(), entries).size > 2]).toEqual([name, true]);
      }
    }
  });
  test('keeps strings that look like comments', () => {
    expect(withoutComments('a.ts', "const a = '// no comment'; // one\n")).toContain('// no comment');
  });
});

describe('picture', () => {
  const plain = (level: number) =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: { r: level, g: level, b: level } } });
  test('looks the same after a change of the compression’s size, and not after a word', async () => {
    const first = await plain(200).png().toBuffer();
    expect(await looksSame(first, await plain(210).png().toBuffer())).toBe(true);
    const word = await sharp({ create: { width: 10, height: 8, channels: 3, background: 'black' } })
      .png()
      .toBuffer();
    const changed = await plain(200)
      .composite([{ input: word, left: 2, top: 2 }])
      .png()
      .toBuffer();
    expect(await looksSame(first, changed)).toBe(false);
  });
  test('has the same ids in each run, and its names and numbers unchanged', () => {
    const texts = (id: string) => {
      const all = steadyTexts();
      return [all(`entry ${id}`), all(`again ${id}`), all('terminal-2-5 development-officer 1,204 of 2026')];
    };
    const [first, again, names] = texts('0f3a'.repeat(16));
    expect(texts('9b1c'.repeat(16))).toEqual([first, again, names]);
    expect(first?.slice(6)).toBe(again?.slice(6));
    expect(names).toBe('terminal-2-5 development-officer 1,204 of 2026');
  });
});
