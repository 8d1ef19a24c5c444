/**
 * Delivers what is due. Counting and sealing take place outside a transaction. One transaction then judges the agreement again, spends the
 * budget, stores the sealed file and enters it in the ledger. After a crash, therefore, either all of it happened or none of it, and the
 * key of the row makes each delivery happen once. A sealed file that is not stored was never delivered.
 */
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { enter } from '../../records/ledger/entry/enter.ts';
import { tableOf } from '../agreement/agreed-table.ts';
import { type AgreedListed, type Agreement, isCounted } from '../agreement/agreement.ts';
import { isGenuine } from '../agreement/genuine.ts';
import { factsOf, partiesOf, type ReadAgreement } from '../agreement/in-force.ts';
import type { Partner } from '../agreement/party.ts';
import { listAgreements, versionsOf } from '../agreement/tables/agreement-table.ts';
import type { SeedPlace } from '../projection/noise.ts';
import { CellCounts, type CommittedSeed, project, type Projected } from '../projection/project.ts';
import { MAX_DOCUMENTS, type SealedDocuments, sealedDocuments } from '../projection/sealed-documents.ts';
import { sumListCounts } from './tables/list-count-table.ts';
import { countPseudonyms, erasePseudonyms, placeOf, readPseudonyms } from './tables/pseudonym-table.ts';
import { accountOf } from './budget-account.ts';
import { budgetPlaceOf, committedSeed, commitSeeds, placesToCommit } from './commit-seeds.ts';
import { type DeliveryHead, fileDigest } from './delivery-file.ts';
import { sealDelivery } from './delivery-form.ts';
import { type DueDelivery, dueDeliveries } from './due.ts';
import { countDataset } from './read-dataset.ts';
import { findCommitment, spend, spentIn } from './tables/budget-table.ts';
import { countSince, insertDelivery, knownDeliveries, nameOf, type NewDelivery } from './tables/delivery-table.ts';
import type { DeliveryRefusal } from './vocabulary.ts';

const DAY_MS = 86_400_000;

export type DeliveryContext = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'signer' | 'alarms'>;

export interface Deliverer {
  readonly context: DeliveryContext;
  /** 32 bytes: the seeds of noise are derived from it. */
  readonly noiseKey: Uint8Array;
}

/** Commits to the seeds that are missing. */
export async function commitDue({ context, noiseKey }: Deliverer): Promise<void> {
  const { knex, queue, clock, ledger } = context;
  const nowMs = Math.round(clock.wallMs());
  const missing: SeedPlace[] = [];
  for (const place of placesToCommit(await factsOf(knex, await listAgreements(knex)), nowMs))
    if ((await findCommitment(knex, place)) === undefined) missing.push(place);
  if (missing.length === 0) return;
  await queue.run((transaction) => commitSeeds(transaction, missing, { noiseKey, nowMs }));
  await ledger.settle();
}

/** Delivers all that is due and allowed today. @returns the number of deliveries made */
export async function deliverDue(deliverer: Deliverer): Promise<number> {
  const { knex, clock } = deliverer.context;
  const nowMs = Math.round(clock.wallMs());
  const known = await knownDeliveries(knex, 'counts');
  let made = 0;
  for (const due of dueDeliveries(await factsOf(knex, await listAgreements(knex)), nowMs)) {
    if (known.has(nameOf(keyOf(due)))) continue;
    if ((await deliver(deliverer, due, nowMs)) === 'delivered') made += 1;
  }
  return made;
}

/**
 * `known`: there is one. `not-now`: the agreement was paused or has ended in the meantime, has had its deliveries of today, or is not the one that both sides
 * signed.
 */
type Outcome = 'delivered' | 'known' | 'not-now' | DeliveryRefusal;

