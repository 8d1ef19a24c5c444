/** The callers of this room: a partner's program or one of its people. Each call is in the partner's own log before the answer leaves. */
import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { AnyCall } from './answers.ts';
import type { KnownPartner } from './partner-gate.ts';
import { insertCall } from './tables/call-table.ts';

/** Seconds after which a request may succeed that a quota refused. */
export const RETRY_S = 600;

export interface CallDesk {
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>;
  /** The ledger's database. */
  readonly log: Connection;
}

export interface Caller extends KnownPartner {
  /** The person who calls; `null`: the partner's program. */
  readonly person: string | null;
}

/** The concern of a call: a delivery, or nothing. */
export interface Concern {
  readonly agreement?: string | undefined;
  readonly delivery?: string | undefined;
  readonly bytes?: number;
}

export async function refuse(
  desk: CallDesk,
  caller: Caller,
  response: Response,
  call: AnyCall,
  code: WireErrorCode,
  concern: Concern = {},
): Promise<void> {
  await record(desk, caller, call, code, concern);
  sendRefusal(response, code);
}

/** Answers a call that is in the log already. */
export function sendRefusal(response: Response, code: WireErrorCode): void {
  sendFailure(response, code === 'rate-limited' ? { code, retryAfterS: RETRY_S } : { code });
}

/** Resolves once the call is in the ledger. */
export async function record(
  { context: { queue, clock, ledger } }: CallDesk,
  caller: Caller,
  call: AnyCall,
  result: string,
  concern: Concern = {},
): Promise<void> {
  const at = Math.round(clock.wallMs());
  const by = { party: caller.partner.id, person: caller.person };
  await queue.run((transaction) => enterCall(transaction, by, { call, result, at, ...concern }));
  await ledger.settle();
}

export function enterCall(
  transaction: Transaction,
  by: { readonly party: string; readonly person: string | null },
  call: Concern & { readonly call: AnyCall; readonly result: string; readonly at: number },
): Promise<void> {
  const { agreement = null, delivery = null, bytes = 0, ...about } = call;
  return insertCall(transaction, { id: randomBytes(16).toString('hex'), ...by, agreement, delivery, bytes, ...about });
}
