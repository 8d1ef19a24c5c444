import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANE_PROGRAMS } from '../../kiosk/main/commands/programs.ts';
import { SERVER_PROGRAMS } from '../../server/main/commands/programs.ts';
import { projectRoot } from '../../models/files/project-root.ts';
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
