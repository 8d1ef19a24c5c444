/** `node .build/server/main.js`: starts the server, prints one JSON line for each event, and stops cleanly on SIGTERM and SIGINT. */
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { replaceFileSync } from '../hardware/host/durable-file-sync.ts';
import { keepFilesPrivate } from '../hardware/host/private-files.ts';
import { backgroundClock } from '../hardware/host/system-clock.ts';
import { startWatchdog, type WatchedPart } from '../hardware/host/watchdog.ts';
import { readConfig, runtimeFolder, serviceManager } from './main/config/config.ts';
import { startServer } from './main/app/start-server.ts';
import { createEvents, type StopReason } from './platform/base/events.ts';
import { firstRunNotice } from './people/people/first-run.ts';
import { startFailureOf } from './main/config/start-failure.ts';

keepFilesPrivate();

/** Maximum duration of a stop, after which open work is cut off. Everything acknowledged is durable by then. */
const STOP_WITHIN_MS = 5_000;

const events = createEvents(backgroundClock);
const manager = serviceManager();
let stopWatchdog = (): void => undefined;

/** The service manager restarts a server whose event loop stands still or whose essential parts do not answer. */
function startWatchdogOf(parts: readonly WatchedPart[]): void {
  manager?.ready();
  if (manager?.watchdogMs === undefined) return;
  stopWatchdog();
  stopWatchdog = startWatchdog({
    clock: backgroundClock,
    intervalMs: manager.watchdogMs,
    parts,
    alive: manager.alive,
    onSilent: (part) => events.emit({ event: 'part-silent', part }),
  });
}

const LOOK_EVERY_MS = 1_000;

/** Resolves when the work has settled, or when the condition holds. */
function settledOr(condition: () => boolean, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    let cancel = (): void => undefined;
    const end = (): void => {
      cancel();
      resolve();
    };
    const look = (): void => {
      if (condition()) end();
      else cancel = backgroundClock.after(LOOK_EVERY_MS, look);
    };
    look();
    void work.then(end, end);
  });
}

/** Not a log event, because the log is stored and codes must not be. A service manager stores standard error as well. */
function announceFirstRun(notice: string): void {
  const folder = runtimeFolder();
  if (folder === undefined) return void process.stderr.write(notice);
  const file = join(folder, 'first-administrators');
  replaceFileSync(file, notice);
  process.stderr.write(`Fewer than two administrators can act here: ${file} has a code for each missing one.\n`);
}

const read = readConfig();
if (read.kind === 'refused') {
  events.emit({ event: 'config-refused', faults: read.faults });
  process.exitCode = 78;
} else {
  try {
    const server = await startServer(read.config, {
      clock: backgroundClock,
      events,
      onStandBy: () => startWatchdogOf([]),
    });
    let stopping = false;
    const stop = (reason: StopReason, exitCode = 0) => {
      if (stopping) return;
      stopping = true;
      events.emit({ event: 'stopping', reason });
      manager?.stopping();
      backgroundClock.after(STOP_WITHIN_MS, () => {
        events.emit({ event: 'stopped', clean: false });
        process.exit(1);
      });
      server.close().then(
        () => {
          events.emit({ event: 'stopped', clean: true });
          process.exit(exitCode);
        },
        (error: unknown) => {
          events.emit({ event: 'fault', where: 'stop', error });
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', () => stop('SIGTERM'));
    process.on('SIGINT', () => stop('SIGINT'));
    // The ledger can be written again only after a restart, which reads the state from the disk. The service manager restarts the process.
    void server.ledgerFailed.then((error) => {
      events.emit({ event: 'fault', where: 'ledger', error });
      stop('ledger-failed', 1);
    });
    void server.displaced.then(() => stop('displaced', 1));
    if (server.firstRun !== undefined) announceFirstRun(firstRunNotice(server.firstRun, server.consoleUrl));
    const { knex, queue } = server.context;
    startWatchdogOf([
      { name: 'database', ask: async () => void (await knex.raw('select 1')) },
      // A pause has its own limit, after which the server ends
      {
        name: 'writes',
        ask: () =>
          settledOr(
            () => server.isPaused(),
            queue.run(() => Promise.resolve()),
          ),
      },
    ]);
    events.emit({
      event: 'listening',
      url: server.url,
      consoleUrl: server.consoleUrl,
      kioskUrl: server.kioskUrl,
      mode: read.config.mode,
      serverPublicKey: bytesToHex(server.context.signer.publicKey),
      ledgerKey: server.ledgerKey,
      database: server.database.engine,
    });
  } catch (error) {
    events.emit({ event: 'start-failed', ...startFailureOf(error) });
    if (startFailureOf(error).code === 'unknown') events.emit({ event: 'fault', where: 'start', error });
    process.exitCode = 1;
  }
}
