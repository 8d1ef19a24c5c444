/** Issues orders: signed and stored in the caller's transaction, so that an order and its reason are durable together or not at all. */
import type { Mode } from '../../../hardware/host/mode.ts';
import { type Marked, markOf } from '../../contract/rehearsal.ts';
import { randomBytes } from 'node:crypto';
import { personIdSchema, siteIdSchema } from '../../platform/access/vocabulary.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { reportDigest } from '../../contract/envelope.ts';
import type { KioskId, TransactionId } from '../../contract/field.ts';
import {
  isAsserted,
  ORDER_ASSERTED_BY_BOTH,
  ORDER_BROUGHT_FOR_MS,
  ORDER_LIFETIMES_MS,
} from '../../contract/order-vocabulary.ts';
import {
  mayOrder,
  type Order,
  orderBytes,
  type OrderCommand,
  type OrderPerson,
  orderSigningInput,
  readOrder,
} from '../../contract/order.ts';
import type { OrderAssertion } from '../../contract/site-order.ts';
import type { SigningKey } from '../../platform/keys/server-keys.ts';
import type { ActDetails } from '../../records/ledger/entry/entry.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';

import { insertManualOpening } from './manual-openings.ts';
import { findOutcome } from '../evidence/grant-table.ts';
import { findKiosk } from '../../records/kiosks/kiosks.ts';
import { insertOrder } from './order-table.ts';
import { ORDER_ACTS } from './order-acts.ts';

/** Time for another person to review an opening, ms. Minutes, so that one person cannot misuse it for a whole shift. */
export const CONFIRM_WITHIN_MS = 10 * 60_000;

/** Dependencies of issuing an order. */
export interface OrderDesk {
  readonly clock: Clock;
  readonly mode: Mode;
  readonly signer: SigningKey;
  /** Called after the caller's transaction has committed. */
  readonly onIssued: (kioskId: KioskId) => void;
}

export interface WantedOrder {
  readonly kioskId: KioskId;
  /** For an order about one traveller. */
  readonly transactionId?: TransactionId | undefined;
  readonly order: OrderCommand;
  /** The person who gives the order. The caller has checked the permission; the lane checks role and number again. */
  readonly person: OrderPerson;
  /** The person who agreed, for an order of two people. */
  readonly second?: OrderPerson | undefined;
  /** The signatures of both people, for an order that relaxes checks. */
  readonly assertion?: OrderAssertion | undefined;
  /**
   * Id of the session in which the last of them acts; the first of two acted before. `null` when the server gives the order later, by what they
   * signed, which is not their act: the caller records one of the server.
   */
  readonly session: string | null;
}

/** The parts of an order that its bytes state. */
type OrderContent = Omit<WantedOrder, 'session'>;

export type IssueRefusal =
  /** The lane is unknown or disabled. */
  | 'no-such-lane'
  /** The lane has no referral with this transaction id. */
  | 'no-such-referral'
  | 'role-not-entitled';

export type IssueAnswer =
  /** `digest`: SHA-256 of the order's bytes, hex, used in the lane's report and the list of orders. */
  | { readonly kind: 'issued'; readonly digest: string; readonly expires: number }
  | { readonly kind: 'refused'; readonly code: IssueRefusal };

/**
 * Signs an order that moves no gate and stores it in `transaction`, with the act of the person who gives it, or who completes it. Delivery starts
 * after the commit. Throws `ContractError` `invalid` for an order that the contract forbids (no transaction id, no second person, too
 * long), and `TypeError` for one that moves a gate, or that relaxes checks without the assertions of both people.
 */
export async function issueOrder(desk: OrderDesk, transaction: Transaction, wanted: WantedOrder): Promise<IssueAnswer> {
  if (isAsserted(wanted.order.kind))
    throw new TypeError('an order that moves a gate must be drafted and signed by a person');
  const isOfBoth = wanted.assertion?.second !== undefined;
  if ((wanted.order.kind === ORDER_ASSERTED_BY_BOTH) !== isOfBoth)
    throw new TypeError('an order that relaxes checks, and no other, carries what both people signed');
  const code = await against(transaction, wanted);
  if (code !== undefined) return { kind: 'refused', code };
  const order = composeOrder(newTerms(desk), wanted);
  const assertion = wanted.assertion ?? null;
  return issue(desk, transaction, { order, payload: orderBytes(order), assertion, session: wanted.session });
}

/** An unsigned order. It is not stored, and not sent to a lane. */
export type DraftAnswer =
  | { readonly kind: 'drafted'; readonly order: Order; readonly payload: Uint8Array; readonly digest: string }
  | { readonly kind: 'refused'; readonly code: IssueRefusal };

/** Drafts an order that moves a gate. Throws as `issueOrder` does. */
export async function draftOrder(
  desk: Pick<OrderDesk, 'clock' | 'mode'>,
  database: Connection,
  wanted: OrderContent,
): Promise<DraftAnswer> {
  const code = await against(database, wanted);
  if (code !== undefined) return { kind: 'refused', code };
  const order = composeOrder(newTerms(desk), wanted);
  const payload = orderBytes(order);
  return { kind: 'drafted', order, payload, digest: reportDigest(payload) };
}

