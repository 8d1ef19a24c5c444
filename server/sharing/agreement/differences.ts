/** The differences of two versions of an agreement as English sentences, clause by clause. Empty when nothing but the version differs. Pure. */
import type { AgreedList } from './agreed-lists.ts';
import {
  type AgreedCounts,
  type AgreedDataset,
  type AgreedDocuments,
  type AgreedListed,
  type Agreement,
  isCounted,
} from './agreement.ts';

const GRANULARITY_WORDS = { day: 'days', week: 'weeks', month: 'months' } as const;

export function differencesOf(before: Agreement, after: Agreement): string[] {
  return [
    ...partiesOf(before, after),
    ...changed('The purpose', before.purpose.term, after.purpose.term),
    ...changed('The statement of the purpose', quoted(before.purpose.statement), quoted(after.purpose.statement)),
    ...changed('The legal basis', before.legalBasis.term, after.legalBasis.term),
    ...changed('The legal instrument', quoted(before.legalBasis.instrument), quoted(after.legalBasis.instrument)),
    ...datasetsOf(before.datasets, after.datasets),
    ...takenLists(before.lists ?? [], after.lists ?? []),
    ...changed(
      'The time for which the partner may keep a delivery',
      days(before.retention.days),
      days(after.retention.days),
    ),
    ...changed('The time for a receipt', days(before.receiptDays), days(after.receiptDays)),
    ...lists('unit of the partner that may read deliveries', before.recipients, after.recipients),
    ...lists('receiver of onward transfers', onward(before), onward(after)),
    ...changed('The number of deliveries in a day', before.rate.deliveriesPerDay, after.rate.deliveriesPerDay),
    ...changed('The number of requests in an hour', before.rate.requestsPerHour, after.rate.requestsPerHour),
    ...changed('The number of bytes in a day', before.rate.bytesPerDay, after.rate.bytesPerDay),
    ...changed('The privacy budget', budget(before), budget(after)),
    ...changed('The first day', before.from, after.from),
    ...changed('The last day', before.until, after.until),
    ...changed('The agreement', before.id, after.id),
  ];
}

function partiesOf(before: Agreement, after: Agreement): string[] {
  return (['provider', 'recipient'] as const).flatMap((side) => {
    const [old, now] = [before.parties[side], after.parties[side]];
    if (old.party !== now.party) return [`The ${side} changes from ${old.party} to ${now.party}.`];
    return old.record === now.record ? [] : [`The ${side} ${now.party} has other keys or another address.`];
  });
}

function datasetsOf(before: readonly AgreedDataset[], after: readonly AgreedDataset[]): string[] {
  const removed = before
    .filter(({ dataset }) => after.every((one) => one.dataset !== dataset))
    .map(({ dataset }) => `The dataset ${dataset} is no longer delivered.`);
  const others = after.flatMap((now) => {
    const old = before.find(({ dataset }) => dataset === now.dataset);
    return old === undefined ? [`The dataset ${now.dataset} is added: ${describe(now)}.`] : datasetChanges(old, now);
  });
  const isReordered =
    removed.length === 0 &&
    before.length === after.length &&
    before.some(({ dataset }, at) => after[at]?.dataset !== dataset);
  return [...removed, ...others, ...(isReordered ? ['The datasets are listed in another order.'] : [])];
}

function datasetChanges(old: AgreedDataset, now: AgreedDataset): string[] {
  if (isCounted(old)) return isCounted(now) ? countsChanges(old, now) : [];
  if (old.dataset === 'documents') return now.dataset === 'documents' ? documentsChanges(old, now) : [];
  return now.dataset === 'listed-documents' ? listedChanges(old, now) : [];
}

function listedChanges(old: AgreedListed, now: AgreedListed): string[] {
  return [
    ...changed('The list of listed-documents', old.list.id, now.list.id),
    ...changed('The key of the list of listed-documents', old.list.publicKey, now.list.publicKey),
    ...changed('The smallest list of listed-documents', old.list.smallest, now.list.smallest),
    ...lists('issuing state of listed-documents', old.issuingStates, now.issuingStates),
    ...guardChanges('of listed-documents', old, now),
  ];
}

/** The clauses that protect each table of counts. */
function guardChanges(of: string, old: AgreedCounts | AgreedListed, now: AgreedCounts | AgreedListed): string[] {
  return [
    ...changed(`The smallest cell ${of}`, old.smallestCell, now.smallestCell),
    ...changed(`The delay ${of}`, days(old.delayDays), days(now.delayDays)),
    ...changed(`The protection ${of}`, protection(old), protection(now)),
  ];
}

function documentsChanges(old: AgreedDocuments, now: AgreedDocuments): string[] {
  return [
    ...lists('issuing state of documents', old.issuingStates, now.issuingStates),
    ...changed('The delay of documents', days(old.delayDays), days(now.delayDays)),
    ...changed('The key of the pseudonyms', old.pseudonym.keyCheck, now.pseudonym.keyCheck),
    ...changed('The key to which pseudonyms are sealed', old.pseudonym.sealTo, now.pseudonym.sealTo),
  ];
}

