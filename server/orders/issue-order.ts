/** Giving orders: signed and kept in the caller's transaction, so that what led to an order and the order are durable together or not at all. */
import { randomBytes } from 'node:crypto';
import { personIdSchema, siteIdSchema } from '../access/vocabulary.ts';
import { recordAct } from '../acts/record-act.ts';
import type { Clock } from '../clock.ts';
import { reportDigest } from '../contract/envelope.ts';
import type { KioskId, TransactionId } from '../contract/field.ts';
import { CONFIRM_WITHIN_MS } from '../emergencies/confirm-within.ts';
import { ORDER_LIFETIMES_MS } from '../contract/order-vocabulary.ts';
import { mayOrder, orderBytes, orderSigningInput, type OrderCommand, type OrderPerson } from '../contract/order.ts';
import type { SigningKey } from '../keys/server-keys.ts';
import type { Transaction } from '../store/connection.ts';
import { insertManualOpening } from '../store/manual-openings.ts';
import { findOutcome } from '../store/grants.ts';
import { findKiosk } from '../store/kiosks.ts';
import { insertOrder } from '../store/orders.ts';
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
 * Signs an order and puts it and its ledger entry into `transaction`; it is on its way to the lane once that is committed. Throws
 * `ContractError` `invalid` for an order that the contract does not allow: without its transaction, without its second person, or for too long.
 */
export async function issueOrder(desk: OrderDesk, transaction: Transaction, wanted: WantedOrder): Promise<IssueAnswer> {
  const { kioskId, transactionId, order: command, person, second } = wanted;
  const persons = second === undefined ? [person] : [person, second];
  if (!mayOrder(command.kind, persons)) return { kind: 'refused', code: 'role-not-entitled' };
  const kiosk = await findKiosk(transaction, kioskId);
  if (kiosk === undefined || kiosk.disabledAt !== null) return { kind: 'refused', code: 'no-such-lane' };
  if (transactionId !== undefined && (await findOutcome(transaction, kioskId, transactionId)) === undefined) {
    return { kind: 'refused', code: 'no-such-referral' };
  }
  const issuedAt = Math.round(desk.clock.wallMs());
  const expires = issuedAt + ORDER_LIFETIMES_MS[command.kind];
  const payload = orderBytes({
    version: 1,
    nonce: randomBytes(16).toString('hex'),
    kioskId,
    ...(transactionId !== undefined && { transactionId }),
    command,
    persons,
    notBefore: issuedAt,
    expires,
  });
  const digest = reportDigest(payload);
  await insertOrder(transaction, {
    ...{ digest, kioskId, kind: command.kind, persons, issuedAt, expires, payload },
    transactionId: transactionId ?? null,
    signature: await desk.signer.sign(orderSigningInput(payload)),
  });
  if (command.kind === 'open-in-emergency' || command.kind === 'open-for-cause') {
    await insertManualOpening(transaction, {
      ...{
        digest,
        kind: command.kind,
        kioskId,
        cause: command.cause,
        openedBy: personIdSchema.parse(person.id),
        openedAt: issuedAt,
      },
      confirmBy: issuedAt + CONFIRM_WITHIN_MS,
    });
  }
  const [act, agreeing = act] = ORDER_ACTS[command.kind];
  for (const [index, { id, role }] of persons.entries()) {
    await recordAct(transaction, {
      ...{ person: personIdSchema.parse(id), role, act: index === 0 ? act : agreeing, result: 'done', at: issuedAt },
      target: { site: siteIdSchema.parse(kiosk.site), kioskId, ...(transactionId !== undefined && { transactionId }) },
      details: { order: command.kind, digest },
    });
  }
  // A transaction that is rolled back has given no order
  transaction.executionPromise.then(
    () => desk.onIssued(kioskId),
    () => undefined,
  );
  return { kind: 'issued', digest, expires };
}
