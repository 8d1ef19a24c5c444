import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../models/files/project-root.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { BrokenBuild, compile } from './broken-build.ts';
import { chooseMutations, roomOf } from './choose-mutations.ts';
import { mutate, mutationsIn } from './places.ts';
import { testsFor } from './tests-for.ts';

/** The text after each of its changes. */
function changed(text: string): string[] {
  return mutationsIn('server/a/a.ts', text).map((mutation) => mutate(text, mutation));
}

test.each([
  ['if (a) b;', ['if (!(a)) b;']],
  ['while (a) b;', ['while (!(a)) b;']],
  ['x = a ? b : c;', ['x = !(a) ? b : c;']],
  ['x = a < b;', ['x = a <= b;']],
  ['x = a >= b;', ['x = a > b;']],
  ['x = a && b;', ['x = a || b;']],
  ['x = a + b;', ['x = a - b;']],
  ["x = a === 'text';", ["x = a !== 'text';", "x = a === 'another text';"]],
  ['const f = () => { return a; };', ['const f = () => { return undefined as never; };']],
  ['x = true;', ['x = false;']],
  ['x = 5_000;', ['x = (5_000 + 1);']],
  ['await send(a);', [';']],
])('mutations: break %s', (text, all) => {
  expect(changed(text)).toEqual(all);
});

test.each([
  "import { a } from './a.ts';",
  'type A = B extends 1 ? true : false;',
  'const a = b as 1 | true;',
  "throw new LedgerError('code', 'a' + 1);",
  'this.#log(1);',
  "process.stdout.write('a' + 'b');",
  'class A extends B { constructor() { super(); } }',
  'const a = { 1: b };',
  'const f = () => { return undefined; };',
])('mutations: leave %s', (text) => {
  expect(changed(text)).toEqual([]);
});

test('mutations: are not applied to a text that has changed', () => {
  const [mutation] = mutationsIn('server/a/a.ts', 'x = a && b;');
  expect(() => mutate('x = ab && b;', mutation as NonNullable<typeof mutation>)).toThrow('is another one now');
});

test('mutations: are spread over all rooms, and are the same for the same seed', () => {
  const root = temporaryFolder();
  for (const path of ['hardware/a/a.ts', 'kiosk/main.ts', 'models/a/b/a.ts', 'server/a/a.ts', 'server/b/a.tsx']) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'x = a && b && c && d;\n');
  }
  mkdirSync(join(root, 'server/main/guide'), { recursive: true });
  for (const path of ['server/main/guide/a.ts', 'server/a/a.d.ts', 'server/b/vite.config.ts']) {
    writeFileSync(join(root, path), 'x = a && b;\n');
  }
  const rooms = ['hardware/a', 'kiosk', 'models/a', 'server/a', 'server/b'];
  const chosen = chooseMutations(root, 10, 7);
  expect(
    chosen
      .slice(0, 5)
      .map(({ path }) => roomOf(path))
      .sort(),
  ).toEqual(rooms);
  expect(
    chosen
      .slice(5)
      .map(({ path }) => roomOf(path))
      .sort(),
  ).toEqual(rooms);
  expect(chooseMutations(root, 10, 7)).toEqual(chosen);
  expect(chooseMutations(root, 10, 8)).not.toEqual(chosen);
  expect(new Set(chooseMutations(root, 99, 7).map((one) => JSON.stringify(one))).size).toBe(15);
});

test('broken build: holds the changed module until it is restored, by a later process too', async () => {
  const root = temporaryFolder();
  for (const [path, text] of [
    ['tsconfig.json', '{ "compilerOptions": { "target": "es2023" } }'],
    ['server/a.ts', 'export const x = a && b;\n'],
    ['.build/server/a.js', 'export const x = a && b;\n'],
  ] as const) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const text = () => readFileSync(join(root, '.build/server/a.js'), 'utf8');
  for (const mutation of mutationsIn('server/a.ts', text())) await new BrokenBuild(root, []).apply(mutation);
  expect(text()).toBe('export const x = a || b;\n');
  expect([new BrokenBuild(root, []).restore(), text()]).toEqual([true, 'export const x = a && b;\n']);
  expect(new BrokenBuild(root, []).restore()).toBe(false);
});

test('broken build: compiles a source as the build does', () => {
  const root = projectRoot();
  const path = 'test/house/mutations/choose-mutations';
  const built = readFileSync(join(root, `.build/${path}.js`), 'utf8').replace(/\/\/# sourceMappingURL.*$/, '');
  expect(compile(root, `${path}.ts`, readFileSync(join(root, `${path}.ts`), 'utf8'))).toBe(built);
});

const TESTS = [
  'test/attacks/a.test.js',
  'test/flows/a.test.js',
  'test/server/a/a.test.js',
  'test/server/a/b.test.js',
  'test/server/b/b.test.js',
  'test/server/console/a.test.js',
  'test/kiosk/a/a.test.js',
];
const GRAPH = {
  importers: new Map([
    ['server/a/a.js', ['server/b/b.js', 'test/server/a/a.test.js']],
    ['server/b/b.js', ['test/server/b/b.test.js']],
  ]),
  outside: new Map(),
};

test.each([
  ['a file that tests import', 'server/a/a.ts', false, ['server/a/a', 'server/b/b', 'server/a/b']],
  ['a page', 'server/console/a/a.tsx', true, ['server/console/a', 'attacks/a', 'flows/a']],
  ['a program', 'server/a/c.ts', false, ['server/a/a', 'server/a/b', 'attacks/a', 'flows/a']],
])('tests for a change of %s: the nearest first', (_, path, isInPages, names) => {
  expect(testsFor(path, TESTS, GRAPH, isInPages).flat()).toEqual(names.map((name) => `test/${name}.test.js`));
});
