/**
 * A server that waits until the working one ends. It first proves that it can take over: the faults of a copied folder have to appear when it
 * is set up and not during the outage. It then answers the questions of load balancers and collectors.
 */
import { statfs } from 'node:fs/promises';
import { acceptFromProxies } from '../../lanes/fleet/behind-proxies.ts';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { KeyError } from '../../platform/base/key-error.ts';
import type { Events } from '../../platform/base/events.ts';
import type { ServerConfig } from '../config/config.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { connectReader } from '../../platform/database/database.ts';
import { inSnapshot } from '../../platform/database/in-snapshot.ts';
import { hasLedgerDatabase, type LedgerReader, openLedgerReader } from '../../platform/database/ledger-database.ts';
import { isUpToDate } from '../../platform/database/migrate.ts';
import { openAuthority } from '../../lanes/fleet/authority.ts';
import { allowedHosts, allowedTlsHosts, judgeOrigin } from '../../platform/http/allowed-hosts.ts';
import { StandbyMetrics } from '../../platform/http/metrics.ts';
import { openMetricsListener } from '../../platform/http/metrics-listener.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import { OpeningCodes } from '../../records/ledger/entry/opening-codes.ts';
import { latestCoded } from '../../records/ledger/entry/coded-openings.ts';
import { verifyState } from '../../records/ledger/log/recover-log.ts';
import { RATCHET_FILE } from '../../records/ledger/log/open-log.ts';
import { Ratchet } from '../../records/ledger/log/ratchet.ts';
import { LedgerError } from '../../platform/transparency/ledger-error.ts';
import { logSigner } from '../../platform/transparency/note/signer.ts';
import { sameBytes } from '../../contract/merkle/hash.ts';
import type { Health, ReadinessAnswer } from './answers.ts';
import { MIN_FREE_BYTES } from './readiness.ts';

/** Openings of the working server that are compared with this server's secret. */
const OPENINGS = 10;
const LIMITS = { headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 8_192 };
const CONNECTIONS = 64;

/**
 * Verifies that this server has what the working one has: the log's key and ratchet, the secret of the openings, the fleet's authority. Writes
 * nothing. A log that was not begun yet has nothing to compare. Rejects with `LedgerError`, `KeyError`, `FleetError` and `StoreError`.
 */
export async function proveStandby(config: ServerConfig, keys: ServerKeys, wallMs: number): Promise<void> {
  if (config.tls !== undefined) {
    await openAuthority(config.fleetDir ?? join(config.dataDir, 'fleet'), wallMs, keys.authority, config.mode);
  }
  if (!(await hasLedgerDatabase(config))) return;
  const ledger = await openLedgerReader(config);
  const database = connectReader(config);
  try {
    await proveLedger(config, keys, ledger);
    await proveSecret(database, await keys.secret('openings'));
  } finally {
    await database.destroy();
    await ledger.close();
  }
}

async function proveLedger({ ledger }: ServerConfig, keys: ServerKeys, { reader }: LedgerReader): Promise<void> {
  const file = join(ledger.ratchetDir, RATCHET_FILE);
  if (!(await Ratchet.exists(file)) || !(await keys.ledger.exists())) {
    throw new LedgerError('no-log', "the log's key or ratchet was not copied to this server");
  }
  const signer = logSigner(ledger.origin, await keys.ledger.open());
  const named = ledger.policy?.logs.some(({ key }) => sameBytes(key.publicKey, signer.key.publicKey)) ?? true;
  if (!named) throw new LedgerError('other-log', 'the policy does not name this log');
  const ratchet = await Ratchet.open(file);
  try {
    await inSnapshot(reader, (snapshot) => verifyState(snapshot, { signer, ratchet }));
  } finally {
    await ratchet.close();
  }
}