async function deliver(
  { context, noiseKey }: Deliverer,
  due: DueDelivery<ReadAgreement>,
  nowMs: number,
): Promise<Outcome> {
  const { knex, queue, ledger } = context;
  const { agreement } = due.facts;
  const recipient = await partnerOf(knex, agreement);
  if (recipient === undefined || !(await isGenuine(knex, due.facts))) return 'not-now';
  if (await isDayFull(knex, agreement, nowMs)) return 'not-now';
  const seed = await seedOf(knex, due, noiseKey);
  if (typeof seed === 'string') return refuse(context, due, seed, nowMs);
  const made = await contentOf(knex, due, seed);
  if (typeof made === 'string') return refuse(context, due, made, nowMs);
  const { content, records } = made;
  const head: DeliveryHead = {
    form: 1,
    kind: 'counts',
    agreement: content.agreement,
    recipient: { party: recipient.id, record: agreement.parties.recipient.record },
    dataset: due.dataset.dataset,
    period: due.period.name,
    madeAt: nowMs,
  };
  const { encryptionKey } = recipient;
  const file = await sealDelivery(head, content, { encryptionKey, signer: context.signer });
  const digest = fileDigest(file);
  const outcome = await queue.run(async (transaction): Promise<Outcome> => {
    if (!(await isStillDue(transaction, due, nowMs)) || (await isDayFull(transaction, agreement, nowMs)))
      return 'not-now';
    const row = { ...rowOf(due, nowMs), digest, bytes: file.length };
    if (!(await isAffordable(transaction, due))) return 'budget-spent';
    if (!(await takePseudonyms(transaction, due, records))) return 'not-now';
    if (!(await insertDelivery(transaction, row, file))) return 'known';
    await spendFor(transaction, due, nowMs);
    await enter(transaction, `export/${digest}`, {
      type: 'export',
      version: 1,
      actId: null,
      partner: recipient.id,
      agreement: agreement.id,
      record: due.dataset.dataset,
      format: 'hpke-json',
      digest,
      bytes: file.length,
      records,
      at: nowMs,
    });
    return 'delivered';
  });
  if (outcome === 'budget-spent') return refuse(context, due, outcome, nowMs);
  await ledger.settle();
  return outcome;
}

interface Content {
  readonly content: Projected | SealedDocuments;
  /** Cells, or sealed pseudonyms. */
  readonly records: number;
}

async function contentOf(
  database: Connection,
  { facts: { agreement, digest }, dataset, period }: DueDelivery<ReadAgreement>,
  seed: CommittedSeed | undefined,
): Promise<Content | DeliveryRefusal> {
  if (dataset.dataset !== 'documents') {
    const counts = isCounted(dataset)
      ? await countDataset(database, dataset, period)
      : await countListed(database, dataset, { digest, period });
    const content = project(agreement, tableOf(dataset), { period, counts, seed });
    return { content, records: content.cells.length };
  }
  const sealed = await readPseudonyms(database, placeOf(digest, period));
  if (sealed.length > MAX_DOCUMENTS) return 'too-many-documents';
  return { content: sealedDocuments(agreement, period, sealed), records: sealed.length };
}

/** Adds up what lanes sent within the agreed delay. A later sum gives the same result. */
async function countListed(
  database: Connection,
  dataset: AgreedListed,
  { digest, period }: { readonly digest: string; readonly period: DueDelivery['period'] },
): Promise<CellCounts> {
  const arrivedBefore = period.to + dataset.delayDays * DAY_MS;
  const { compared, found } = await sumListCounts(database, placeOf(digest, period), arrivedBefore);
  const counts = new CellCounts(tableOf(dataset));
  counts.add({ comparison: 'found' }, found);
  counts.add({}, compared - found);
  return counts;
}

/** Erases the sealed pseudonyms that the file holds. `false`, without a change: others came in the meantime, and the next run takes them too. */
async function takePseudonyms(
  transaction: Transaction,
  { facts: { digest }, dataset, period }: DueDelivery<ReadAgreement>,
  records: number,
): Promise<boolean> {
  if (dataset.dataset !== 'documents') return true;
  const place = placeOf(digest, period);
  if ((await countPseudonyms(transaction, place)) !== records) return false;
  await erasePseudonyms(transaction, place);
  return true;
}

