/** The fleet in the server: which kiosks exist, how they are enrolled, and how they are disabled. */
import type { Router } from 'express';
import type { RoomContext } from '../../records/context/room-context.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { KioskId } from '../../contract/field.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import type { Signals } from '../../records/signals/signals.ts';
import { type Authority, openAuthority } from './authority.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { CertificateDesk } from './certificate-desk.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { Challenges } from './challenges.ts';
import { type Disabled, disableKiosk } from './disable-kiosk.ts';
import type { FleetActor } from './fleet-act.ts';
import { FleetError } from '../../platform/keys/fleet-error.ts';
import { KioskConnections } from './kiosk-connections.ts';
import { type Admission, KioskGate } from './kiosk-gate.ts';
import { type CodeMade, type CodeRequest, makeCode } from './make-code.ts';
import { PublishedList } from './published-list.ts';
import { watchKiosks } from './watch-kiosks.ts';
import { withdrawCodes, type Withdrawn } from './withdraw-codes.ts';

export interface Fleet {
  readonly gate: KioskGate;
  readonly connections: KioskConnections;
  /** Absent without an authority: there is no TLS then, and kiosks are enrolled at the command line. */
  readonly authority?: Authority;
  readonly certificates?: Router;
  /** Resolves when the act is durable and the kiosk's connections to this process are cut. */
  disable(kioskId: KioskId, actor: FleetActor): Promise<Disabled>;
  /** Cuts a disabled kiosk's connections to this process and publishes its revoked certificates. */
  cutOff(kioskId: KioskId): void;
  /** Resolves when the code is durable. */
  makeCode(request: CodeRequest, actor: FleetActor): Promise<CodeMade | NoAuthority>;
  /** Resolves when the kiosk's unused codes are invalid. */
  withdrawCodes(kioskId: KioskId, actor: FleetActor): Promise<Withdrawn>;
  close(): Promise<void>;
}

export interface NoAuthority {
  readonly kind: 'refused';
  readonly code: 'no-authority';
}

/** One day: stolen certificates expire soon, and a server outage of some hours stops no lane. */
export const CERTIFICATE_LIFETIME_MS = 86_400_000;
/** Rate of attempts with a wrong code: allows for typing errors; 128 bits cannot be guessed at any rate. */
const CODE_RATE = { perSecond: 0.1, burst: 5 };
const ALL_CODES_RATE = { perSecond: 2, burst: 50 };
/** Two certificates per start, and a lane that restarts repeatedly. */
const CERTIFICATE_RATE = { perSecond: 1 / 60, burst: 20 };

/** Throws `FleetError`. A missing authority is an error only with `needsAuthority`. */
export async function openFleet(
  context: RoomContext & {
    readonly signals: Signals;
    readonly limits: ConnectionLimits;
    readonly admission?: Admission | undefined;
  },
  keys: Pick<ServerKeys, 'authority' | 'secret'>,
  folder: string,
  needsAuthority: boolean,
): Promise<Fleet> {
  const { knex, queue, clock, mode, alarms, events, ledger, signals, limits, admission } = context;
  const authority = await openAuthority(folder, clock.wallMs(), keys.authority, mode).catch((error: unknown) => {
    if (!needsAuthority && error instanceof FleetError && error.code === 'no-authority') return undefined;
    throw error;
  });
  const connections = new KioskConnections((socket, kioskId) => limits.recognise(socket, kioskId));
  const gate = new KioskGate({ knex, clock, alarms, signals, connections, admission });
  const stopWatching = watchKiosks({ knex, queue, clock, events, connections, admission });
  const list = authority && new PublishedList(authority, knex, clock);
  const desk: CertificateDesk | undefined = authority && {
    context,
    authority,
    challenges: new Challenges(await keys.secret('challenges'), clock),
    codeRateLimit: new TokenBuckets(CODE_RATE, clock),
    allCodesRateLimit: new TokenBuckets(ALL_CODES_RATE, clock),
    certificateRateLimit: new TokenBuckets(CERTIFICATE_RATE, clock),
    lifetimeMs: CERTIFICATE_LIFETIME_MS,
  };
  const cutOff = (kioskId: KioskId): void => {
    list?.renew();
    connections.cut(kioskId);
  };
  return {
    gate,
    connections,
    ...(authority !== undefined && { authority }),
    ...(desk !== undefined && list !== undefined && { certificates: certificateRoutes(desk, list) }),
    cutOff,
    async disable(kioskId, actor) {
      const disabled = await queue.run((transaction) => disableKiosk(transaction, kioskId, actor, clock.wallMs()));
      cutOff(kioskId);
      await ledger.settle();
      return disabled;
    },
    async makeCode(request, actor) {
      if (authority === undefined) return { kind: 'refused', code: 'no-authority' };
      const made = await queue.run((transaction) => makeCode(transaction, authority, request, actor, clock.wallMs()));
      await ledger.settle();
      return made;
    },
    async withdrawCodes(kioskId, actor) {
      const withdrawn = await queue.run((transaction) => withdrawCodes(transaction, kioskId, actor, clock.wallMs()));
      await ledger.settle();
      return withdrawn;
    },
    close: stopWatching,
  };
}
