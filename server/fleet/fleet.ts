/** The fleet as the server holds it: who is a kiosk, how one becomes one, and how one ceases to be. */
import type { Router } from 'express';
import type { RoomContext } from '../context/room-context.ts';
import { TokenBuckets } from '../base/token-bucket.ts';
import type { KioskId } from '../contract/field.ts';
import type { ServerKeys } from '../keys/server-keys.ts';
import type { Signals } from '../signals/signals.ts';
import { type Authority, openAuthority } from './authority.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { CertificateDesk } from './certificate-desk.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { Challenges } from './challenges.ts';
import { type Disabled, disableKiosk } from './disable-kiosk.ts';
import type { FleetActor } from './fleet-act.ts';
import { FleetError } from '../keys/fleet-error.ts';
import { KioskConnections } from './kiosk-connections.ts';
import { KioskGate } from './kiosk-gate.ts';
import { type CodeMade, type CodeRequest, makeCode } from './make-code.ts';
import { PublishedList } from './published-list.ts';
import { watchKiosks } from './watch-kiosks.ts';
import { withdrawCodes, type Withdrawn } from './withdraw-codes.ts';

export interface Fleet {
  readonly gate: KioskGate;
  readonly connections: KioskConnections;
  /** Absent while there is no authority: then there is no TLS, and kiosks are enrolled at the command line. */
  readonly authority?: Authority;
  readonly certificates?: Router;
  /** Resolves once the act is durable and the kiosk's connections to this process are cut. */
  disable(kioskId: KioskId, actor: FleetActor): Promise<Disabled>;
  /** Cuts a disabled kiosk's connections to this process and publishes its certificates as revoked. */
  cutOff(kioskId: KioskId): void;
  /** Resolves to a code once it is durable. */
  makeCode(request: CodeRequest, actor: FleetActor): Promise<CodeMade | NoAuthority>;
  /** Resolves once the codes of the kiosk that were not used are worth nothing. */
  withdrawCodes(kioskId: KioskId, actor: FleetActor): Promise<Withdrawn>;
  close(): Promise<void>;
}

export interface NoAuthority {
  readonly kind: 'refused';
  readonly code: 'no-authority';
}

/** A day: what is stolen with its power cut off is worth nothing tomorrow, and a server that is down for some hours stops no lane. */
export const CERTIFICATE_LIFETIME_MS = 86_400_000;
/** Attempts with a wrong code: a person mistypes a few times; 128 bits are not guessed at this pace or any other. */
const CODE_PACE = { perSecond: 0.1, burst: 5 };
const ALL_CODES_PACE = { perSecond: 2, burst: 50 };
/** Two certificates a start, and a lane that is restarted over and over. */
const CERTIFICATE_PACE = { perSecond: 1 / 60, burst: 20 };

/** Throws `FleetError`; one without an authority is none where `needsAuthority` is false. */
export async function openFleet(
  context: RoomContext & { readonly signals: Signals; readonly limits: ConnectionLimits },
  keys: Pick<ServerKeys, 'authority' | 'secret'>,
  folder: string,
  needsAuthority: boolean,
): Promise<Fleet> {
  const { knex, queue, clock, alarms, events, ledger, signals, limits } = context;
  const authority = await openAuthority(folder, clock.wallMs(), keys.authority).catch((error: unknown) => {
    if (!needsAuthority && error instanceof FleetError && error.code === 'no-authority') return undefined;
    throw error;
  });
  const connections = new KioskConnections((socket, kioskId) => limits.recognise(socket, kioskId));
  const gate = new KioskGate({ knex, clock, alarms, signals, connections });
  const stopWatching = watchKiosks({ knex, queue, clock, events, connections });
  const list = authority && new PublishedList(authority, knex, clock);
  const desk: CertificateDesk | undefined = authority && {
    context,
    authority,
    challenges: new Challenges(await keys.secret('challenges'), clock),
    codePace: new TokenBuckets(CODE_PACE, clock),
    allCodesPace: new TokenBuckets(ALL_CODES_PACE, clock),
    certificatePace: new TokenBuckets(CERTIFICATE_PACE, clock),
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
