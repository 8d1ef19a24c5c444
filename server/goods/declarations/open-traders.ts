/** Opens the traders' API: the front with the list of offices in force, and the desk that answers it. */
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { ageOfRates, RATES_DAY_MS } from '../../contract/rules/exchange.ts';
import { type RateTable, ratesInForce } from '../../contract/rules/rate-table.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { SignedDocument } from '../../contract/signed-document.ts';
import { networkDigest } from '../../people/people/network-digest.ts';
import { SelectionRules } from './controls/selection-rules.ts';
import type { Repository } from '../../lanes/releases/repository.ts';
import { Selection } from './controls/select-declarations.ts';
import { riskModelLoaded } from './controls/watch-risk-model.ts';
import { readListInForce, writeListInForce } from './front/list-in-force.ts';
import type { FrontSettings } from './front/messages.ts';
import { type Front, FrontError, startFront } from './front/start-front.ts';
import type { Jurisdiction } from './rules/context.ts';
import { DEVELOPMENT_PORTAL, portalOriginAt } from '../../platform/http/portal-origin.ts';
import type { PortalParts } from './portal/portal-parts.ts';
import { traderPortal } from './portal/trader-portal.ts';
import { PortalSessions } from '../../people/portals/portal-sessions.ts';
import { tradersDesk } from './traders-desk.ts';

export interface TradersConfig {
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
  /** Origin of the portal. Without it there is a portal in development only, at `http://localhost` and the port. */
  readonly origin?: string;
  readonly jurisdiction: Jurisdiction;
  /** The signed list of offices. */
  readonly offices: SignedDocument;
  /** Ed25519 public keys, hex, of the people who sign it. */
  readonly signerKeys: readonly string[];
  /** Absent: the model of the project. */
  readonly riskModelFile?: string;
  /** Socket at which the service manager starts the front, with an account and a TLS key of its own. Absent: a child process. */
  readonly front?: string;
}

export interface TraderParts {
  readonly config: TradersConfig;
  readonly context: RoomContext;
  /** The ledger's database. */
  readonly log: Connection;
  readonly people: PortalParts['people'];
  readonly signals: PortalParts['signals'];
  readonly tls: FrontSettings['tls'];
  readonly proxies: FrontSettings['proxies'];
  /** The published tables of exchange rates. */
  readonly exchangeRates: () => readonly RateTable[];
  /** Where people publish selection rules. */
  readonly releases: Repository;
  /** Text of the policy by which the portal's page verifies proofs. */
  readonly ledgerPolicy: string;
  /** 32 bytes. */
  readonly fingerprintKey: Uint8Array;
  /** 32 bytes: draws declarations for control. */
  readonly selectionKey: Uint8Array;
  readonly dataDir: string;
  /** Called when a front that did not answer has been ended. */
  readonly onSilent: () => void;
}

/** An older table is not in force: people have stopped signing. */
const OLDEST_RATES_MS = 31 * RATES_DAY_MS;

/** The table in force on the day (UTC) of this time. */
function ratesOn(tables: readonly RateTable[], nowMs: number): RateTable | undefined {
  const table = ratesInForce(tables, new Date(nowMs).toISOString().slice(0, 10));
  return table !== undefined && ageOfRates(table, nowMs) <= OLDEST_RATES_MS ? table : undefined;
}

/** Rejects with `FrontError`. */
export async function openTraders(parts: TraderParts): Promise<Front> {
  const { config, context, log, people, signals, tls, fingerprintKey, dataDir } = parts;
  const { clock, events, queue, ledger } = context;
  const memory = join(dataDir, 'office-keys-in-force');
  const { origin, riskModelFile, front: socket, ...settings } = config;
  const portal = origin ?? (tls === undefined ? DEVELOPMENT_PORTAL : undefined);
  let { port } = config;
  const digest = (network: string) => networkDigest(people, network);
  const traders = traderPortal(people.config.mode, digest);
  const { rules, stop } = await SelectionRules.open({
    context,
    repository: parts.releases,
    jurisdiction: config.jurisdiction,
  });
  const desk = tradersDesk(
    { selection: new Selection(parts.selectionKey), rules },
    {
      context,
      log,
      people,
      signals,
      jurisdiction: config.jurisdiction,
      ledgerPolicy: parts.ledgerPolicy,
      ratesToday: () => ratesOn(parts.exchangeRates(), clock.wallMs()),
      fingerprintKey,
      networkDigest: digest,
      portal: traders,
      sessions: new PortalSessions(context, traders, people.sessionCodes, 'declarations'),
      party: () => {
        const at = portalOriginAt(portal ?? DEVELOPMENT_PORTAL, port);
        return { id: new URL(at).hostname, origins: () => [at] };
      },
      commit: async (work) => {
        const done = await queue.run(work);
        await ledger.settle();
        return done;
      },
    },
  );
  const front = await startFront({
    settings: () => ({
      ...settings,
      portal,
      proxies: parts.proxies,
      fingerprintKey,
      riskModelFile,
      before: remembered(memory),
      // A service has its own key
      tls: socket === undefined ? tls : undefined,
    }),
    socket,
    answerer: desk,
    clock,
    events,
    note: (note) => events.emit({ event: 'request', requestId: randomUUID(), code: undefined, ...note }),
    onRiskModel: (hasModel) =>
      void riskModelLoaded(context, hasModel).catch((error: unknown) =>
        events.emit({ event: 'fault', where: 'declarations', error }),
      ),
    onList: (list) => writeListInForce(memory, list),
    onSilent: parts.onSilent,
    onConnectionsRefused: () => signals.note('connections-refused'),
  });
  ({ port } = front);
  return {
    ...front,
    async close() {
      await stop();
      await front.close();
    },
  };
}

/** The newest list that was in force here, so that an older one is refused. Throws `FrontError` when the file is damaged. */
function remembered(file: string): FrontSettings['before'] {
  try {
    return readListInForce(file);
  } catch {
    throw new FrontError('list-refused', 'the file of the list in force is damaged');
  }
}
