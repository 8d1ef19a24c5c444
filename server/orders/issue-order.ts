/** Giving orders: signed and kept in the caller's transaction, so that what led to an order and the order are durable together or not at all. */
import { randomBytes } from 'node:crypto';
import { personIdSchema, siteIdSchema } from '../access/vocabulary.ts';
import { recordAct } from '../acts/record-act.ts';
import type { Clock } from '../base/clock.ts';
import { reportDigest } from '../contract/envelope.ts';
import type { KioskId, TransactionId } from '../contract/field.ts';
import { CONFIRM_WITHIN_MS } from './confirm-within.ts';
import type { Assertion } from '../contract/assertion.ts';
import { isAsserted, ORDER_BROUGHT_FOR_MS, ORDER_LIFETIMES_MS } from '../contract/order-vocabulary.ts';
import {
  mayOrder,
  type Order,
  orderBytes,
  type OrderCommand,
  type OrderPerson,
  orderSigningInput,
  readOrder,
} from '../contract/order.ts';
import type { SigningKey } from '../keys/server-keys.ts';
import type { ActDetails } from '../ledger/entry/entry.ts';
import type { Connection, Transaction } from '../database/connection.ts';

import { insertManualOpening } from './manual-openings.ts';
import { findOutcome } from '../evidence/grant-table.ts';
import { findKiosk } from '../kiosks/kiosks.ts';
import { insertOrder } from './order-table.ts';
import { ORDER_ACTS } from './order-acts.ts';

/** What giving an order needs of the server. */
export interface OrderDesk {
  readonly clock: Clock;
  readonly signer: SigningKey;
  /** Told after the caller's transaction was committed. */
  readonly onIssued: (kioskId: KioskId) => void;
}

export interface WantedOrder {
  readonly kioskId: KioskId;
  /** For an order about one traveller. */
  readonly transactionId?: TransactionId | undefined;
  readonly order: OrderCommand;
  /** Who gives it. Whether they may is the caller's to have judged; the lane judges role and number again. */
  readonly person: OrderPerson;
  /** Who agreed, where two people are needed. */
  readonly second?: OrderPerson | undefined;
}

export type IssueRefusal =
  /** No such lane, or one that is disabled. */
  | 'no-such-lane'
  /** The lane has not referred anybody under this number. */
  | 'no-such-referral'
  | 'role-not-entitled';

export type IssueAnswer =
  /** `digest`: SHA-256 of the order's bytes, hex, by which the lane's report and the list of orders name it. */
  | { readonly kind: 'issued'; readonly digest: string; readonly expires: number }
  | { readonly kind: 'refused'; readonly code: IssueRefusal };

/**
 * Signs an order that moves no gate and puts it, one act for each of its people and their ledger entries into `transaction`; it is on its way to
 * the lane once that is committed.
 * Throws `ContractError` `invalid` for an order that the contract does not allow: without its transaction, without its second person, or for
 * too long; and `TypeError` for one that moves a gate.
 */
export async function issueOrder(desk: OrderDesk, transaction: Transaction, wanted: WantedOrder): Promise<IssueAnswer> {
  if (isAsserted(wanted.order.kind))
    throw new TypeError('an order that moves a gate is drafted, and signed by a person');
  const code = await against(transaction, wanted);
  if (code !== undefined) return { kind: 'refused', code };
  const order = compose(desk.clock, wanted);
  return issue(desk, transaction, { order, payload: orderBytes(order), assertion: null });
}

/** An order that its person has not signed yet. Nothing of it is kept, and no lane hears of it. */
export type DraftAnswer =
  | { readonly kind: 'drafted'; readonly order: Order; readonly payload: Uint8Array; readonly digest: string }
  | { readonly kind: 'refused'; readonly code: IssueRefusal };

/** Composes an order that moves a gate. Throws as `issueOrder` does. */
export async function draftOrder(
  { clock }: Pick<OrderDesk, 'clock'>,
  database: Connection,
  wanted: WantedOrder,
): Promise<DraftAnswer> {
  const code = await against(database, wanted);
  if (code !== undefined) return { kind: 'refused', code };
  const order = compose(clock, wanted);
  const payload = orderBytes(order);
  return { kind: 'drafted', order, payload, digest: reportDigest(payload) };
}

