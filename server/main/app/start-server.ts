/** From configuration to a running server: each part opens after those that it needs, and closes before them. */
import type { Express } from 'express';
import type { Clock } from '../../../hardware/host/clock.ts';
import { ClosingStack } from '../../../hardware/host/closing-stack.ts';
import type { Events } from '../../platform/base/events.ts';
import type { ServerConfig } from '../config/config.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Fleet } from '../../lanes/fleet/fleet.ts';
import type { IngestContext } from '../../intake/ingest/ingest-context.ts';
import type { ServerLedger } from '../../records/ledger/server-ledger.ts';
import type { Orders } from '../../lanes/orders/open-orders.ts';
import { type FirstRunCodes, firstRunCodes } from '../../people/people/first-run.ts';
import type { People } from '../../people/people/people.ts';
import type { LedgerError } from '../../platform/transparency/ledger-error.ts';
import { releasesFolder, yearsFolder } from '../config/config.ts';
import { publishedRates } from '../../lanes/releases/published-rates.ts';
import { repositoryIn } from '../../lanes/releases/repository.ts';
import { type ListDesk, openListDesk } from '../../sharing/lists/list-desk.ts';
import { openBlindDesk } from '../../intake/blind-queries/relay-query.ts';
import { notReady } from './watch-readiness.ts';
import { openTraders, type TraderParts } from '../../goods/declarations/open-traders.ts';
import type { Front } from '../../goods/declarations/front/start-front.ts';
import { readSources } from '../../border/watchlist/sources.ts';
import { DetectionTrials } from '../../oversight/detection/trials/detection-trials.ts';
import { YearFiles } from '../../oversight/compliance/years/year-files.ts';
import { createApp } from './app.ts';
import type { Foundation } from './foundation.ts';
import { adoptPlaces } from '../../oversight/setup/adopt-places.ts';
import { createKioskApp, type KioskParts } from './kiosk-app.ts';
import type { Access } from './open-access.ts';
import { openAlertDesk } from './open-alerts.ts';
import { openComponents } from './open-components.ts';
import { openDesks } from './open-desks.ts';
import { type Health, openHealth } from './open-health.ts';
import { openLaneSide } from './open-lane-side.ts';
import { openNode } from './open-node.ts';
import { openPartnerPortal } from './open-partner-portal.ts';
import { openPartners } from './open-partners.ts';
import { openPorts } from './open-ports.ts';
import { openServices, type Services } from './open-services.ts';
import { openStaff } from './open-staff.ts';
import { openStorage, type Storage } from './open-storage.ts';
import { OwnAddresses } from './own-addresses.ts';
import { startWork } from './start-work.ts';

export interface PosternServer {
  /** Where it listens. */
  readonly url: string;
  /** Where people open the console: passkeys are bound to a name, not to an address. */
  readonly consoleUrl: string;
  readonly port: number;
  /** Port of the metrics; `undefined` without one. */
  readonly metricsPort: number | undefined;
  /** The process that takes declarations; `undefined` without one. */
  readonly traders: Front | undefined;
  /** Port for programs of partner agencies; `undefined` without one. */
  readonly partnersPort: number | undefined;
  /** Port for people of partner agencies; `undefined` without one. */
  readonly partnerPortalPort: number | undefined;
  /** Where kiosks reach it: another port with TLS. */
  readonly kioskUrl: string;
  readonly fleet: Fleet;
  readonly database: Database;
  readonly context: IngestContext;
  readonly ledger: ServerLedger;
  readonly people: People;
  /** For the first administrators; `undefined` when there are administrators. Not logged. */
  readonly firstRun: FirstRunCodes | undefined;
  readonly orders: Orders;
  readonly access: Access;
  /** Takes lists of partners. */
  readonly lists: ListDesk;
  /** Answers people's requests, and without TLS those of kiosks. */
  readonly app: Express;
  /** Answers kiosks' requests at their own port. */
  readonly kioskApp: Express;
  /** The ledger's key in the form for policies. */
  readonly ledgerKey: string;
  /** Resolves when the ledger accepts no more entries until the program is started again. */
  readonly ledgerFailed: Promise<LedgerError>;
  /** Resolves when another server may work on this database, so that this one must stop. */
  readonly displaced: Promise<void>;
  /** Whether the database was lost and writes wait for it. */
  isPaused(): boolean;
  /** Accepts no more requests, finishes those that run, and closes the database. */
  close(): Promise<void>;
}

export interface ServerParts {
  readonly clock: Clock;
  readonly events: Events;
  /** Called when this server has to wait, because another one works on its database. */
  readonly onStandBy?: (() => void) | undefined;
  /** The built console; the default is the folder of the build. */
  readonly consoleFolder?: string;
}

/**
 * Starts the server. It first stands by while another one works on its PostgreSQL database. Rejects with `StoreError`, `KeyError`,
 * `SigningKeyError`, `LedgerError`, or Node's `EADDRINUSE` and `EACCES`; nothing stays open then.
 */