async function proveSecret(database: Connection, secret: Uint8Array): Promise<void> {
  const codes = new OpeningCodes(secret);
  for (const { code, ...parts } of await latestCoded(database, OPENINGS)) {
    if (code !== undefined && !codes.isOwn({ ...parts, ...code }, code.code)) {
      throw new KeyError('absent', "the secrets are not the working server's");
    }
  }
}

export interface StandbyPorts {
  /** Where `/healthz` and `/readyz` answer; `undefined` where the port needs a certificate of the fleet's authority. */
  readonly health: number | undefined;
  readonly metrics: number | undefined;
  close(): Promise<void>;
}

/**
 * Answers `/healthz`, `/readyz` and `/metrics` at the ports of the working server until it closes. A standby issues no certificates, so that
 * with TLS it answers at the people's port only with a certificate of the operator. Rejects with Node's `EADDRINUSE` and `EACCES`.
 */
export async function openStandbyPorts(
  config: ServerConfig,
  keys: ServerKeys,
  { wallMs, events }: { readonly wallMs: () => number; readonly events: Events },
): Promise<StandbyPorts> {
  const database = connectReader(config);
  const checks = async (): Promise<ReadinessAnswer['checks']> => ({
    database: await passes(() => database.raw('select 1').then(() => true)),
    migrations: await passes(() => isUpToDate(database)),
    ledger: await passes(() => proveStandby(config, keys, wallMs()).then(() => true)),
    keys: keys.working() ? 'ok' : 'failed',
    disk: await passes(async () => {
      const { bavail, bsize } = await statfs(config.dataDir);
      return bavail * bsize >= MIN_FREE_BYTES;
    }),
  });
  const closings: (() => Promise<void>)[] = [() => database.destroy()];
  let closed: Promise<void> | undefined;
  const close = () =>
    (closed ??= (async () => {
      for (const one of closings.reverse()) await one();
    })());
  try {
    const health = await openHealthPort(config, checks);
    if (health !== undefined) closings.push(health.close);
    let metrics: number | undefined;
    if (config.metricsPort !== undefined) {
      const canTakeOver = async () => Object.values(await checks()).every((one) => one === 'ok');
      const listener = await openMetricsListener(config.metricsPort, new StandbyMetrics(canTakeOver), events);
      closings.push(() => listener.close());
      metrics = listener.port;
    }
    return { health: health?.port, metrics, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function passes(check: () => Promise<boolean>): Promise<'ok' | 'failed'> {
  return (await check().catch(() => false)) ? 'ok' : 'failed';
}

async function openHealthPort(
  { host, port, tls, connections }: ServerConfig,
  checks: () => Promise<ReadinessAnswer['checks']>,
) {
  if (tls !== undefined && tls.certificate === undefined) return undefined;
  let allowed = allowedHosts(port);
  const listener: RequestListener = (request, response) => {
    const end = (status: number, body?: Health | ReadinessAnswer) => {
      response.writeHead(status, {
        'Content-Type': 'application/json',
        'Cache-Control': 'no-store',
        Connection: 'close',
      });
      response.end(body === undefined ? '' : JSON.stringify(body));
    };
    if (judgeOrigin(allowed, request) !== 'allowed') return end(421);
    // A load balancer sends requests to the working server only
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(503);
    if (request.url === '/healthz') return end(200, { status: 'ok', role: 'standby' });
    if (request.url !== '/readyz') return end(503);
    void checks().then((results) => end(503, { status: 'not-ready', role: 'standby', checks: results }));
  };
  const server =
    tls?.certificate === undefined
      ? createServer(LIMITS, listener)
      : createTlsServer({ ...LIMITS, minVersion: 'TLSv1.3', ...tls.certificate }, listener);
  server.maxConnections = CONNECTIONS;
  acceptFromProxies(server, connections?.proxies ?? [], () => undefined);
  const bound = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
  allowed = tls === undefined ? allowedHosts(bound) : allowedTlsHosts(tls.names, bound);
  return {
    port: bound,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