/**
 * Issues the drafted bytes with the assertion of the person who gives the order, which the caller has verified. Checks again what may have
 * changed since the draft; otherwise as `issueOrder`.
 */
export async function issueDrafted(
  desk: OrderDesk,
  transaction: Transaction,
  { payload, assertion, session, at, signature }: SignedDraft,
): Promise<IssueAnswer> {
  const read = readOrder(payload);
  if (read.kind === 'refused') throw new TypeError('the bytes are not a draft of this server');
  const { kioskId, transactionId, command, persons } = read.message;
  const [person, second] = persons;
  if (person === undefined) throw new TypeError('an order has no person');
  const code = await against(transaction, { kioskId, transactionId, order: command, person, second });
  return code === undefined
    ? issue(desk, transaction, { order: read.message, payload, assertion, session, at, signature })
    : { kind: 'refused', code };
}

async function against(database: Connection, wanted: OrderContent): Promise<IssueRefusal | undefined> {
  const { kioskId, transactionId, order, person, second } = wanted;
  if (!mayOrder(order.kind, second === undefined ? [person] : [person, second])) return 'role-not-entitled';
  const kiosk = await findKiosk(database, kioskId);
  if (kiosk === undefined || kiosk.disabledAt !== null) return 'no-such-lane';
  const isUnknown = transactionId !== undefined && (await findOutcome(database, kioskId, transactionId)) === undefined;
  return isUnknown ? 'no-such-referral' : undefined;
}

/** When an order begins, the number that makes it unique, and the mark of a rehearsal. */
export interface OrderTerms extends Marked {
  /** 128 bits in hex, unpredictable. */
  readonly nonce: string;
  readonly notBefore: number;
}

function newTerms({ clock, mode }: Pick<OrderDesk, 'clock' | 'mode'>): OrderTerms {
  return { nonce: randomBytes(16).toString('hex'), notBefore: Math.round(clock.wallMs()), ...markOf(mode) };
}

export function composeOrder(
  { nonce, notBefore, ...mark }: OrderTerms,
  { kioskId, transactionId, order: command, person, second }: OrderContent,
): Order {
  return {
    version: 1,
    nonce,
    kioskId,
    ...mark,
    ...(transactionId !== undefined && { transactionId }),
    command,
    persons: second === undefined ? [person] : [person, second],
    notBefore,
    expires: notBefore + ORDER_LIFETIMES_MS[command.kind],
  };
}

/** The server's signature of an order, for orders that are signed before their transaction: many of them would keep it open too long. */
export async function signOrder({ signer }: Pick<OrderDesk, 'signer'>, payload: Uint8Array): Promise<Uint8Array> {
  return signer.sign(orderSigningInput(payload));
}

export interface SignedDraft {
  readonly payload: Uint8Array;
  readonly assertion: OrderAssertion;
  /** As in `WantedOrder`. */
  readonly session: string | null;
  /** The moment of orders that are given together, wall ms. Default: now. */
  readonly at?: number | undefined;
  /** From `signOrder`. Default: signed in the transaction. */
  readonly signature?: Uint8Array | undefined;
}

interface ReadyOrder {
  readonly order: Order;
  readonly payload: Uint8Array;
  readonly assertion: OrderAssertion | null;
  readonly session: string | null;
  readonly at?: number | undefined;
  readonly signature?: Uint8Array | undefined;
}

async function issue(
  desk: OrderDesk,
  transaction: Transaction,
  { order, payload, assertion, session, at, signature }: ReadyOrder,
): Promise<IssueAnswer> {
  const { kioskId, transactionId, command, persons } = order;
  const { kind } = command;
  const issuedAt = at ?? Math.round(desk.clock.wallMs());
  // The lane must get it within a shorter time than the person had to sign it
  const expires = isAsserted(kind) ? Math.min(order.expires, issuedAt + ORDER_BROUGHT_FOR_MS[kind]) : order.expires;
  const digest = reportDigest(payload);
  await insertOrder(transaction, {
    digest,
    kioskId,
    kind,
    persons,
    issuedAt,
    expires,
    payload,
    assertion,
    transactionId: transactionId ?? null,
    signature: signature ?? (await signOrder(desk, payload)),
  });
  if (command.kind === 'open-in-emergency' || command.kind === 'open-for-cause') {
    const { kind: opening, cause } = command;
    const openedBy = personIdSchema.parse(persons[0]?.id);
    await insertManualOpening(transaction, {
      digest,
      kind: opening,
      kioskId,
      cause,
      openedBy,
      openedAt: issuedAt,
      confirmBy: issuedAt + CONFIRM_WITHIN_MS,
    });
  }
  const kiosk = await findKiosk(transaction, kioskId);
  const [act, acting, first] = [ORDER_ACTS[kind], persons.at(-1), persons.length > 1 ? persons[0] : undefined];
  if (act !== null && acting !== undefined) {
    const { id, role } = acting;
    await recordAct(transaction, {
      person: personIdSchema.parse(id),
      session,
      role,
      act,
      result: 'done',
      at: issuedAt,
      target: { site: siteIdSchema.parse(kiosk?.site), kioskId, ...(transactionId !== undefined && { transactionId }) },
      details: { order: kind, digest, ...(first !== undefined && { proposedBy: first.id }), ...whyOf(command) },
    });
  }
  // A transaction that is rolled back issues no order
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
