/** Starts Chromium without a window for the camera's page. Its temporary profile is removed when it ends. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../host/clock.ts';
import { startProgram } from '../child-process.ts';

export interface OpenedPage {
  /** Resolves when the page has closed, to `not-found` when the browser is not installed. */
  readonly ended: Promise<'ended' | 'not-found'>;
  close(): Promise<void>;
}

/** Shows the page at this address. The address holds a secret. */
export type OpenPage = (url: string) => Promise<OpenedPage>;

export interface ChromiumOptions {
  readonly clock: Clock;
  readonly program: string;
  readonly extraArguments?: readonly string[];
}

const ARGUMENTS = [
  '--headless',
  // Only this driver's page runs here, and no person is present to grant the permission.
  '--auto-accept-camera-and-microphone-capture',
  '--disable-gpu',
  '--mute-audio',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disk-cache-size=1',
];

export function chromiumPage({ clock, program, extraArguments = [] }: ChromiumOptions): OpenPage {
  return async (url) => {
    const profile = await mkdtemp(join(tmpdir(), 'postern-chromium-'));
    const remove = () => rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    // All users of the machine can read a program's arguments, but not a file in a private folder.
    const start = join(profile, 'start.html');
    await writeFile(start, `<meta http-equiv="refresh" content="0;url=${url}">`, { mode: 0o600 });
    const browser = startProgram({
      clock,
      program,
      args: [...ARGUMENTS, ...extraArguments, `--user-data-dir=${profile}`, `file://${start}`],
      environment: { HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
      onLine: () => undefined,
    });
    const ended = browser.ended.then(async (how) => {
      await remove().catch(() => undefined);
      return how;
    });
    return {
      ended,
      async close() {
        await browser.kill();
        await ended;
      },
    };
  };
}
