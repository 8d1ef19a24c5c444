/** Wiring: configuration in, a server out. */
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import type { Express } from 'express';
import { DutyChanges } from './access/duty-changes.ts';
import { openAccess, type Access } from './access/open-access.ts';
import { RefusalBook } from './access/refusal-book.ts';
import { allowedHosts, allowedTlsHosts } from './api/allowed-hosts.ts';
import { createApp } from './api/app.ts';
import { createKioskApp, type KioskParts } from './api/kiosk-app.ts';
import { AlarmBook } from './clearance/alarm-book.ts';
import type { Clearance } from './clearance/clearance.ts';
import { TokenBuckets } from './clearance/token-bucket.ts';
import type { Clock } from './clock.ts';
import type { ServerConfig } from './config.ts';
import type { Events } from './events.ts';
import { Announcements } from './feed/announcements.ts';
import { privacyKinds } from './privacy/privacy-kinds.ts';
import { watchRequests } from './privacy/requests/request-retention.ts';
import { watchRetention } from './privacy/held/retention-watch.ts';
import { retentionRollout } from './privacy/retention/roll-out.ts';
import { openFeed } from './feed/feed.ts';
import { CERTIFICATE_LIFETIME_MS, type Fleet, openFleet } from './fleet/fleet.ts';
import { type Listeners, openListeners } from './fleet/listeners.ts';
import { openKeys } from './keys/open-keys.ts';
import type { LedgerError } from './ledger/ledger-error.ts';
import { openServerLedger, type ServerLedger } from './ledger/server-ledger.ts';
import { issueOrder } from './orders/issue-order.ts';
import { openOrders, type Orders } from './orders/open-orders.ts';
import { accessOfPeople } from './people/access-of-people.ts';
import { firstRunCodes, type FirstRunCodes } from './people/first-run.ts';
import { openPeople } from './people/open-people.ts';
import type { People } from './people/people.ts';
import type { SigningKey } from './keys/server-keys.ts';
import type { ReferralDesk } from './referrals/desk.ts';
import { relationByReferral } from './referrals/evidence-relation.ts';
import { startTests, systemChance } from './referrals/seed-tests.ts';
import { Signals } from './signals/signals.ts';
import { Metrics } from './operations/metrics.ts';
import { openMetricsListener, type MetricsListener } from './operations/metrics-listener.ts';
import { readReadiness } from './operations/readiness.ts';
import { findHead } from './store/ledger-log.ts';
import { openDatabase, type Database } from './store/database.ts';
import { holdNodeLock, type NodeLock } from './store/node-lock.ts';
import { WriteQueue } from './store/write-queue.ts';

/** A lane makes two reports a traveller and, after hours offline, delivers what it kept. */
const REPORT_PACE = { perSecond: 100, burst: 500 };
const STATUS_PACE = { perSecond: 5, burst: 30 };
/** One officer's grants: a lane keeps a pace of its own. */
const GRANT_PACE = { perSecond: 0.1, burst: 20 };

/** Requests still running when the server stops get this long. */
const DRAIN_MS = 3_000;

export interface PosternServer {
  /** Where it listens. */
  readonly url: string;
  /** Where people open the console: passkeys are bound to a name, not to an address. */
  readonly consoleUrl: string;
  readonly port: number;
  /** Where metrics are served; `undefined` when nowhere. */
  readonly metricsPort: number | undefined;
  /** Where kiosks reach it: elsewhere with TLS. */
  readonly kioskUrl: string;
  readonly fleet: Fleet;
  readonly database: Database;
  readonly clearance: Clearance;
  readonly ledger: ServerLedger;
  readonly people: People;
  /** For the first administrators, who are told nowhere else; `undefined` when there are administrators. */
  readonly firstRun: FirstRunCodes | undefined;
  readonly orders: Orders;
  readonly access: Access;
  /** What answers people's requests. */
  readonly app: Express;
  /** The ledger's key as others write it into their policies. */
  readonly ledgerKey: string;
  /** Resolves when the ledger takes no more entries until the program is started again. */
  readonly ledgerFailed: Promise<LedgerError>;
  /** Resolves when another server may be at work on this database, so that this one must stop. */
  readonly displaced: Promise<void>;
  /** Takes no more, finishes what runs, and closes the database. */
  close(): Promise<void>;
}

