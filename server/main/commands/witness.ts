/**
 * `postern-server witness`: cosigns the checkpoints of the logs in POSTERN_WITNESS_LOGS. Prints one JSON line when it listens, with its two keys for
 * the logs' policies. Stops on SIGTERM and SIGINT. Exit codes: 0 stopped, 1 could not start,
 * 78 configuration refused.
 */
import type { AddressInfo } from 'node:net';
import { endConnections } from '../../../hardware/host/end-connections.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { startWatchdog } from '../../../hardware/host/watchdog.ts';
import { serviceManager } from '../config/config.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { encodeVkey } from '../../platform/transparency/note/vkey.ts';
import { readWitnessConfig, type WitnessConfig } from '../../records/ledger/witness/config.ts';
import { openWitness } from '../../records/ledger/witness/open-witness.ts';
import { witnessServer } from '../../records/ledger/witness/serve.ts';

/** Time for requests that run when the witness ends. */
const DRAIN_MS = 5_000;

function print(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(config: WitnessConfig): Promise<void> {
  const { witness, cosigners, answer, close } = await openWitness(config, backgroundClock);
  const server = witnessServer(witness, () => print({ event: 'fault' }));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.host, resolve);
    });
  } catch (error) {
    // An open state would keep the process alive
    await close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  print({ event: 'listening', port, keys: cosigners.map(({ key }) => encodeVkey(key)) });
  const manager = serviceManager();
  manager?.ready();
  if (manager?.watchdogMs !== undefined) {
    startWatchdog({
      clock: backgroundClock,
      intervalMs: manager.watchdogMs,
      parts: [{ name: 'state', ask: answer }],
      alive: manager.alive,
      onSilent: (part) => print({ event: 'part-silent', part }),
    });
  }
  const stop = () => {
    manager?.stopping();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    void endConnections(server, closed, DRAIN_MS).then(close);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

const read = readWitnessConfig();
if (read.kind === 'refused') {
  print({ event: 'config-refused', faults: read.faults });
  process.exitCode = 78;
} else {
  try {
    await main(read.config);
  } catch (error) {
    print({ event: 'start-failed', ...startFailureOf(error, 'POSTERN_WITNESS') });
    process.exitCode = 1;
  }
}
