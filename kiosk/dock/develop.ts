/**
 * `npm run dev`: everything that `npm start` runs, recompiled and restarted whenever a source changes. The compiler and the four page
 * builders watch the sources; this program watches what they write. A faulty source leaves the last working state running.
 * Options are passed on to `npm start`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { type FSWatcher, watch } from 'node:fs';
import { resolve } from 'node:path';

const BUILD_DIR = resolve(import.meta.dirname, '../..');
const PROJECT_DIR = resolve(BUILD_DIR, '..');
/** Folders of compiled code whose change restarts the programs. Tests are not among them. */
const CODE_FOLDERS = ['hardware', 'kiosk', 'models', 'server'] as const;
/** Builders write many files at once: the restart waits until no file has changed for this long. */
const QUIET_MS = { code: 400, pages: 1500 } as const;
const PAGES = /(^|\/)(ui|portal|partner-portal)-dist\//;

const WATCHERS: readonly (readonly string[])[] = [
  ['node_modules/ts7/bin/tsc', '-p', 'tsconfig.json', '--watch', '--preserveWatchOutput'],
  [
    'node_modules/vite/bin/vite.js',
    'build',
    '--watch',
    '--logLevel',
    'warn',
    '--config',
    'server/console/vite.config.ts',
  ],
  [
    ...['node_modules/vite/bin/vite.js', 'build', '--watch', '--logLevel', 'warn'],
    ...['--config', 'server/console/portal/vite.config.ts'],
  ],
  [
    ...['node_modules/vite/bin/vite.js', 'build', '--watch', '--logLevel', 'warn'],
    ...['--config', 'server/console/partner-portal/vite.config.ts'],
  ],
  ['node_modules/vite/bin/vite.js', 'build', '--watch', '--logLevel', 'warn', '--config', 'kiosk/ui/vite.config.ts'],
];

const options = process.argv.slice(2);
let programs: ChildProcess | undefined;
let restarts = 0;
let stopping = false;

const builders = WATCHERS.map((args) => {
  const builder = spawn(process.execPath, args, { cwd: PROJECT_DIR, stdio: ['ignore', 'inherit', 'inherit'] });
  builder.once('exit', () => void stop(1));
  return builder;
});

const codeChanged = onceQuiet(QUIET_MS.code, () => void restart());
const pagesChanged = onceQuiet(QUIET_MS.pages, () => say('Pages are built: reload them in the browser.'));
const fileWatchers: FSWatcher[] = CODE_FOLDERS.map((folder) =>
  watch(resolve(BUILD_DIR, folder), { recursive: true }, (_, file) => {
    if (file === null) return;
    if (PAGES.test(file)) pagesChanged();
    else if (file.endsWith('.js')) codeChanged();
  }),
);

/** Calls `act` when `quietMs` have passed since the last call of the returned function. */
function onceQuiet(quietMs: number, act: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, quietMs);
  };
}

/** Restarts follow one another: a change during a restart leads to one more. */
let restarting = Promise.resolve();
function restart(): Promise<void> {
  restarting = restarting.then(async () => {
    if (stopping) return;
    restarts += 1;
    if (restarts > 1) say('\nSources changed: starting anew.');
    await ended(programs);
    const args = [...options, ...(restarts > 1 ? ['--no-traveller'] : [])];
    programs = spawn(process.execPath, ['--enable-source-maps', resolve(BUILD_DIR, 'kiosk/dock/start.js'), ...args], {
      cwd: PROJECT_DIR,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const started = programs;
    started.once('exit', (code) => {
      if (!stopping && programs === started && code !== 0) say('The programs stopped. Waiting for a change.');
    });
  });
  return restarting;
}

/** Asks a process to stop and resolves when it has. */
async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolveExited) => child.once('exit', () => resolveExited()));
  child.kill('SIGTERM');
  await exited;
}

async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const watcher of fileWatchers) watcher.close();
  await Promise.all([ended(programs), ...builders.map(ended)]);
  process.exit(exitCode);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
void restart();
