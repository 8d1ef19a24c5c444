/** The whole of both packages, built twice. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { billSchema } from '../../server/lanes/components/bill.ts';
import { billOf } from './build-packages.ts';
import { describePackages, listed } from './describe-packages.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const root = projectRoot();
const PARTS = [
  'package.json',
  'package-lock.json',
  'kiosk/main/install',
  'server/main/install',
  'server/oversight/alerts/postern.rules.yml',
  'hardware/modbus',
  'models',
  '.models/onnx',
];

function copyTree(into: string): string {
  mkdirSync(into, { recursive: true });
  for (const part of PARTS) cpSync(join(root, part), join(into, part), { recursive: true });
  cpSync(join(root, '.build'), join(into, '.build'), {
    recursive: true,
    filter: (from) => !/\/\.build\/(test|ci|compile-cache)(\/|$)/.test(from),
  });
  symlinkSync(join(root, 'node_modules'), join(into, 'node_modules'));
  return into;
}

const TREE = { packages: [LANE_PACKAGE, SERVER_PACKAGE], make: () => root, copy: copyTree };

describePackages('the Debian packages', TREE, (built) => {
  test('contain the models of the lane and state them in its bill; the server has none', () => {
    const { files } = built();
    const modelsOf = (file: string) => listed(file).filter((line) => line.endsWith('.onnx')).length;
    const stated = (file: string) =>
      billSchema
        .parse(JSON.parse(readFileSync(billOf(file), 'utf8')))
        .components.filter(({ type }) => type === 'machine-learning-model').length;
    const [lane = '', server = ''] = files;
    expect(modelsOf(lane)).toBeGreaterThan(3);
    expect(stated(lane)).toBeGreaterThan(3);
    expect([modelsOf(server), stated(server)]).toEqual([0, 0]);
  });

  test('run the program of a partner agency from the files of the server alone', () => {
    const { files, folder } = built();
    const unpacked = mkdtempSync(join(folder, 'partner-'));
    const [, server = ''] = files;
    execFileSync('dpkg-deb', ['-x', server, unpacked]);
    const program = join(unpacked, 'usr/lib/postern-server/code/server/main/commands/partner.js');
    const run = (...words: readonly string[]) =>
      JSON.parse(execFileSync(process.execPath, [program, ...words], { encoding: 'utf8' })) as object;
    const key = join(unpacked, 'seen.key');
    expect(run('pseudonym-key', key)).toMatchObject({
      kind: 'made',
      keyCheck: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(run('keys', 'statistics', join(unpacked, 'keys'))).toMatchObject({ kind: 'made' });
    const draft = join(unpacked, 'draft.json');
    expect(run('terms', '1', draft)).toMatchObject({ kind: 'written', agreements: [] });
    expect(JSON.parse(readFileSync(draft, 'utf8'))).toMatchObject({ number: 1, agreements: [] });
  });
});
