/** Tests the computed contents of the packages, without building them. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { NEWEST_NODE } from '../campaign/newest-node.ts';
import type { PackageContents } from './contents.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { runtimeVersion } from './node-runtime.ts';
import { homeOf, type PackageFile, packageFiles } from './package-files.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const root = projectRoot();
const folder = mkdtempSync(join(tmpdir(), 'postern-package-files-'));
writeFileSync(join(folder, 'licence'), 'licence');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesOf = (contents: PackageContents): readonly PackageFile[] =>
  packageFiles({
    contents,
    release: { version: '0.1.0+1', epochS: 1_795_000_000, architecture: 'amd64' },
    root,
    runtime: { version: runtimeVersion(), program: join(folder, 'node'), licence: join(folder, 'licence') },
    platform: 'linux/x64',
  }).files;
const lane = filesOf(LANE_PACKAGE);
const server = filesOf(SERVER_PACKAGE);
const ALL = [...lane, ...server];

test('the packages: only programs may be run, and settings are read by their users alone', () => {
  for (const { to, kind = 'file' } of ALL) {
    const isProgram = /^usr\/(bin\/postern-[a-z]+|lib\/postern-[a-z]+\/bin\/node)$/.test(to);
    const isSettings = to.endsWith('.conf') && to.startsWith('etc/');
    expect([to, kind]).toEqual([to, isProgram ? 'program' : isSettings ? 'settings' : 'file']);
  }
});

test('the packages: contain no file twice', () => {
  for (const files of [lane, server]) expect(new Set(files.map(({ to }) => to)).size).toBe(files.length);
});

test('the packages: contain no simulator, development page, test, source, and no package for development', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { dev?: boolean }>>;
  };
  const paths = ALL.map(({ to }) => to);
  const WRONG =
    /\/(simulation|dock|test|tests)\/|\/code\/models\/build\/|prepared\.js|\.(ts|map)$|\/(dock\.html|assets\/dock-)/;
  expect(paths.filter((path) => WRONG.test(path))).toEqual([]);
  const modules = new Set(
    paths.flatMap((path) => /\/postern-[a-z]+\/(node_modules\/.*)\/package\.json$/.exec(path)?.[1] ?? []),
  );
  expect(modules.size).toBeGreaterThan(50);
  expect([...modules].filter((path) => packages[path]?.dev === true)).toEqual([]);
});

test('the packages: contain the models of the lane, and the server none', () => {
  expect(lane.filter(({ to }) => to.endsWith('.onnx')).length).toBeGreaterThan(3);
  expect(server.map(({ to }) => to).join('\n')).not.toMatch(/\.onnx|onnxruntime|\/kiosk\//);
});

test('the packages: contain the rules for Prometheus in the server, unchanged', () => {
  const rules = server.find(({ to }) => to === 'usr/share/postern-server/prometheus/postern.rules.yml');
  expect(rules).toMatchObject({ from: join(root, 'server/oversight/alerts/postern.rules.yml') });
});

test('the packages: run the program of a partner agency from the files of the server alone', () => {
  const home = homeOf(SERVER_PACKAGE);
  for (const file of server) {
    if (!file.to.startsWith(`${home}/`) || file.kind === 'program') continue;
    const path = join(folder, file.to);
    mkdirSync(dirname(path), { recursive: true });
    if ('from' in file) copyFileSync(file.from, path);
    else writeFileSync(path, file.content);
  }
  const program = join(folder, home, 'code/server/main/commands/partner.js');
  const run = (...words: readonly string[]) =>
    JSON.parse(execFileSync(process.execPath, [program, ...words], { encoding: 'utf8' })) as object;
  const key = join(folder, 'seen.key');
  expect(run('pseudonym-key', key)).toMatchObject({
    kind: 'made',
    keyCheck: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(run('keys', 'statistics', join(folder, 'keys'))).toMatchObject({ kind: 'made' });
  const draft = join(folder, 'draft.json');
  expect(run('terms', '1', draft)).toMatchObject({ kind: 'written', agreements: [] });
  expect(JSON.parse(readFileSync(draft, 'utf8'))).toMatchObject({ number: 1, agreements: [] });
});

test('runtime of the packages: is the newest release that is tested', () => {
  expect(runtimeVersion()).toBe(NEWEST_NODE);
});
