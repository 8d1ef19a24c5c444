/**
 * Everything that this program logs: typed events, one JSON line each. Only the fields listed here are written, so no name, key, document
 * fact, header, query or error message can reach the log.
 */
import { destination, pino, type DestinationStream } from 'pino';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { KeyErrorCode } from './key-error.ts';
import type { SignalKind } from './signal-kinds.ts';
import type { DifferenceCode } from './difference.ts';
import type { AlarmKind } from './alarm-kinds.ts';

export type StopReason = 'SIGTERM' | 'SIGINT' | 'ledger-failed' | 'displaced';

export type ServerEvent =
  | {
      readonly event: 'listening';
      readonly url: string;
      /** The address with the domain of the passkeys. */
      readonly consoleUrl: string;
      readonly kioskUrl: string;
      readonly mode: string;
      readonly serverPublicKey: string;
      readonly ledgerKey: string;
      readonly database: string;
    }
  /** Traders reach their API at this port. */
  | { readonly event: 'traders-listening'; readonly port: number }
  /** Programs of partner agencies reach their API at this port. */
  | { readonly event: 'partners-listening'; readonly port: number }
  | { readonly event: 'partner-portal-listening'; readonly port: number }
  /** The token with the server's keys is unavailable: nothing is signed until it returns. */
  | { readonly event: 'keys-lost'; readonly code: KeyErrorCode }
  | { readonly event: 'keys-found' }
  | { readonly event: 'config-refused'; readonly faults: readonly { variable: string; shouldBe: string }[] }
  | { readonly event: 'start-failed'; readonly code: string; readonly hint: string }
  /** A witness does not cosign, for this reason; `null`: it cosigns again. */
  | { readonly event: 'witness'; readonly witness: string; readonly reason: string | null }
  /** The rows of a database from before the ledger recorded them were entered into it, once. */
  | { readonly event: 'adopted'; readonly rows: number }
  /** Another server works on this database. This one takes over when it ends. */
  | { readonly event: 'standing-by'; readonly port: number | null; readonly metricsPort: number | null }
  /** The connection to the database was lost. The server writes nothing until it has the lock again. */
  | { readonly event: 'paused' }
  | { readonly event: 'resumed' }
  /** A part of the server does not answer; if it stays silent, the service manager restarts the server. `traders`: it has been ended, and starts again. */
  | { readonly event: 'part-silent'; readonly part: string }
  | { readonly event: 'stopping'; readonly reason: StopReason }
  | { readonly event: 'stopped'; readonly clean: boolean }
  | {
      readonly event: 'message-refused';
      readonly about:
        | 'report'
        | 'status'
        | 'grant'
        | 'readiness-request'
        | 'attempt'
        | 'lane-releases'
        | 'group-counts'
        | 'blind-query'
        | 'goods-question'
        | 'partner-pseudonyms'
        | 'list-counts';
      readonly code: WireErrorCode;
    }
  | { readonly event: 'alarm'; readonly kind: AlarmKind; readonly kioskId: string | null; readonly count: number }
  /**
   * The database differs from the ledger. `kind`: an entry type or a table. `differed-while-displaced`: in a server that another one had
   * displaced, so the other one’s work is the likely cause.
   */
  | {
      readonly event: 'tables-differ' | 'differed-while-displaced';
      readonly code: DifferenceCode;
      readonly kind: string;
      readonly index: number | null;
      readonly row: string | null;
    }
  /** A row of a session was not written by this server, and signs no one in. */
  | { readonly event: 'session-forged'; readonly table: 'sessions' | 'trader_sessions' | 'sharing_sessions' }
  | { readonly event: 'signal'; readonly kind: SignalKind }
  | { readonly event: 'kiosk-cut-off'; readonly kioskId: string; readonly connections: number }
  /** `requestId` if the fault occurred in a request. */
  | {
      readonly event: 'fault';
      readonly where: string;
      readonly requestId?: string | undefined;
      readonly error: unknown;
    }
  /** An answered request, with the address of its route and without its parameters. */
  | {
      readonly event: 'request';
      readonly requestId: string;
      readonly method: string;
      readonly route: string;
      readonly status: number;
      readonly durationMs: number;
      readonly code: WireErrorCode | undefined;
    }
  | { readonly event: 'console-connected' | 'console-left'; readonly consoles: number };

const FIELDS: { readonly [Name in ServerEvent['event']]: readonly string[] } = {
  listening: ['url', 'kioskUrl', 'consoleUrl', 'mode', 'serverPublicKey', 'ledgerKey', 'database'],
  'traders-listening': ['port'],
  'partners-listening': ['port'],
  'partner-portal-listening': ['port'],
  'keys-lost': ['code'],
  'keys-found': [],
  'config-refused': ['faults'],
  'start-failed': ['code', 'hint'],
  witness: ['witness', 'reason'],
  adopted: ['rows'],
  'standing-by': ['port', 'metricsPort'],
  paused: [],
  resumed: [],
  'part-silent': ['part'],
  stopping: ['reason'],
  stopped: ['clean'],
  'message-refused': ['about', 'code'],
  'kiosk-cut-off': ['kioskId', 'connections'],
  alarm: ['kind', 'kioskId', 'count'],
  'tables-differ': ['code', 'kind', 'index', 'row'],
  'differed-while-displaced': ['code', 'kind', 'index', 'row'],
  'session-forged': ['table'],
  signal: ['kind'],
  fault: ['where', 'requestId'],
  request: ['requestId', 'method', 'route', 'status', 'durationMs', 'code'],
  'console-connected': ['consoles'],
  'console-left': ['consoles'],
};