export async function startServer(config: ServerConfig, parts: ServerParts): Promise<PosternServer> {
  const { clock, events, onStandBy, consoleFolder } = parts;
  const opened = new ClosingStack();
  try {
    return await openServer({ config, clock, events, onStandBy, opened }, consoleFolder);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openServer(foundation: Foundation, consoleFolder: string | undefined): Promise<PosternServer> {
  const { config, opened } = foundation;
  const addresses = new OwnAddresses(config);
  const node = await openNode(foundation);
  const storage = await openStorage(foundation, node);
  const services = openServices(foundation, node, storage);
  const laneSide = await openLaneSide(foundation, node, services);
  const health = openHealth(foundation, node, storage);
  const staff = await openStaff(foundation, { keys: node.keys, ledger: storage.ledger }, services, laneSide, addresses);
  const desks = openDesks(foundation, storage, services, laneSide, staff);
  const { database, ledger } = storage;
  const alerts = openAlertDesk(foundation, services.context, health, staff.people.sealer);
  const components = openComponents(foundation, services.context);
  const { fleet, orders, ingest } = laneSide;
  const { people, access } = staff;
  const watchlistSources = () => readSources(config.watchlistSourcesFile);
  const kiosks: KioskParts = {
    context: ingest,
    gate: fleet.gate,
    metrics: health.metrics,
    certificates: fleet.certificates,
    releases: releasesFolder(config),
    attestation: laneSide.attestation,
    blind: openBlindDesk(ingest, watchlistSources),
  };
  const exchangeRates = await openRates(foundation, storage);
  const app = createApp({
    context: services.context,
    ledger,
    staff,
    desks,
    alerts,
    shipping: config.shipping,
    legalFrameworks: config.legalFrameworks ?? [],
    detectionTrials: opened.add(new DetectionTrials(services.context)),
    yearFiles: opened.add(
      await YearFiles.open({ ...services.context, log: ledger.database.reader, folder: yearsFolder(config) }),
    ),
    fleet,
    components: components.desk,
    travellerQuestions: config.travellerQuestions,
    exchangeRates,
    startPolicy: config.laneStarts?.policy ?? 'off',
    setup: {
      witnesses: config.ledger.policy?.witnesses.length ?? 0,
      record: ledger,
      collector: () => ({ isOpen: config.metricsPort !== undefined, collectedAt: health.metrics.collectedAt }),
    },
    // Without TLS people and kiosks use the same port
    kiosks: config.tls === undefined ? kiosks : undefined,
    health,
    watchlistSources,
    releases: releasesFolder(config),
    allowed: () => addresses.people,
    consoleFolder,
  });
  const kioskApp = createKioskApp(kiosks, () => addresses.kiosks);
  await adoptPlaces(services.context);
  const firstRun = await firstRunCodes(people);
  const apps = { people: app, kiosks: kioskApp };
  const ports = await openPorts(foundation, { apps, storage, services, laneSide, staff, health, addresses });
  const traders = await openTradersOf(foundation, storage, services, { people, exchangeRates, health });
  const lists = openListDesk(services.context, { dataDir: config.dataDir, releases: releasesFolder(config) });
  const partnersPort = await openPartners(foundation, storage, services, laneSide, health, lists);
  const partnerPortalPort = await openPartnerPortal(foundation, { storage, services, laneSide, people, health });
  startWork(foundation, node, storage, services, desks, { alerts, readiness: health.readiness, people, lists });
  components.start();
  return {
    url: addresses.url,
    consoleUrl: addresses.consoleUrl,
    port: ports.people,
    metricsPort: ports.metrics,
    traders,
    lists,
    partnersPort,
    partnerPortalPort,
    kioskUrl: addresses.kioskUrl,
    fleet,
    database,
    context: ingest,
    ledger,
    people,
    firstRun,
    orders,
    access,
    app,
    kioskApp,
    ledgerKey: ledger.vkey,
    ledgerFailed: ledger.failed,
    displaced: node.lock.lost,
    isPaused: () => node.lock.isPaused(),
    close: () => opened.close(),
  };
}

async function openRates({ config, clock, events, opened }: Foundation, { database }: Storage) {
  const rates = await publishedRates({
    repository: repositoryIn(releasesFolder(config)),
    database: database.knex,
    clock,
    onUnreadable: (error) => events.emit({ event: 'fault', where: 'releases', error }),
  });
  return opened.add(rates).tables;
}

/** Rejects with `FrontError`. */
async function openTradersOf(
  { config, opened, events }: Foundation,
  { ledger }: Pick<Storage, 'ledger'>,
  { context, signals }: Pick<Services, 'context' | 'signals'>,
  {
    people,
    exchangeRates,
    health,
  }: { readonly people: People; readonly health: Health } & Pick<TraderParts, 'exchangeRates'>,
): Promise<Front | undefined> {
  const { traders, tls, dataDir } = config;
  if (traders === undefined) return undefined;
  const fingerprintKey = people.sealer.key('declaration');
  const certificate = tls?.certificate;
  const front = await openTraders({
    config: traders,
    context,
    log: ledger.database.reader,
    people,
    signals,
    tls: certificate,
    proxies: config.connections?.proxies ?? [],
    ledgerPolicy: ledger.policy,
    exchangeRates,
    releases: repositoryIn(releasesFolder(config)),
    fingerprintKey,
    selectionKey: people.sealer.key('declaration-selection'),
    dataDir,
    // The watch over the checks of readiness ends it when the front answers again
    onSilent: () => context.alarms.raise(notReady('traders')),
  });
  health.traders = front.answers;
  events.emit({ event: 'traders-listening', port: front.port });
  return opened.add(front);
}
