import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';

const BUILD = join(projectRoot(), '.build');
const KIOSK = join(BUILD, 'kiosk/main.js');
const LAUNCHER = join(BUILD, 'kiosk/main/commands/run.js');

describe('the launcher', () => {
  it('ends like the kiosk: with its exit code and output', () => {
    const env = { PATH: process.env['PATH'], POSTERN_MODE: 'production' };
    const { status, stderr } = spawnSync(process.execPath, [LAUNCHER], { env, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('POSTERN_KIOSK_SERVER_URL');
    expect(spawnSync(process.execPath, [KIOSK], { env, encoding: 'utf8' }).stderr).toContain(
      'the engine must be started with',
    );
    // Nothing of this is missing with the hardened start
    expect(stderr).not.toContain('the engine must be started with');
    expect(stderr).not.toContain('core dumps must be off');
  });
});

describe('a closed process', () => {
  /** Root reads everything: where tests run as root, both sides give that right up. */
  const asOrdinaryUser = (program: string, ...args: readonly string[]): readonly [string, ...string[]] =>
    process.getuid?.() === 0
      ? ['setpriv', '--bounding-set=-sys_ptrace', '--inh-caps=-sys_ptrace', program, ...args]
      : [program, ...args];

  /** A program that closes itself, or does not. */
  async function closed(close: boolean): Promise<ChildProcess> {
    const module = JSON.stringify(join(BUILD, 'kiosk/platform/launch/close-process.js'));
    const program = `
      const { closeProcess } = await import(${module});
      if (${close}) closeProcess(() => process.stdout.write('asked\\n'));
      process.stdout.write('ready\\n');
      setInterval(() => undefined, 1000);`;
    const [command, ...args] = asOrdinaryUser(process.execPath, '--input-type=module', '--eval', program);
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await said(child, 'stdout', 'ready');
    return child;
  }
  const said = (child: ChildProcess, stream: 'stdout' | 'stderr', text: string) =>
    new Promise<void>((resolve) =>
      child[stream]?.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes(text)) resolve();
      }),
    );
  const within = (promise: Promise<void>, ms: number) =>
    Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), ms))]);

  it('reports a debugger signal and does not start the debugger; an unprotected process does', async () => {
    const open = await closed(false);
    const listening = said(open, 'stderr', 'Debugger listening');
    open.kill('SIGUSR1');
    await listening;
    open.kill('SIGKILL');

    const child = await closed(true);
    const asked = said(child, 'stdout', 'asked');
    const listens = said(child, 'stderr', 'Debugger listening');
    child.kill('SIGUSR1');
    await asked;
    expect(await within(listens, 1_500)).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')(
    'cannot be read by other processes of its user; an unprotected process can',
    async () => {
      const readable = (child: ChildProcess) => {
        const [command, ...args] = asOrdinaryUser('/bin/sh', '-c', `: < /proc/${child.pid}/mem && echo yes`);
        return spawnSync(command, args, { encoding: 'utf8' }).stdout.trim();
      };
      expect(readable(await closed(false))).toBe('yes');
      expect(readable(await closed(true))).toBe('');
    },
  );
});