/**
 * Signs the very bytes that were drafted, with the assertion of the person who gives the order, which the caller has verified. As `issueOrder`
 * otherwise; what may have changed since the draft is judged again.
 */
export async function issueDrafted(
  desk: OrderDesk,
  transaction: Transaction,
  { payload, assertion }: { readonly payload: Uint8Array; readonly assertion: Assertion },
): Promise<IssueAnswer> {
  const read = readOrder(payload);
  if (read.kind === 'refused') throw new TypeError('only what was drafted here is issued');
  const { kioskId, transactionId, command, persons } = read.message;
  const [person, second] = persons;
  if (person === undefined) throw new TypeError('the contract lets no order be without a person');
  const code = await against(transaction, { kioskId, transactionId, order: command, person, second });
  return code === undefined
    ? issue(desk, transaction, { order: read.message, payload, assertion })
    : { kind: 'refused', code };
}

async function against(database: Connection, wanted: WantedOrder): Promise<IssueRefusal | undefined> {
  const { kioskId, transactionId, order, person, second } = wanted;
  if (!mayOrder(order.kind, second === undefined ? [person] : [person, second])) return 'role-not-entitled';
  const kiosk = await findKiosk(database, kioskId);
  if (kiosk === undefined || kiosk.disabledAt !== null) return 'no-such-lane';
  const isUnknown = transactionId !== undefined && (await findOutcome(database, kioskId, transactionId)) === undefined;
  return isUnknown ? 'no-such-referral' : undefined;
}

function compose(clock: Clock, { kioskId, transactionId, order: command, person, second }: WantedOrder): Order {
  const notBefore = Math.round(clock.wallMs());
  return {
    version: 1,
    nonce: randomBytes(16).toString('hex'),
    kioskId,
    ...(transactionId !== undefined && { transactionId }),
    command,
    persons: second === undefined ? [person] : [person, second],
    notBefore,
    expires: notBefore + ORDER_LIFETIMES_MS[command.kind],
  };
}

interface ReadyOrder {
  readonly order: Order;
  readonly payload: Uint8Array;
  readonly assertion: Assertion | null;
}

async function issue(
  desk: OrderDesk,
  transaction: Transaction,
  { order, payload, assertion }: ReadyOrder,
): Promise<IssueAnswer> {
  const { kioskId, transactionId, command, persons } = order;
  const { kind } = command;
  const issuedAt = Math.round(desk.clock.wallMs());
  // It is brought to the lane for a shorter time than its person had to sign it
  const expires = isAsserted(kind) ? Math.min(order.expires, issuedAt + ORDER_BROUGHT_FOR_MS[kind]) : order.expires;
  const digest = reportDigest(payload);
  await insertOrder(transaction, {
    ...{ digest, kioskId, kind, persons, issuedAt, expires, payload, assertion },
    transactionId: transactionId ?? null,
    signature: await desk.signer.sign(orderSigningInput(payload)),
  });
  if (command.kind === 'open-in-emergency' || command.kind === 'open-for-cause') {
    const { kind: opening, cause } = command;
    const openedBy = personIdSchema.parse(persons[0]?.id);
    await insertManualOpening(transaction, {
      ...{ digest, kind: opening, kioskId, cause, openedBy, openedAt: issuedAt },
      confirmBy: issuedAt + CONFIRM_WITHIN_MS,
    });
  }
  const kiosk = await findKiosk(transaction, kioskId);
  const [act, agreeing = act] = ORDER_ACTS[kind];
  for (const [index, { id, role }] of persons.entries()) {
    await recordAct(transaction, {
      ...{ person: personIdSchema.parse(id), role, act: index === 0 ? act : agreeing, result: 'done', at: issuedAt },
      target: { site: siteIdSchema.parse(kiosk?.site), kioskId, ...(transactionId !== undefined && { transactionId }) },
      details: { order: kind, digest, ...whyOf(command) },
    });
  }
  // A transaction that is rolled back has given no order
  transaction.executionPromise.then(
    () => desk.onIssued(kioskId),
    () => undefined,
  );
  return { kind: 'issued', digest, expires };
}

function whyOf(command: OrderCommand): ActDetails {
  if ('cause' in command) return { cause: command.cause };
  return 'reason' in command ? { reason: command.reason } : {};
}
