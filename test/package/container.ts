/** A Debian in a container of systemd-nspawn, with systemd as its first process. Needs root. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Container {
  /** Folder of the container's files on this machine. */
  readonly root: string;
  /** Runs a shell command in the container. */
  run(command: string, input?: string): Promise<Ran>;
  /** The same; throws with the output when the command fails. */
  must(command: string): Promise<string>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const LARGE_OUTPUT = 32 * 2 ** 20;
const DAYS_7_MS = 7 * 86_400_000;
const BOOT_MS = 120_000;

/** A minimal Debian 13 with these packages as a tar archive, fetched at most once a week for each list of packages. Needs the network. */
export async function debianArchive(packages: readonly string[]): Promise<string> {
  const include = ['systemd', 'systemd-sysv', 'dbus', ...packages].join(',');
  const list = createHash('sha256').update(include).digest('hex').slice(0, 12);
  const file = join(tmpdir(), `postern-debian-13-${list}.tar`);
  if (existsSync(file) && Date.now() - statSync(file).mtimeMs < DAYS_7_MS) return file;
  const draft = `${file}.${process.pid}`;
  await run('mmdebstrap', ['--variant=minbase', `--include=${include}`, 'trixie', `${draft}.tar`], {
    maxBuffer: LARGE_OUTPUT,
  });
  renameSync(`${draft}.tar`, file);
  return file;
}

/** Unpacks the archive into an empty folder and boots it, without a network. */
export async function bootContainer(archive: string, root: string): Promise<Container> {
  mkdirSync(root, { recursive: true });
  await run('tar', ['-C', root, '-xf', archive]);
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n');
  const nspawn = spawn(
    'systemd-nspawn',
    ['--quiet', '--register=no', '--keep-unit', '--private-network', '--console=pipe', '--boot', '-D', root],
    // This machine may have control groups of the first version, which Debian 13 does not boot with
    { stdio: ['ignore', 'ignore', 'ignore'], env: { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' } },
  );
  const ended = new Promise<void>((resolve) => nspawn.once('exit', () => resolve()));
  const leader = await leaderOf(nspawn);
  const container: Container = {
    root,
    run: (command, input = '') =>
      new Promise((resolve) => {
        const child = execFile(
          'nsenter',
          ['-t', String(leader), '-a', 'env', '-i', 'PATH=/usr/sbin:/usr/bin', 'LC_ALL=C', 'sh', '-c', command],
          { maxBuffer: LARGE_OUTPUT, encoding: 'utf8' },
          (error, stdout, stderr) => {
            const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
            resolve({ code, stdout, stderr });
          },
        );
        // A command that reads nothing may end first
        child.stdin?.on('error', () => undefined);
        child.stdin?.end(input);
      }),
    async must(command) {
      const { code, stdout, stderr } = await container.run(command);
      if (code !== 0) throw new Error(`${command} ended with ${code}:\n${stdout}${stderr}`);
      return stdout;
    },
    async stop() {
      // systemd powers off at this signal; the second one ends the container at once
      nspawn.kill('SIGTERM');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20_000))]);
      nspawn.kill('SIGKILL');
      await ended;
    },
  };
  await until(async () => (await container.run('systemctl is-system-running')).stdout.trim() === 'running', BOOT_MS);
  return container;
}

/** The container's first process, as this machine numbers it. */
async function leaderOf({ pid }: ChildProcess): Promise<number> {
  const children = `/proc/${pid}/task/${pid}/children`;
  let found = '';
  await until(() => {
    found = existsSync(children) ? (readFileSync(children, 'utf8').trim().split(' ')[0] ?? '') : '';
    return Promise.resolve(found !== '' && readFileSync(`/proc/${found}/comm`, 'utf8').trim() === 'systemd');
  }, BOOT_MS);
  return Number(found);
}

/** Throws when the condition does not hold in time. */
export async function until(holds: () => Promise<boolean>, limitMs: number): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`it did not come to that within ${limitMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
