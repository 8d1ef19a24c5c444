import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const textOf = (file: string): string => readFileSync(join(projectRoot(), file), 'utf8');
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

describe.each([LANE_PACKAGE, SERVER_PACKAGE])('the command $name', ({ folder, name, placed, programs }) => {
  const script = textOf(`${folder}/${name}`);
  /** Each command with its program; the program of a command that only reads a file is empty. */
  const commands = new Map(
    [...script.matchAll(/^ {2}([\w |-]+)\) program="?([^" ;]*)"? ;;$/gm)].flatMap(([, names = '', program = '']) =>
      names.split(' | ').map((command) => [command, program.replace('$1', command)] as const),
    ),
  );
  const units = placed
    .filter(({ to }) => to.endsWith('.service'))
    .flatMap(({ from }) => [...textOf(from).matchAll(/\/code\/(\S+\.js)/g)].map(([, program = '']) => program));

  test('runs each program of its package that no unit runs, and no other', () => {
    const run = [...commands.values()].filter((program) => program !== '');
    expect(sorted(run.map((program) => `${dirname(dirname(folder))}/${program}`))).toEqual(
      sorted(programs.filter((program) => !units.includes(program))),
    );
  });

  test('names each of its commands in its usage and in the manual page', () => {
    const usage = /<<'TEXT'\n([^]*?)\nTEXT/.exec(script)?.[1] ?? '';
    const inUsage = [...usage.matchAll(/^ {2}([\w-]+) {2,}/gm)].map(([, command = '']) => command);
    expect(sorted(inUsage)).toEqual(sorted(commands.keys()));
    const section = textOf(`${folder}/${name}.8`).split('.Sh COMMANDS')[1]?.split('\n.Sh ')[0] ?? '';
    const inPage = [...section.matchAll(/^\.It Cm ([\w-]+)/gm)].map(([, command = '']) => command);
    expect(sorted(inPage)).toEqual(sorted(commands.keys()));
  });
});