const LEVELS: { readonly [Name in ServerEvent['event']]: 'info' | 'warn' | 'error' } = {
  listening: 'info',
  'traders-listening': 'info',
  'partners-listening': 'info',
  'partner-portal-listening': 'info',
  'keys-lost': 'error',
  'keys-found': 'info',
  'config-refused': 'error',
  'start-failed': 'error',
  witness: 'warn',
  adopted: 'info',
  'standing-by': 'info',
  paused: 'warn',
  resumed: 'info',
  'part-silent': 'error',
  stopping: 'info',
  stopped: 'info',
  'message-refused': 'warn',
  'kiosk-cut-off': 'warn',
  alarm: 'warn',
  'tables-differ': 'error',
  'differed-while-displaced': 'warn',
  'session-forged': 'error',
  signal: 'warn',
  fault: 'error',
  request: 'info',
  'console-connected': 'info',
  'console-left': 'info',
};

/** Limit for each event that clients can cause. The rest are counted. */
const OF_STRANGERS: Limit = { most: 20, withinMs: 1_000 };
/** The same fault at the same place, such as a full disk at each report. */
const OF_FAULTS: Limit = { most: 5, withinMs: 60_000 };
/** Different faults that are counted apart; further ones are counted together. */
const MAX_FAULTS = 256;

interface Limit {
  readonly most: number;
  readonly withinMs: number;
}

const CAUSED_BY_STRANGERS: ReadonlySet<string> = new Set([
  'message-refused',
  'request',
  'session-forged',
  'signal',
  'console-connected',
  'console-left',
]);

export interface Events {
  emit(event: ServerEvent): void;
}

/** Writes to standard output at once, unless given another stream. */
export function createEvents(clock: Clock, stream: DestinationStream = destination({ fd: 1, sync: true })): Events {
  const logger = pino(
    { base: null, timestamp: () => `,"time":${clock.wallMs()}`, formatters: { level: (label) => ({ level: label }) } },
    stream,
  );
  const windows = new Map<string, { startedAt: number; written: number; suppressed: number }>();

  const admit = (event: ServerEvent): { suppressed: number } | undefined => {
    const counted = countedAs(event, windows);
    if (counted === undefined) return { suppressed: 0 };
    const { name, limit } = counted;
    const now = clock.monotonicMs();
    let window = windows.get(name);
    const suppressed = window?.suppressed ?? 0;
    if (window === undefined || now - window.startedAt >= limit.withinMs) {
      window = { startedAt: now, written: 0, suppressed: 0 };
      windows.set(name, window);
      window.written += 1;
      return { suppressed };
    }
    if (window.written >= limit.most) {
      window.suppressed += 1;
      return undefined;
    }
    window.written += 1;
    return { suppressed: 0 };
  };

  return {
    emit(event) {
      const pass = admit(event);
      if (pass === undefined) return;
      const line: Record<string, unknown> = { event: event.event };
      const given = event as Readonly<Record<string, unknown>>;
      for (const field of FIELDS[event.event]) {
        if (given[field] !== undefined) line[field] = given[field];
      }
      if (event.event === 'fault') Object.assign(line, describeError(event.error));
      if (pass.suppressed > 0) line['suppressedBefore'] = pass.suppressed;
      logger[LEVELS[event.event]](line);
    },
  };
}

/** `undefined`: the event is not limited. */
function countedAs(
  event: ServerEvent,
  windows: ReadonlyMap<string, unknown>,
): { readonly name: string; readonly limit: Limit } | undefined {
  if (event.event !== 'fault') {
    return CAUSED_BY_STRANGERS.has(event.event) ? { name: event.event, limit: OF_STRANGERS } : undefined;
  }
  const { error, code = '' } = describeError(event.error);
  const name = `fault ${event.where} ${String(error)} ${String(code)}`;
  return { name: windows.has(name) || windows.size < MAX_FAULTS ? name : 'fault', limit: OF_FAULTS };
}

/** Describes an error without its message, which may quote input: class, code, and position in the code. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code: unknown = Object.getOwnPropertyDescriptor(error, 'code')?.value;
  const at = (error.stack ?? '')
    .split('\n')
    .map(placeIn)
    .filter((place) => place !== undefined)
    .slice(0, 4);
  return {
    error: error.constructor.name,
    ...(typeof code === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(code) ? { code } : {}),
    at,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** The last folder, the file, line and column of a line of a stack. */
function placeIn(line: string): string | undefined {
  if (!line.startsWith('    at ')) return undefined;
  const [folders = '', file = ''] = line.split('/').slice(-2);
  const folder = folders.slice(Math.max(folders.lastIndexOf(' '), folders.lastIndexOf('(')) + 1);
  return /^([\w.-]+\/[\w.-]+\.[jt]s:\d+:\d+)\)?$/.exec(`${folder}/${file}`)?.[1];
}
