import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeStartOptions, START_USAGE } from '../../../kiosk/dock/start-options.ts';
import { projectRoot } from '../../../models/files/project-root.ts';

describe('the options of npm start', () => {
  it('have usual values, and a port for partner agencies', () => {
    expect(judgeStartOptions([])).toMatchObject({ kind: 'read', options: { 'partners-port': '8084' } });
    const given = judgeStartOptions(['--partners-port', '9084', '--no-traveller']);
    expect(given).toMatchObject({ kind: 'read', options: { 'partners-port': '9084', 'no-traveller': true } });
  });

  it.each([[['--port', '1']], [['word']], [['--server-port']], [['--server-port', 'x']], [['--lane-port', '65536']]])(
    '%j end with the usage',
    (words) => {
      const judged = judgeStartOptions(words);
      expect(judged).toMatchObject({ kind: 'usage', code: 64 });
      expect(judged.kind === 'usage' && judged.text).toContain(START_USAGE);
    },
  );

  it('are printed by --help, without a start and without a stack', () => {
    const program = join(projectRoot(), '.build/kiosk/dock/start.js');
    expect(execFileSync(process.execPath, [program, '--help'], { encoding: 'utf8' })).toBe(`${START_USAGE}\n`);
  });

  it('are listed in the commands', () => {
    const commands = readFileSync(join(projectRoot(), '.github/COMMANDS.md'), 'utf8');
    for (const [option] of START_USAGE.matchAll(/--[a-z-]+-[a-z]+/g)) expect(commands).toContain(`\`${option}\``);
  });
});
