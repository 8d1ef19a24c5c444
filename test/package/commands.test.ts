import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANE_PROGRAMS } from '../../kiosk/main/commands/programs.ts';
import { SERVER_PROGRAMS } from '../../server/main/commands/programs.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { PackageContents } from './contents.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const textOf = (file: string): string => readFileSync(join(projectRoot(), file), 'utf8');

describe.each([
  [LANE_PACKAGE, LANE_PROGRAMS, []],
  [SERVER_PACKAGE, SERVER_PROGRAMS, ['first-administrators']],
])('the command of the package %#', ({ folder, name }, programs, ofScript) => {
  const names = [...Object.keys(programs), ...ofScript].sort();

  test('names each program in its manual page', () => {
    const section = textOf(`${folder}/${name}.8`).split('.Sh COMMANDS')[1]?.split('\n.Sh ')[0] ?? '';
    expect([...section.matchAll(/^\.It Cm ([\w-]+)/gm)].map(([, command = '']) => command).sort()).toEqual(names);
  });

  test('names nothing else in its script', () => {
    const inScript = [...textOf(`${folder}/${name}`).matchAll(/^ {2}([a-z][\w |-]+)\)$/gm)].flatMap(([, list = '']) =>
      list.split(' | ').filter((one) => one !== 'help'),
    );
    expect(names).toEqual(expect.arrayContaining(inScript));
  });

  test('prints the list of programs', () => {
    const program = join(projectRoot(), '.build', dirname(dirname(folder)), 'main/commands', `${name}.js`);
    const list = execFileSync(process.execPath, [program, 'help'], { encoding: 'utf8' });
    for (const one of Object.keys(programs)) expect(list).toContain(`  ${one}  `);
    expect(spawnSync(process.execPath, [program, 'no-such-program']).status).toBe(64);
  });
});

/** Runs the script as an invented user; both ways to run a program print their words. */
function runScript({ folder, name }: PackageContents, user: 'root' | 'other', words: readonly string[]) {
  const place = temporaryFolder();
  const programs = {
    id: `echo ${user === 'root' ? 0 : 1_000}`,
    node: 'shift 2; echo "direct $*"',
    'systemd-run': 'while [ "${1#--}" != "$1" ]; do shift; done; shift 3; echo "with settings $*"',
  };
  for (const [program, text] of Object.entries(programs)) {
    writeFileSync(join(place, program), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  const script = textOf(`${folder}/${name}`)
    .replaceAll(`/usr/lib/${name}/bin/node`, join(place, 'node'))
    .replaceAll('$installed/bin/node', join(place, 'node'));
  const { status, stdout } = spawnSync('sh', ['-c', script, name, ...words], {
    encoding: 'utf8',
    env: { PATH: `${place}:${process.env['PATH']}` },
  });
  return status === 0 ? stdout.trim() : status;
}

test.each([
  [SERVER_PACKAGE, 'other', ['verify', 'FILE'], 'direct verify FILE'],
  [SERVER_PACKAGE, 'root', ['verify', 'FILE'], 'direct verify FILE'],
  [SERVER_PACKAGE, 'other', ['keys', 'status'], 2],
  [SERVER_PACKAGE, 'root', ['keys', 'status'], 'with settings keys status'],
  [SERVER_PACKAGE, 'other', ['releases', 'sign'], 'direct releases sign'],
  [SERVER_PACKAGE, 'root', ['releases', 'publish'], 'with settings releases publish'],
  [LANE_PACKAGE, 'other', ['documents', 'verify'], 'direct documents verify'],
  [LANE_PACKAGE, 'other', ['check'], 2],
  [LANE_PACKAGE, 'root', ['vault', 'list'], 'with settings vault list'],
  [
    LANE_PACKAGE,
    'root',
    ['software', 'status'],
    'with settings software /var/lib/postern-lane /run/postern-lane/release status',
  ],
] as const)('the script of $name runs a program with settings only as root: %#', (contents, user, words, result) => {
  expect(runScript(contents, user, words)).toBe(result);
});
