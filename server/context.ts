/** Wiring: configuration in, a server out. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allowedHosts } from './api/allowed-hosts.ts';
import { createApp } from './api/app.ts';
import { answerClientError } from './api/client-error.ts';
import { AlarmBook } from './clearance/alarm-book.ts';
import type { Clearance } from './clearance/clearance.ts';
import { TokenBuckets } from './clearance/token-bucket.ts';
import type { Clock } from './clock.ts';
import type { ServerConfig } from './config.ts';
import { developmentOfficer } from './evidence/development-officer.ts';
import type { Events } from './events.ts';
import { Announcements } from './feed/announcements.ts';
import { openFeed } from './feed/feed.ts';
import type { LedgerError } from './ledger/ledger-error.ts';
import { openServerLedger, type ServerLedger } from './ledger/server-ledger.ts';
import { accessOfPeople } from './people/access-of-people.ts';
import { firstRunCodes, type FirstRunCodes } from './people/first-run.ts';
import { openPeople } from './people/open-people.ts';
import type { People } from './people/people.ts';
import { Signals } from './signals/signals.ts';
import { openSeed, openSigningKey } from './signing-key.ts';
import { openDatabase, type Database } from './store/database.ts';
import { holdNodeLock } from './store/node-lock.ts';
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
  readonly database: Database;
  readonly clearance: Clearance;
  readonly ledger: ServerLedger;
  readonly people: People;
  /** For the first administrators, who are told nowhere else; `undefined` when there are administrators. */
  readonly firstRun: FirstRunCodes | undefined;
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
 * Starts the server; while another one is at work on its PostgreSQL database it stands by first. Rejects with `StoreError`, `SigningKeyError`, `LedgerError`, or Node's `EADDRINUSE` and
 * `EACCES`; then nothing runs.
 */
export async function startServer(config: ServerConfig, parts: ServerParts): Promise<PosternServer> {
  const { clock, events } = parts;
  const signer = openSigningKey(config.dataDir);
  const secret = openSeed(config.dataDir, 'people-key');
  const node = await holdNodeLock(config, { clock, onStandBy: () => events.emit({ event: 'standing-by' }) });
  let database: Database;
  try {
    database = await openDatabase(config);
  } catch (error) {
    await node.release();
    throw error;
  }
  const queue = new WriteQueue(database.knex);
  const announcements = new Announcements();
  let ledger: ServerLedger;
  try {
    ledger = await openServerLedger(config, config.ledger, {
      knex: database.knex,
      queue,
      clock,
      onTrouble: (kind) => alarms.raise({ kind, kioskId: null, fromSequence: null, toSequence: null }),
      onFault: (error) => events.emit({ event: 'fault', where: 'ledger', error }),
    });
  } catch (error) {
    await queue.close();
    await database.knex.destroy();
    await node.release();
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
  let allowed = allowedHosts(config.port);
  const signals = new Signals({ queue, clock, events });
  const people = openPeople({
    ...{ knex: database.knex, queue, clock, events, signals },
    config: { mode: config.mode, ...config.people },
    access: accessOfPeople,
    ledger,
    secret,
    origins: () => [...allowed.origins],
  });
  const app = createApp({
    clearance,
    people,
    gate: {
      clock,
      principalOf: (request) => people.sessionOf(request),
      noteRefusal: ({ personId }) => signals.note('act-refused', personId),
    },
    grantDesk: {
      clearance,
      authority: developmentOfficer(config.developmentOfficer, clock),
      pace: new TokenBuckets(GRANT_PACE, clock),
    },
    database,
    ledger: ledger.database,
    ledgerPolicy: ledger.policy,
    allowed: () => allowed,
    ...(parts.consoleFolder === undefined ? {} : { consoleFolder: parts.consoleFolder }),
  });
  const http = createServer(
    { headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 8_192 },
    app,
  );
  http.maxConnections = 4_096;
  http.on('clientError', answerClientError);
  const feed = openFeed({ http, database, announcements, people, clock, events, allowed: () => allowed });
  const closeStore = async () => {
    await alarms.settle();
    await signals.settle();
    await ledger.close();
    await queue.close();
    await database.knex.destroy();
    await node.release();
  };
  let port: number;
  try {
    port = await listen(http, config);
  } catch (error) {
    await feed.close();
    await closeStore();
    throw error;
  }
  allowed = allowedHosts(port);
  ledger.start();
  const firstRun = await firstRunCodes(people);
  const name = config.host === '::1' ? '[::1]' : config.host;
  return {
    url: `http://${name}:${port}`,
    consoleUrl: `http://${config.people.relyingPartyId}:${port}`,
    port,
    database,
    clearance,
    ledger,
    people,
    firstRun,
    ledgerKey: ledger.vkey,
    ledgerFailed: ledger.failed,
    displaced: node.lost,
    async close() {
      const cut = clock.after(DRAIN_MS, () => http.closeAllConnections());
      // Closes the feed's sockets and the HTTP server under them, which waits for requests that run.
      const closed = feed.close();
      http.closeIdleConnections();
      await closed;
      cut();
      await closeStore();
    },
  };
}

function listen(http: Server, config: ServerConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(config.port, config.host, () => {
      http.removeListener('error', reject);
      resolve((http.address() as AddressInfo).port);
    });
  });
}
