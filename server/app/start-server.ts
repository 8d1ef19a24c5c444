/** Wiring: from a configuration to a running server. */
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Express } from 'express';
import { DutyChanges } from '../access/duty-changes.ts';
import { openAccess, type Access } from './open-access.ts';
import { RefusalBook } from '../acts/refusal-book.ts';
import { allowedHosts, allowedTlsHosts } from '../http/allowed-hosts.ts';
import { createApp } from './app.ts';
import { createKioskApp, type KioskParts } from './kiosk-app.ts';
import { AlarmBook } from '../alarms/alarm-book.ts';
import { ReceiptSigner } from '../ingest/receipt-signer.ts';
import type { IngestContext } from '../ingest/ingest-context.ts';
import { TokenBuckets } from '../../hardware/host/token-bucket.ts';
import type { Clock } from '../../hardware/host/clock.ts';
import { ClosingStack } from '../../hardware/host/closing-stack.ts';
import type { ServerConfig } from '../config/config.ts';
import { watchConditions } from '../conditions/watch-conditions.ts';
import { watchEmergencies } from '../emergencies/watch-emergencies.ts';
import type { Events } from '../base/events.ts';
import { Announcements } from '../context/announcements.ts';
import { FigureCounter } from '../figures/count-figures.ts';
import { privacyKinds } from '../privacy/privacy-kinds.ts';
import { watchRequests } from '../privacy/requests/request-retention.ts';
import { watchRetention } from '../privacy/held/retention-watch.ts';
import { retentionRollout } from '../privacy/retention/roll-out.ts';
import { type Feed, openFeed } from '../feed/feed.ts';
import { ConnectionLimits } from '../fleet/connection-limits.ts';
import { CERTIFICATE_LIFETIME_MS, type Fleet, openFleet } from '../fleet/fleet.ts';
import { disableKioskKind } from '../fleet/disable-kind.ts';
import { type Listeners, openListeners } from '../fleet/listeners.ts';
import { openKeys } from '../keys/open-keys.ts';
import { successionKind } from '../key-successions/succession-kind.ts';
import type { Difference } from '../base/difference.ts';
import type { LedgerError } from '../transparency/ledger-error.ts';
import { openServerLedger, type ServerLedger } from '../ledger/server-ledger.ts';
import { issueOrder } from '../orders/issue-order.ts';
import { openOrders, type Orders } from '../orders/open-orders.ts';
import { accessOfPeople } from '../people/access-of-people.ts';
import { disablePersonKind } from '../people/disable-kind.ts';
import { firstRunCodes, type FirstRunCodes } from '../people/first-run.ts';
import { openPeople } from '../people/open-people.ts';
import type { People } from '../people/people.ts';
import type { ReferralDesk } from '../referrals/desk.ts';
import { relationByReferral } from '../second-looks/evidence-relation.ts';
import { startTests, systemChance } from '../referrals/seed-tests.ts';
import { drawnSecondLooks, systemTicket } from '../second-looks/draw.ts';
import { watchSecondLooks } from '../second-looks/watch-second-looks.ts';
import { Signals } from '../signals/signals.ts';
import { Metrics } from '../http/metrics.ts';
import { openMetricsListener } from '../http/metrics-listener.ts';
import { readReadiness } from './readiness.ts';
import { findHead } from '../ledger/log/log-tables.ts';
import { openDatabase, type Database } from '../database/database.ts';
import { holdNodeLock } from '../database/node-lock.ts';
import { demandRights } from '../database/rights/demand-rights.ts';
import { WriteQueue } from '../database/write-queue.ts';

/** A lane makes two reports per traveller and, after hours offline, delivers the stored ones. */
const REPORT_RATE = { perSecond: 100, burst: 500 };
const STATUS_RATE = { perSecond: 5, burst: 30 };
/** Grants per officer. Lanes have their own limit. */
const GRANT_PACE = { perSecond: 0.1, burst: 20 };

/** Time for running requests to end when the server stops. */
const DRAIN_MS = 3_000;

export interface PosternServer {
  /** The address at which it listens. */
  readonly url: string;
  /** The console's address. It contains a name, because passkeys are bound to names. */
  readonly consoleUrl: string;
  readonly port: number;
  /** Port of the metrics; `undefined` without one. */
  readonly metricsPort: number | undefined;
  /** The kiosks' address: different from `url` with TLS. */
  readonly kioskUrl: string;
  readonly fleet: Fleet;
  readonly database: Database;
  readonly context: IngestContext;
  readonly ledger: ServerLedger;
  readonly people: People;
  /** Codes for the first administrators, available only here; `undefined` when no administrator is missing. */
  readonly firstRun: FirstRunCodes | undefined;
  readonly orders: Orders;
  readonly access: Access;
  /** The app for people. */
  readonly app: Express;
  /** The app for kiosks at their own port. */
  readonly kioskApp: Express;
  /** The ledger's key in the format of policies. */
  readonly ledgerKey: string;
  /** Resolves when the ledger accepts no more entries until a restart. */
  readonly ledgerFailed: Promise<LedgerError>;
  /** Resolves when another server may use this database, so that this one must stop. */
  readonly displaced: Promise<void>;
  /** Accepts no more requests, finishes the running ones, and closes the database. */
  close(): Promise<void>;
}

