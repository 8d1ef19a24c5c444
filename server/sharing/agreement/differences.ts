/** The differences of two versions of an agreement as English sentences, clause by clause. Empty when nothing but the version differs. Pure. */
import { type AgreedCounts, type AgreedDataset, type AgreedDocuments, type Agreement, isCounted } from './agreement.ts';

const GRANULARITY_WORDS = { day: 'days', week: 'weeks', month: 'months' } as const;

export function differencesOf(before: Agreement, after: Agreement): string[] {
  return [
    ...partiesOf(before, after),
    ...changed('The purpose', before.purpose.term, after.purpose.term),
    ...changed('The statement of the purpose', quoted(before.purpose.statement), quoted(after.purpose.statement)),
    ...changed('The legal basis', before.legalBasis.term, after.legalBasis.term),
    ...changed('The legal instrument', quoted(before.legalBasis.instrument), quoted(after.legalBasis.instrument)),
    ...datasetsOf(before.datasets, after.datasets),
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
  return isCounted(now) ? [] : documentsChanges(old, now);
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
    ...changed(`The smallest cell ${of}`, old.smallestCell, now.smallestCell),
    ...changed(`The delay ${of}`, days(old.delayDays), days(now.delayDays)),
    ...changed(`The protection ${of}`, protection(old), protection(now)),
  ];
}

function describe(dataset: AgreedDataset): string {
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
