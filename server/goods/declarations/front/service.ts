/**
 * The front as a service with an account of its own, which the service manager starts at its socket. The server's account can neither read its
 * memory nor write its code, key or settings. It serves one connection of the server and ends with it. Prints one JSON line when it waits. Exit
 * codes: 1 could not start, 78 configuration refused.
 */
import { mkdirSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { startWatchdog } from '../../../../hardware/host/watchdog.ts';
import { onFrames, sendFrame } from './frames.ts';
import { type FrontConfig, frontServiceOf, readFrontConfig } from './front-config.ts';
import { readListInForce, writeListInForce } from './list-in-force.ts';
import type { ToFront } from './messages.ts';
import { ownSettings } from './own-settings.ts';
import { runFront } from './run-front.ts';

function print(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function serve(socket: Socket, config: FrontConfig): void {
  const file = join(config.dataDir, 'office-keys-in-force');
  runFront({
    link: {
      say: (message) => sendFrame(socket, message),
      onMessage: (take) => onFrames(socket, (message) => take(message as ToFront)),
      onGone: (then) => void socket.once('close', then),
    },
    settingsOf: (given) => ownSettings(config, readListInForce(file), given),
    onList: (list) => writeListInForce(file, list),
  });
  socket.on('error', () => undefined);
}

function main(config: FrontConfig): void {
  const { listener, manager } = frontServiceOf();
  if (listener === undefined) {
    print({ event: 'start-failed', code: 'no-socket', hint: 'postern-front.socket starts this program.' });
    process.exitCode = 1;
    return;
  }
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  // The front serves one connection. The socket itself stays with the service manager, and the next one waits there
  const server = createServer((socket) => {
    server.close();
    serve(socket, config);
  });
  server.maxConnections = 1;
  server.listen({ fd: listener }, () => {
    print({ event: 'waiting' });
    manager?.ready();
  });
  if (manager?.watchdogMs === undefined) return;
  const { watchdogMs: intervalMs, alive } = manager;
  startWatchdog({ clock: backgroundClock, intervalMs, parts: [], alive, onSilent: () => undefined });
}

const read = readFrontConfig();
if (read.kind === 'refused') {
  print({ event: 'config-refused', faults: read.faults });
  process.exitCode = 78;
} else {
  main(read.config);
}
