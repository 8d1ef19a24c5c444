/** `node .build/kiosk/main.js`: runs one lane until SIGINT or SIGTERM. */
import { allowsSimulation } from '../hardware/host/mode.ts';
import { backgroundClock, systemClock } from '../hardware/host/system-clock.ts';
import { optionalModule } from '../hardware/host/optional-module.ts';
import { keepFilesPrivate } from '../hardware/host/private-files.ts';
import { startWatchdog } from '../hardware/host/watchdog.ts';
import { ConfigError, type KioskConfig, readAllocatorSetting, readConfig } from './platform/config/config.ts';
import { serviceManager } from './platform/config/process-config.ts';
import type { Kiosk } from './main/app/kiosk.ts';
import type { DevelopmentPage } from './main/app/open-screens.ts';
import { startKiosk } from './main/app/start-kiosk.ts';
import { createEventLog } from './platform/base/events.ts';
import { fileFaults } from './main/app/file-faults.ts';
import { closeProcess } from './platform/launch/close-process.ts';
import { HARDENING_FAULTS, hardeningFaults, readFacts } from './platform/launch/hardening.ts';

keepFilesPrivate();

const startedMs = performance.now();
const log = createEventLog();
const manager = serviceManager();

async function main(): Promise<void> {
  const missing = hardeningFaults(readFacts(readAllocatorSetting()));
  const config = readConfig(
    undefined,
    missing.map((fault) => HARDENING_FAULTS[fault]),
    (settings) => fileFaults(settings, systemClock.wallMs()),
  );
  closeProcess(() => log({ event: 'debugger-refused' }));
  log({ event: 'starting', kioskId: config.kioskId, mode: config.mode, notHardened: missing });
  const kiosk = await startKiosk(config, log, {
    developmentPage: await developmentPageFor(config),
    restart: manager && (() => void process.kill(process.pid, 'SIGTERM')),
  });
  stopOnSignal(kiosk);
  keepServiceManagerInformed(kiosk);
  log({
    event: 'listening',
    url: kiosk.url,
    evidenceUrl: kiosk.evidence.url,
    readyMs: Math.round(performance.now() - startedMs),
  });
}

/** A production build does not contain the development page. */
async function developmentPageFor({ mode }: KioskConfig): Promise<DevelopmentPage | undefined> {
  if (!allowsSimulation(mode)) return undefined;
  return (await optionalModule('dock.js', () => import('./dock/dock.ts')))?.createDock;
}

/** The service manager restarts a lane whose event loop stands still or whose essential parts do not answer. */
function keepServiceManagerInformed({ parts }: Kiosk): void {
  manager?.ready();
  if (manager?.watchdogMs === undefined) return;
  startWatchdog({
    clock: backgroundClock,
    intervalMs: manager.watchdogMs,
    parts,
    alive: manager.alive,
    onSilent: (part) => log({ event: 'part-silent', part }),
  });
}

function stopOnSignal(kiosk: Kiosk): void {
  const LONGEST_STOP_MS = 10_000;
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    log({ event: 'stopping' });
    manager?.stopping();
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    kiosk.close().then(
      () => {
        log({ event: 'stopped' });
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const wrong = error instanceof ConfigError ? error.message : describe(error);
  process.stderr.write(`the kiosk cannot start: ${wrong}\n`);
  process.exit(error instanceof ConfigError ? 2 : 1);
});

/** The project's errors have messages without personal data. Other errors are described by name and cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'for an unknown reason';
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.name}: ${error.message}${cause}`;
}