/** Records that nothing is delivered, with an alarm, once. It stays so: the budget and the commitment belong to that time. */
async function refuse(
  { queue, alarms, ledger }: DeliveryContext,
  due: DueDelivery<ReadAgreement>,
  refusal: DeliveryRefusal,
  nowMs: number,
): Promise<Outcome> {
  const alarm = await queue.run(async (transaction): Promise<Alarm | undefined> => {
    const row: NewDelivery = { ...rowOf(due, nowMs), refusal, answerUntil: null, keepUntil: null };
    if (!(await insertDelivery(transaction, row, undefined))) return undefined;
    const about = `${refusal}/${due.dataset.dataset}`;
    const noKiosk = { kioskId: null, fromSequence: null, toSequence: null };
    return raiseAndEnter(transaction, { kind: 'sharing-delivery-refused', ...noKiosk, about }, nowMs);
  });
  if (alarm !== undefined) alarms.announce(alarm);
  await ledger.settle();
  return refusal;
}

async function partnerOf(database: Connection, agreement: Agreement): Promise<Partner | undefined> {
  const recipient = (await partiesOf(database, agreement))?.recipient;
  return recipient?.role === 'partner' ? recipient : undefined;
}

/** `undefined`: the dataset has no noise. */
async function seedOf(
  database: Connection,
  { facts: { agreement }, dataset, period }: DueDelivery,
  noiseKey: Uint8Array,
): Promise<CommittedSeed | DeliveryRefusal | undefined> {
  if (dataset.protection.kind !== 'noise') return undefined;
  const { privacyBudget } = agreement;
  if (privacyBudget === null) return 'budget-spent';
  return committedSeed(database, budgetPlaceOf(agreement, privacyBudget, period), { noiseKey, period });
}

async function isAffordable(
  database: Connection,
  { facts: { agreement }, dataset, period }: DueDelivery,
): Promise<boolean> {
  if (dataset.protection.kind !== 'noise') return true;
  const { privacyBudget } = agreement;
  if (privacyBudget === null) return false;
  const spent = await spentIn(database, accountOf(agreement, privacyBudget, period.from));
  return spent + dataset.protection.epsilonThousandths <= privacyBudget.epsilonThousandths;
}

async function spendFor(
  transaction: Transaction,
  { facts: { agreement }, dataset, period }: DueDelivery,
  at: number,
): Promise<void> {
  const { privacyBudget } = agreement;
  if (dataset.protection.kind !== 'noise' || privacyBudget === null) return;
  const { epsilonThousandths } = dataset.protection;
  const place = budgetPlaceOf(agreement, privacyBudget, period);
  await spend(transaction, { ...place, dataset: dataset.dataset, period: period.name, epsilonThousandths, at });
}

/** Whether the agreement has had its deliveries of the day (UTC). The others follow on the next days. */
async function isDayFull(database: Connection, { id, rate }: Agreement, nowMs: number): Promise<boolean> {
  return (await countSince(database, id, Math.floor(nowMs / DAY_MS) * DAY_MS)) >= rate.deliveriesPerDay;
}

/** Two people may have paused or ended the agreement, or replaced a key, while the counts were made. */
async function isStillDue(database: Connection, due: DueDelivery<ReadAgreement>, nowMs: number): Promise<boolean> {
  const { agreement, digest } = due.facts;
  const versions = await factsOf(database, await versionsOf(database, agreement.id));
  return dueDeliveries(versions, nowMs).some(
    ({ facts, dataset, period }) =>
      facts.digest === digest && dataset.dataset === due.dataset.dataset && period.name === due.period.name,
  );
}

function keyOf({ facts: { agreement }, dataset, period }: DueDelivery) {
  return { agreement: agreement.id, kind: 'counts', dataset: dataset.dataset, period: period.name } as const;
}

function rowOf(due: DueDelivery<ReadAgreement>, madeAt: number): NewDelivery {
  const { agreement, digest } = due.facts;
  return {
    ...keyOf(due),
    version: agreement.version,
    agreementDigest: digest,
    party: agreement.parties.recipient.party,
    digest: null,
    about: null,
    bytes: 0,
    refusal: null,
    madeAt,
    answerUntil: madeAt + agreement.receiptDays * DAY_MS,
    keepUntil: madeAt + agreement.retention.days * DAY_MS,
  };
}