export interface ServerParts {
  readonly clock: Clock;
  readonly events: Events;
  readonly consoleFolder?: string;
}

/**
 * Starts the server. Stands by first while another server uses its PostgreSQL database. Rejects with `StoreError`, `KeyError`,
 * `SigningKeyError`, `LedgerError`, or Node's `EADDRINUSE` and `EACCES`; then nothing runs.
 */
export async function startServer(config: ServerConfig, parts: ServerParts): Promise<PosternServer> {
  const opened = new ClosingStack();
  try {
    return await open(config, parts, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function open(config: ServerConfig, parts: ServerParts, opened: ClosingStack): Promise<PosternServer> {
  const { clock, events } = parts;
  if (config.mode === 'production') await demandRights(config);
  const openOurKeys = () =>
    openKeys(config, {
      clock,
      events,
      // For acts committed while the ledger's key was unavailable
      onFound: () => void ledger.settle().catch(() => undefined),
    });
  let keys = await openOurKeys();
  opened.push(() => keys.close());
  let hasStoodBy = false;
  const onStandBy = () => {
    hasStoodBy = true;
    events.emit({ event: 'standing-by' });
  };
  const node = await holdNodeLock(config, { clock, onStandBy });
  opened.push(() => node.release());
  if (hasStoodBy) {
    // The signing key may have been replaced during the standby
    await keys.close();
    keys = await openOurKeys();
  }
  const signer = keys.signing;
  const secret = await keys.secret('people');
  const database = await openDatabase(config);
  opened.push(() => database.knex.destroy());
  const queue = new WriteQueue(database.knex);
  opened.push(() => queue.close());
  const announcements = new Announcements();
  const ledger = await openServerLedger(config, config.ledger, {
    ...{ key: keys.ledger, knex: database.knex, queue, clock },
    onTrouble: (kind) => alarms.raise({ kind, kioskId: null, fromSequence: null, toSequence: null }),
    onFault: (error) => events.emit({ event: 'fault', where: 'ledger', error }),
    onDifference: (difference) => tellDifference(alarms, events, difference),
  });
  opened.push(() => ledger.close());
  const alarms: AlarmBook = new AlarmBook(queue, clock, announcements, events, ledger);
  const context: IngestContext = {
    knex: database.knex,
    queue,
    ledger,
    clock,
    signer,
    receipts: new ReceiptSigner(signer),
    alarms,
    announcements,
    events,
    reportRateLimit: new TokenBuckets(REPORT_RATE, clock),
    statusRateLimit: new TokenBuckets(STATUS_RATE, clock),
  };
  const signals = new Signals({ queue, clock, events });
  const refusals = new RefusalBook(context);
  opened.push(async () => {
    await alarms.settle();
    await signals.settle();
    await refusals.settle();
  });
  const { tls, fleetDir = join(config.dataDir, 'fleet') } = config;
  const limits = new ConnectionLimits(() => signals.note('connections-refused'));
  const fleet = await openFleet({ ...context, signals, limits }, keys, fleetDir, tls !== undefined);
  opened.push(() => fleet.close());
  const orders = openOrders(context, fleet.gate);
  const doors: { listeners?: Listeners; feed?: Feed } = {};
  opened.push(async () => {
    const cut = clock.after(DRAIN_MS, () => doors.listeners?.cut());
    await orders.close();
    // Closes the feed's sockets and its HTTP server, which waits for running requests.
    const closed = doors.feed?.close();
    await doors.listeners?.close();
    await closed;
    cut();
  });
  const hostsAt = (port: number) => (tls === undefined ? allowedHosts(port) : allowedTlsHosts(tls.names, port));
  let allowed = hostsAt(config.port);
  let allowedForKiosks = hostsAt(tls?.kioskPort ?? config.port);
  let ledgerWorks = true;
  void ledger.failed.then(() => (ledgerWorks = false));
  const readiness = () =>
    readReadiness({
      ...{ clock, database: database.knex, dataDir: config.dataDir },
      tablesAgree: () => ledger.tablesAgree(),
      ...{ ledgerWorks: () => ledgerWorks, keysWork: () => keys.working(), signingKey: bytesToHex(signer.publicKey) },
    });
  const metrics = new Metrics({
    waitingWrites: () => queue.waiting,
    ledgerSize: () => ledger.size(),
    publishedSize: async () => (await findHead(ledger.database.reader, 'published'))?.size ?? 0,
    ready: async () => (await readiness()).ready,
  });
  const kiosks: KioskParts = {
    ...{ context, gate: fleet.gate, metrics },
    ...(fleet.certificates !== undefined && { certificates: fleet.certificates }),
  };
  const people = openPeople({
    ...{ knex: database.knex, queue, clock, events, signals },
    config: { mode: config.mode, ...config.people },
    recognise: (socket, personId) => limits.recognise(socket, personId),
    access: accessOfPeople(config.people),
    ledger,
    secret,
    origins: () => [...allowed.origins],
  });
  const access = openAccess({
    ...{
      context,
      people,
      refusals,
      changes: new DutyChanges(),
      kinds: [
        ...privacyKinds(orders.desk),
        successionKind(keys),
        disablePersonKind(people),
        disableKioskKind((kioskId) => fleet.cutOff(kioskId)),
      ],
    },
    issue: (transaction, wanted) => issueOrder(orders.desk, transaction, wanted),
  });
  const secondLooks = drawnSecondLooks(config.secondLookPercent, systemTicket);
  const referralDesk: ReferralDesk = { ...context, orders: orders.desk, people, secondLooks };
  const rollout = retentionRollout({ ...context, orders: orders.desk });
  const app = createApp({
    context,
    people,
    access,
    referralDesk,
    ...(tls === undefined && { kiosks }),
    fleet,
    grantDesk: {
      context,
      relationOf: relationByReferral(database.knex, clock),
      party: people.party,
      pace: new TokenBuckets(GRANT_PACE, clock),
    },
    database,
    metrics,
    readiness,
    ledger: ledger.database,
    ledgerPolicy: ledger.policy,
    privacy: {
      ...{ gate: access.gate, context, ledger: ledger.database, ledgerPolicy: ledger.policy },
      ...{ mode: config.mode, closedRequestsDays: config.closedRequestsDays, orders: orders.desk, rollout },
      answerable: config.answerable,
    },
    allowed: () => allowed,
    ...(parts.consoleFolder === undefined ? {} : { consoleFolder: parts.consoleFolder }),
  });
  const firstRun = await firstRunCodes(people);
  const kioskApp = createKioskApp(kiosks, () => allowedForKiosks);
  const listeners = await openListeners(config, {
    ...{ queue, clock, events, signals, limits, authority: fleet.authority, lifetimeMs: CERTIFICATE_LIFETIME_MS },
    people: app,
    kiosks: kioskApp,
  });
  doors.listeners = listeners;
  doors.feed = openFeed({
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
  const metricsListener =
    config.metricsPort === undefined ? undefined : await openMetricsListener(config.metricsPort, metrics, events);
  opened.push(async () => metricsListener?.close());
  const ports = await listeners.listen();
  allowed = hostsAt(ports.people);
  allowedForKiosks = hostsAt(ports.kiosks);
  ledger.start();
  opened.push(watchRetention(context));
  opened.push(watchRequests(context, config.closedRequestsDays));
  rollout.start();
  opened.push(() => rollout.stop());
  opened.push(watchEmergencies(context));
  opened.push(watchConditions(context));
  opened.push(watchSecondLooks(context));
  opened.push(new FigureCounter(context).start());
  opened.push(startTests(referralDesk, config.testReferralsPerHour, systemChance));
  return {
    url: urlOf(config.tls, config.host, ports.people),
    consoleUrl: `${tls === undefined ? 'http' : 'https'}://${config.people.relyingPartyId}:${ports.people}`,
    port: ports.people,
    metricsPort: metricsListener?.port,
    kioskUrl: urlOf(config.tls, config.host, ports.kiosks),
    fleet,
    database,
    context,
    ledger,
    people,
    firstRun,
    orders,
    access,
    app,
    kioskApp,
    ledgerKey: ledger.vkey,
    ledgerFailed: ledger.failed,
    displaced: node.lost,
    close: () => opened.close(),
  };
}

function tellDifference(alarms: AlarmBook, events: Events, { code, kind, index }: Difference): void {
  events.emit({ event: 'tables-differ', code, kind, index });
  const about = [code, kind, ...(index === null ? [] : [index])].join('/');
  alarms.raise({ kind: 'tables-differ', kioskId: null, fromSequence: null, toSequence: null, about });
}

/** With TLS a name of the certificate, because the certificate does not contain the listening address. */
function urlOf(tls: ServerConfig['tls'], host: string, port: number): string {
  const name = tls?.names[0] ?? host;
  return `${tls === undefined ? 'http' : 'https'}://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}