function countsChanges(old: AgreedCounts, now: AgreedCounts): string[] {
  const of = `of ${now.dataset}`;
  return [
    ...lists(
      `field ${of}`,
      old.fields.map(({ field }) => field),
      now.fields.map(({ field }) => field),
    ),
    ...now.fields.flatMap(({ field, values }) => {
      const earlier = old.fields.find((one) => one.field === field);
      return earlier === undefined ? [] : lists(`value of the field ${field} ${of}`, earlier.values, values);
    }),
    ...changed(`The period ${of}`, GRANULARITY_WORDS[old.granularity], GRANULARITY_WORDS[now.granularity]),
    ...guardChanges(of, old, now),
  ];
}

function takenLists(before: readonly AgreedList[], after: readonly AgreedList[]): string[] {
  const removed = before
    .filter(({ list }) => after.every((one) => one.list !== list))
    .map(({ list }) => `The list ${list} is no longer taken from the partner.`);
  const others = after.flatMap((now) => {
    const old = before.find(({ list }) => list === now.list);
    return old === undefined
      ? [`The list ${now.list} is taken from the partner: ${clausesOf(now).join(', ')}.`]
      : listChanges(old, now);
  });
  const isReordered =
    removed.length === 0 && before.length === after.length && before.some(({ list }, at) => after[at]?.list !== list);
  return [...removed, ...others, ...(isReordered ? ['The lists of the partner are in another order.'] : [])];
}

function listChanges(old: AgreedList, now: AgreedList): string[] {
  const of = `of the list ${now.list}`;
  return [
    ...changed(`The kind ${of}`, tags(old), tags(now)),
    ...changed(`The key of the owner ${of}`, old.signingKey, now.signingKey),
    ...changed(`The most documents ${of}`, old.mostDocuments, now.mostDocuments),
    ...changed(`The most bytes ${of}`, old.mostBytes, now.mostBytes),
    ...changed(`The share that may change at once ${of}`, share(old), share(now)),
    ...changed(`The greatest age on arrival ${of}`, hours(old), hours(now)),
    ...changed(`The purpose ${of}`, listPurpose(old), listPurpose(now)),
  ];
}

function clausesOf(one: AgreedList): string[] {
  return [
    tags(one),
    `signed with the key ${one.signingKey}`,
    `at most ${one.mostDocuments} documents`,
    `at most ${one.mostBytes} bytes`,
    `at most ${share(one)} changed at once`,
    `at most ${hours(one)} old on arrival`,
    `the purpose is ${listPurpose(one)}`,
  ];
}

function tags({ tags: one }: AgreedList): string {
  return one.variant === 'plain' ? 'plain' : `blind with the key ${one.publicKey}`;
}

function share({ mostChangedThousandths }: AgreedList): string {
  return `${mostChangedThousandths / 10} %`;
}

function hours({ oldestHours }: AgreedList): string {
  return oldestHours === 1 ? '1 hour' : `${oldestHours} hours`;
}

function listPurpose({ purpose }: AgreedList): string {
  return purpose === undefined ? 'that of the agreement' : `${purpose.term}, ${quoted(purpose.statement)}`;
}

function describe(dataset: AgreedDataset): string {
  if (dataset.dataset === 'listed-documents') {
    const { list, issuingStates, smallestCell, delayDays } = dataset;
    return `documents of ${issuingStates.join(', ')} by month that the blind list ${list.id} of at least ${list.smallest} documents contains, with the key ${list.publicKey}, cells from ${smallestCell}, after ${days(delayDays)}, with ${protection(dataset)}`;
  }
  if (!isCounted(dataset)) {
    const { issuingStates, delayDays, pseudonym } = dataset;
    return `monthly pseudonyms of documents of ${issuingStates.join(', ')}, after ${days(delayDays)}, with the key ${pseudonym.keyCheck}, sealed to ${pseudonym.sealTo}`;
  }
  const { fields, granularity, smallestCell, delayDays } = dataset;
  const names = fields.map(({ field, values }) => `${field} (${values.join(', ')})`).join(', ');
  return `${names}, by ${GRANULARITY_WORDS[granularity]}, cells from ${smallestCell}, after ${days(delayDays)}, with ${protection(dataset)}`;
}

function protection({ protection: one }: Pick<AgreedCounts, 'protection'>): string {
  return one.kind === 'suppression' ? 'suppression of small cells' : `noise of ε ${epsilon(one.epsilonThousandths)}`;
}

function budget({ privacyBudget }: Agreement): string {
  return privacyBudget === null
    ? 'none'
    : `ε ${epsilon(privacyBudget.epsilonThousandths)} in a ${privacyBudget.period}`;
}

function onward({ onwardTransfer }: Agreement): readonly string[] {
  return onwardTransfer.kind === 'none' ? [] : onwardTransfer.to;
}

function changed(name: string, before: string | number, after: string | number): string[] {
  if (before === after) return [];
  if (typeof before === 'number' && typeof after === 'number')
    return [`${name} ${after < before ? 'falls' : 'rises'} from ${before} to ${after}.`];
  return [`${name} changes from ${before} to ${after}.`];
}

function lists(name: string, before: readonly string[], after: readonly string[]): string[] {
  const removed = before.filter((one) => !after.includes(one)).map((one) => `The ${name} ${quoted(one)} is removed.`);
  const added = after.filter((one) => !before.includes(one)).map((one) => `The ${name} ${quoted(one)} is added.`);
  const isReordered = removed.length + added.length === 0 && before.some((one, at) => after[at] !== one);
  return [...removed, ...added, ...(isReordered ? [`The entries “${name}” are listed in another order.`] : [])];
}

function quoted(text: string): string {
  return `“${text}”`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function epsilon(thousandths: number): string {
  return String(thousandths / 1_000);
}
