/**
 * `screen.js START-PAGE FOLDER`: shows the lane's start page full screen, as the unit `postern-screen` does: starts the compositor with the
 * browser, and ends when either ends or the page stops drawing, so that the service manager starts all of them again. FOLDER is for the
 * browser's profile. Exit codes: 0 stopped, 1 the screen ended, 2 wrong arguments.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { startWatchdog } from '../../../hardware/host/watchdog.ts';
import { environmentWith, serviceManager } from '../../platform/config/process-config.ts';
import { browserArguments } from '../screen/browser-arguments.ts';
import { laneUrlIn } from '../screen/screen-token.ts';
import { type ScreenHealth, screenHealthSchema } from '../screen/screen-state.ts';
import { watchScreen } from '../screen/screen-watch.ts';

const LOOK_EVERY_MS = 3_000;
const ANSWER_WITHIN_MS = 2_000;
const STOP_WITHIN_MS = 5_000;

const [startPage, folder] = process.argv.slice(2);
const laneUrl = startPage === undefined ? undefined : laneUrlIn(readFileSync(startPage, 'utf8'));
if (startPage === undefined || folder === undefined || laneUrl === undefined) {
  process.stderr.write(
    'usage: screen.js START-PAGE FOLDER; START-PAGE is screen.html in the data folder of the lane\n',
  );
  process.exit(2);
}

function print(event: string, further: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ event, ...further })}\n`);
}

/** Only the lane may use its own connection to the service manager. */
const environment = { ...environmentWith({}), NOTIFY_SOCKET: undefined, WATCHDOG_USEC: undefined };
const page = pathToFileURL(resolve(startPage)).href;
const compositor = spawn('cage', ['-d', '--', 'chromium', ...browserArguments(join(folder, 'profile'), page)], {
  env: environment,
  stdio: ['ignore', 'ignore', 'inherit'],
});
let stopping = false;
function stop(exitCode: number): void {
  if (stopping) return;
  stopping = true;
  manager?.stopping();
  compositor.kill('SIGTERM');
  backgroundClock.after(STOP_WITHIN_MS, () => compositor.kill('SIGKILL'));
  compositor.once('exit', () => process.exit(exitCode));
  if (compositor.exitCode !== null || compositor.signalCode !== null) process.exit(exitCode);
}
const manager = serviceManager();
compositor.once('error', () => {
  print('not-started', { program: 'cage' });
  process.exit(1);
});
compositor.once('exit', (code, signal) => {
  if (stopping) return;
  print('ended', { program: 'cage', code, signal });
  process.exit(1);
});
process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));

const watch = watchScreen(() => backgroundClock.monotonicMs());

async function laneHealth(): Promise<ScreenHealth | undefined> {
  try {
    const answer = await fetch(`${laneUrl}/healthz`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return screenHealthSchema.parse(await answer.json());
  } catch {
    return undefined;
  }
}

let shown = '';
async function look(): Promise<void> {
  const state = watch.see(await laneHealth());
  if (state !== shown) print('page', { state });
  shown = state;
  if (state === 'hung') stop(1);
  else backgroundClock.after(LOOK_EVERY_MS, () => void look());
}

compositor.once('spawn', () => {
  manager?.ready();
  void look();
  if (manager?.watchdogMs === undefined) return;
  startWatchdog({
    clock: backgroundClock,
    intervalMs: manager.watchdogMs,
    parts: [],
    alive: manager.alive,
    onSilent: () => undefined,
  });
});