export interface ServerParts {
  readonly clock: Clock;
  readonly events: Events;
  readonly consoleFolder?: string;
}

/**
 * Starts the server; while another one is at work on its PostgreSQL database it stands by first. Rejects with `StoreError`, `KeyError`, `SigningKeyError`, `LedgerError`, or Node's `EADDRINUSE` and
 * `EACCES`; then nothing runs.
 */
export async function startServer(config: ServerConfig, parts: ServerParts): Promise<PosternServer> {
  const { clock, events } = parts;
  const keys = await openKeys(config, {
    clock,
    events,
    // What was committed while the ledger's key was away
    onFound: () => void ledger.settle().catch(() => undefined),
  });
  let signer: SigningKey;
  let secret: Uint8Array;
  let node: NodeLock;
  try {
    signer = keys.signing;
    secret = await keys.secret('people');
    node = await holdNodeLock(config, { clock, onStandBy: () => events.emit({ event: 'standing-by' }) });
  } catch (error) {
    await keys.close();
    throw error;
  }
  let database: Database;
  try {
    database = await openDatabase(config);
  } catch (error) {
    await node.release();
    await keys.close();
    throw error;
  }
  const queue = new WriteQueue(database.knex);
  const announcements = new Announcements();
  let ledger: ServerLedger;
  try {
    ledger = await openServerLedger(config, config.ledger, {
      ...{ key: keys.ledger, knex: database.knex, queue, clock },
      onTrouble: (kind) => alarms.raise({ kind, kioskId: null, fromSequence: null, toSequence: null }),
      onFault: (error) => events.emit({ event: 'fault', where: 'ledger', error }),
    });
  } catch (error) {
    await queue.close();
    await database.knex.destroy();
    await node.release();
    await keys.close();
    throw error;
  }
  const alarms: AlarmBook = new AlarmBook(queue, clock, announcements, events, ledger);
  const clearance: Clearance = {
    knex: database.knex,
    queue,
    ledger,
    clock,
    signer,
    alarms,
    announcements,
    events,
    reportPace: new TokenBuckets(REPORT_PACE, clock),
    statusPace: new TokenBuckets(STATUS_PACE, clock),
  };
  const signals = new Signals({ queue, clock, events });
  const refusals = new RefusalBook(clearance);
  const closeStore = async () => {
    await alarms.settle();
    await signals.settle();
    await refusals.settle();
    await ledger.close();
    await queue.close();
    await database.knex.destroy();
    await node.release();
    await keys.close();
  };
  const { tls, fleetDir = join(config.dataDir, 'fleet') } = config;
  let fleet: Fleet;
  try {
    fleet = await openFleet({ ...clearance, signals }, keys, fleetDir, tls !== undefined);
  } catch (error) {
    await closeStore();
    throw error;
  }
  const orders = openOrders(clearance, fleet.gate);
  const hostsAt = (port: number) => (tls === undefined ? allowedHosts(port) : allowedTlsHosts(tls.names, port));
  let allowed = hostsAt(config.port);
  let allowedForKiosks = hostsAt(tls?.kioskPort ?? config.port);
  let ledgerWorks = true;
  void ledger.failed.then(() => (ledgerWorks = false));
  const readiness = () =>
    readReadiness({
      ...{ clock, database: database.knex, dataDir: config.dataDir },
      ...{ ledgerWorks: () => ledgerWorks, keysWork: () => keys.working() },
    });
  const metrics = new Metrics({
    waitingWrites: () => queue.waiting,
    ledgerSize: () => ledger.size(),
    publishedSize: async () => (await findHead(ledger.database.reader, 'published'))?.size ?? 0,
    ready: async () => (await readiness()).ready,
  });
  const kiosks: KioskParts = {
    ...{ clearance, gate: fleet.gate, metrics },
    ...(fleet.certificates !== undefined && { certificates: fleet.certificates }),
  };
  const people = openPeople({
    ...{ knex: database.knex, queue, clock, events, signals },
    config: { mode: config.mode, ...config.people },
    access: accessOfPeople,
    ledger,
    secret,
    origins: () => [...allowed.origins],
  });
  const access = openAccess({
    ...{ clearance, people, refusals, changes: new DutyChanges(), kinds: privacyKinds(orders.desk) },
    issue: (transaction, wanted) => issueOrder(orders.desk, transaction, wanted),
  });
  const referralDesk: ReferralDesk = { ...clearance, orders: orders.desk };
  const rollout = retentionRollout({ ...clearance, orders: orders.desk });
  const app = createApp({
    clearance,
    people,
    access,
    referralDesk,
    ...(tls === undefined && { kiosks }),
    fleet,
    grantDesk: {
      clearance,
      relationOf: relationByReferral(database.knex, clock),
      pace: new TokenBuckets(GRANT_PACE, clock),
    },
    database,
    metrics,
    readiness,
    ledger: ledger.database,
    ledgerPolicy: ledger.policy,
    privacy: {
      ...{ gate: access.gate, clearance, ledger: ledger.database, ledgerPolicy: ledger.policy },
      ...{ mode: config.mode, orders: orders.desk, rollout },
    },
    allowed: () => allowed,
    ...(parts.consoleFolder === undefined ? {} : { consoleFolder: parts.consoleFolder }),
  });
  let listeners: Listeners;
  let firstRun: FirstRunCodes | undefined;
  try {
    firstRun = await firstRunCodes(people);
    listeners = await openListeners(config, {
      ...{ queue, clock, events, authority: fleet.authority, lifetimeMs: CERTIFICATE_LIFETIME_MS },
      people: app,
      kiosks: createKioskApp(kiosks, () => allowedForKiosks),
    });
  } catch (error) {
    await orders.close();
    await fleet.close();
    await closeStore();
    throw error;
  }
  const feed = openFeed({
    http: listeners.people,
    database,
    announcements,
    people,
    changes: access.changes,
    clock,
    events,
    allowed: () => allowed,
  });
  orders.listen(listeners.kiosks);
  let ports: Awaited<ReturnType<Listeners['listen']>>;
  let metricsListener: MetricsListener | undefined;
  try {
    if (config.metricsPort !== undefined) {
      metricsListener = await openMetricsListener(config.metricsPort, metrics, events);
    }
    ports = await listeners.listen();
  } catch (error) {
    await orders.close();
    await metricsListener?.close();
    await feed.close();
    await listeners.close();
    await fleet.close();
    await closeStore();
    throw error;
  }
  allowed = hostsAt(ports.people);
  allowedForKiosks = hostsAt(ports.kiosks);
  ledger.start();
  const stopRetentionWatch = watchRetention(clearance);
  const stopRequestWatch = watchRequests(clearance);
  rollout.start();
  const stopTests = startTests(referralDesk, config.testReferralsPerHour, systemChance);
  return {
    url: urlOf(config.tls, config.host, ports.people),
    consoleUrl: `${tls === undefined ? 'http' : 'https'}://${config.people.relyingPartyId}:${ports.people}`,
    port: ports.people,
    metricsPort: metricsListener?.port,
    kioskUrl: urlOf(config.tls, config.host, ports.kiosks),
    fleet,
    database,
    clearance,
    ledger,
    people,
    firstRun,
    orders,
    access,
    app,
    ledgerKey: ledger.vkey,
    ledgerFailed: ledger.failed,
    displaced: node.lost,
    async close() {
      stopTests();
      await rollout.stop();
      const cut = clock.after(DRAIN_MS, () => listeners.cut());
      await orders.close();
      // Closes the feed's sockets and the HTTP server under them, which waits for requests that run.
      const closed = feed.close();
      await listeners.close();
      await closed;
      await stopRetentionWatch();
      await stopRequestWatch();
      await metricsListener?.close();
      cut();
      await fleet.close();
      await closeStore();
    },
  };
}

/** With TLS by a name of the certificate: the address that it listens at is in none. */
function urlOf(tls: ServerConfig['tls'], host: string, port: number): string {
  const name = tls?.names[0] ?? host;
  return `${tls === undefined ? 'http' : 'https'}://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}
