/** Asks partners to delete deliveries. A request is a delivery too: sealed, in the ledger, and closed by the partner's signed statement. */
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { enter } from '../../records/ledger/entry/enter.ts';
import { findParty } from '../agreement/tables/party-table.ts';
import { versionsOf } from '../agreement/tables/agreement-table.ts';
import type { DeliveryContext } from './deliver.ts';
import { type DeletionReason, type DeliveryHead, fileDigest } from './delivery-file.ts';
import { sealDelivery } from './delivery-form.ts';
import { deletionsToAsk } from './tables/deletion-table.ts';
import {
  eraseSealed,
  findDelivery,
  insertDelivery,
  knownDeliveries,
  nameOf,
  pastRetention,
  sealedBeyondTime,
  type StoredDelivery,
} from './tables/delivery-table.ts';

const DAY_MS = 86_400_000;

/**
 * Asks for the deletion of each delivery that two people decided on or whose time at the partner has expired, and erases its file here.
 *
 * @returns the number of requests
 */
export async function requestDueDeletions(context: DeliveryContext): Promise<number> {
  const { knex, clock, queue, ledger } = context;
  const nowMs = Math.round(clock.wallMs());
  await eraseBeyondTime(context, nowMs);
  const asked = await knownDeliveries(knex, 'deletion');
  let made = 0;
  for (const [delivery, reason] of await dueDeletions(knex, nowMs)) {
    if (asked.has(nameOf(delivery))) continue;
    const request = await sealRequest(context, delivery, reason, nowMs);
    if (request === undefined) continue;
    const isNew = await queue.run((transaction) => storeRequest(transaction, delivery, request));
    if (isNew) made += 1;
  }
  if (made > 0) await ledger.settle();
  return made;
}

/** A partner without a record in use cannot be asked for its copy; the file here is erased nevertheless. */
async function eraseBeyondTime({ knex, queue, ledger }: DeliveryContext, nowMs: number): Promise<void> {
  const over = await sealedBeyondTime(knex, nowMs);
  if (over.length === 0) return;
  await queue.run(async (transaction) => {
    for (const digest of over) await eraseSealed(transaction, digest);
  });
  await ledger.settle();
}

/** The decisions first: each delivery is asked for once, with their reason. */
async function dueDeletions(database: Connection, nowMs: number): Promise<ReadonlyMap<StoredDelivery, DeletionReason>> {
  const due = new Map<StoredDelivery, DeletionReason>();
  const decided = new Set<string>();
  for (const { delivery: digest, reason } of await deletionsToAsk(database)) {
    const delivery = await findDelivery(database, digest);
    decided.add(digest);
    if (delivery !== undefined) due.set(delivery, reason);
  }
  for (const delivery of await pastRetention(database, nowMs))
    if (delivery.digest === null || !decided.has(delivery.digest)) due.set(delivery, 'retention-over');
  return due;
}

export interface SealedRequest {
  readonly file: Uint8Array;
  readonly head: DeliveryHead;
  readonly receiptDays: number;
}

/** Sealed to the key that the partner uses now. `undefined`: the partner has no record in use, or the file was never made. */
export async function sealRequest(
  { knex, signer }: Pick<DeliveryContext, 'knex' | 'signer'>,
  delivery: StoredDelivery,
  reason: DeletionReason,
  nowMs: number,
): Promise<SealedRequest | undefined> {
  const stored = await findParty(knex, delivery.party);
  const version = (await versionsOf(knex, delivery.agreement)).find(
    ({ agreement }) => agreement.version === delivery.version,
  );
  if (stored?.party.role !== 'partner' || version === undefined || delivery.digest === null) return undefined;
  const head: DeliveryHead = {
    form: 1,
    kind: 'deletion',
    agreement: { id: delivery.agreement, version: delivery.version, digest: delivery.agreementDigest },
    recipient: { party: delivery.party, record: stored.digest },
    dataset: delivery.dataset,
    period: delivery.period,
    madeAt: nowMs,
  };
  const { encryptionKey } = stored.party;
  const file = await sealDelivery(head, { form: 1, delivery: delivery.digest, reason }, { encryptionKey, signer });
  return { file, head, receiptDays: version.agreement.receiptDays };
}

/** `false`, without a change, when the deletion was asked for already. */
export async function storeRequest(
  transaction: Transaction,
  delivery: StoredDelivery,
  { file, head, receiptDays }: SealedRequest,
): Promise<boolean> {
  const digest = fileDigest(file);
  const { agreement, dataset, period, version, agreementDigest, party } = delivery;
  const isNew = await insertDelivery(
    transaction,
    {
      agreement,
      kind: 'deletion',
      dataset,
      period,
      version,
      agreementDigest,
      party,
      digest,
      about: delivery.digest,
      bytes: file.length,
      refusal: null,
      madeAt: head.madeAt,
      answerUntil: head.madeAt + receiptDays * DAY_MS,
      // Until the partner has answered
      keepUntil: null,
    },
    file,
  );
  if (!isNew) return false;
  if (delivery.digest !== null) await eraseSealed(transaction, delivery.digest);
  await enter(transaction, `export/${digest}`, {
    type: 'export',
    version: 1,
    actId: null,
    partner: party,
    agreement,
    record: 'deletion',
    format: 'hpke-json',
    digest,
    bytes: file.length,
    records: 1,
    at: head.madeAt,
  });
  return true;
}
