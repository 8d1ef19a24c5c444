import { officerIdSchema } from '../../../server/contract/field.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { startServer } from '../../../server/main/app/start-server.ts';
import { kioskIdSchema } from '../../../server/contract/field.ts';
import { enrolKiosk } from '../../../server/records/kiosks/enrol-kiosk.ts';
import { PEOPLE_CONFIG } from '../../support/people-config.ts';
import { testKiosk } from '../../server/fixtures/test-kiosk.ts';
import { percentile, rounded } from './bench-log.ts';

const KIOSKS = 60;
const REPORTS_EACH = 25;
const A_SECOND = 100;

/**
 * The whole server over HTTP: from sending a report to its receipt, which waits for the ledger, at the peak rate of
 * ten airports.
 */
export async function measureReports() {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-bench-reports-'));
  const ledger = { origin: 'log.example/bench', ratchetDir: dataDir, policy: undefined };
  const config = {
    mode: 'development',
    host: '127.0.0.1',
    port: 0,
    dataDir,
    testReferralsPerHour: 0,
    secondLookPercent: 10,
    closedRequestsDays: 1_096,
    developmentOfficer: officerIdSchema.parse('bench-officer'),
    people: PEOPLE_CONFIG,
    ledger,
  } as const;
  const server = await startServer(config, { clock: backgroundClock, events: { emit: () => undefined } });
  const queues: Uint8Array[][] = [];
  for (let number = 0; number < KIOSKS; number++) {
    const kiosk = testKiosk(kioskIdSchema.parse(`bench-${number}`), number + 1);
    const enrolment = { kiosk: kiosk.id, site: 'bench', lane: kiosk.id, 'public-key': kiosk.publicKeyHex };
    await enrolKiosk(server.database, enrolment, backgroundClock.wallMs());
    queues.push(Array.from({ length: REPORTS_EACH }, () => kiosk.next().wire));
  }
  // Round by round, so that the reports of each kiosk arrive in order.
  const wires = Array.from({ length: REPORTS_EACH }, (_, round) => queues.map((queue) => queue[round]!)).flat();
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const latencies: number[] = [];
  const waiting: Promise<void>[] = [];
  const started = performance.now();
  for (let sent = 0; sent < wires.length; ) {
    const due = Math.min(wires.length, Math.floor(((performance.now() - started) / 1_000) * A_SECOND));
    for (; sent < due; sent++) {
      const at = performance.now();
      waiting.push(post(server.port, wires[sent]!, agent).then(() => void latencies.push(performance.now() - at)));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(waiting);
  const lastedS = (performance.now() - started) / 1_000;
  agent.destroy();
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
  return {
    reports: latencies.length,
    offeredPerSecond: A_SECOND,
    answeredPerSecond: Math.round(latencies.length / lastedS),
    receiptMs: { p50: rounded(percentile(latencies, 0.5)), p99: rounded(percentile(latencies, 0.99)) },
  };
}

function post(port: number, wire: Uint8Array, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': String(wire.length) };
    const call = request(
      { port, host: '127.0.0.1', path: '/v1/reports', method: 'POST', headers, agent },
      (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 201 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
        );
      },
    );
    call.on('error', reject);
    call.end(wire);
  });
}
