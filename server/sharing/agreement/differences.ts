/** The differences of two versions of an agreement, clause by clause. Pure. */
import type { AgreedList } from './agreed-lists.ts';
import { type AgreedDataset, type Agreement, isCounted } from './agreement.ts';
import { type Clause, CLAUSE_TEXTS } from './clauses.ts';

type Value = string | number;

/** Absent values: `null` before, it is added; `null` after, it is removed; both, the entries are in another order. */
export interface Difference {
  readonly clause: Clause;
  /** The dataset, the dataset and the field, or the list that the clause belongs to; empty: the agreement. */
  readonly of: readonly string[];
  readonly before: Value | null;
  readonly after: Value | null;
}

interface Term extends Pick<Difference, 'clause' | 'of'> {
  readonly value: Value;
}

/** Clauses of several entries. Each entry is agreed separately. */
const ENTRIES: ReadonlySet<Clause> = new Set(['dataset', 'field', 'value', 'state', 'list', 'reader', 'receiver']);

/** Empty when nothing but the version differs. */
export function differencesOf(before: Agreement, after: Agreement): Difference[] {
  const [old, now] = [termsOf(before), termsOf(after)];
  const [olds, nows] = [byKey(old), byKey(now)];
  const removed = old.filter((term) => !nows.has(keyOf(term)));
  const gone = new Set(
    removed.flatMap(({ clause, of, value }) => (ENTRIES.has(clause) ? [[...of, value].join('/')] : [])),
  );
  return [
    ...removed
      // The clauses of an entry go with it
      .filter(({ of }) => !of.some((_part, at) => gone.has(of.slice(0, at + 1).join('/'))))
      .map(({ clause, of, value }): Difference => ({ clause, of, before: value, after: null })),
    ...now.flatMap(({ clause, of, value }, at): Difference[] => {
      const earlier = olds.get(keyOf(now[at]!))?.value ?? null;
      return earlier === value ? [] : [{ clause, of, before: earlier, after: value }];
    }),
    ...reordered(old, now),
  ];
}

/** One line in English, with the names of the file. */
export function englishOf({ clause, of, before, after }: Difference): string {
  const [text = ''] = CLAUSE_TEXTS[clause].split(' ## ');
  const name = of.length === 0 ? text : `${text} (${of.join(', ')})`;
  if (before === null && after === null) return `${name}: in another order`;
  if (before === null) return `${name}: ${after} is added`;
  return after === null ? `${name}: ${before} is removed` : `${name}: ${before} → ${after}`;
}

const keyOf = ({ clause, of, value }: Term): string =>
  JSON.stringify([clause, of, ...(ENTRIES.has(clause) ? [value] : [])]);

const byKey = (terms: readonly Term[]): ReadonlyMap<string, Term> => new Map(terms.map((one) => [keyOf(one), one]));

/** Entries that are the same and stand in another order. */
function reordered(old: readonly Term[], now: readonly Term[]): Difference[] {
  const groups = new Map<string, Term>();
  for (const one of now) if (ENTRIES.has(one.clause)) groups.set(JSON.stringify([one.clause, one.of]), one);
  return [...groups.values()].flatMap(({ clause, of }) => {
    const valuesIn = (terms: readonly Term[]) =>
      terms.filter((one) => one.clause === clause && one.of.join('/') === of.join('/')).map(({ value }) => value);
    const [earlier, later] = [valuesIn(old), valuesIn(now)];
    const isSame = earlier.length === later.length && earlier.every((one) => later.includes(one));
    return isSame && earlier.some((one, at) => one !== later[at]) ? [{ clause, of, before: null, after: null }] : [];
  });
}

/** All that is agreed, except the version. */
function termsOf(agreement: Agreement): Term[] {
  const { parties, purpose, legalBasis, datasets, lists = [], onwardTransfer, rate, privacyBudget } = agreement;
  const one = (clause: Clause, value: Value): Term => ({ clause, of: [], value });
  return [
    one('provider', parties.provider.party),
    one('provider-record', parties.provider.record),
    one('recipient', parties.recipient.party),
    one('recipient-record', parties.recipient.record),
    one('purpose', purpose.term),
    one('purpose-statement', purpose.statement),
    one('legal-basis', legalBasis.term),
    one('instrument', legalBasis.instrument),
    ...datasets.flatMap((dataset) => [one('dataset', dataset.dataset), ...datasetTerms(dataset)]),
    ...lists.flatMap((list) => [one('list', list.list), ...listTerms(list)]),
    one('retention', agreement.retention.days),
    one('receipt', agreement.receiptDays),
    ...agreement.recipients.map((unit) => one('reader', unit)),
    ...(onwardTransfer.kind === 'none' ? [] : onwardTransfer.to.map((receiver) => one('receiver', receiver))),
    one('deliveries-per-day', rate.deliveriesPerDay),
    one('requests-per-hour', rate.requestsPerHour),
    one('bytes-per-day', rate.bytesPerDay),
    ...(privacyBudget === null
      ? []
      : [one('budget', privacyBudget.epsilonThousandths / 1_000), one('budget-period', privacyBudget.period)]),
    one('from', agreement.from),
    one('until', agreement.until),
    one('id', agreement.id),
  ];
}

function datasetTerms(dataset: AgreedDataset): Term[] {
  const of = [dataset.dataset];
  const one = (clause: Clause, value: Value): Term => ({ clause, of, value });
  const common = [one('period', dataset.granularity), one('delay', dataset.delayDays)];
  if (dataset.dataset === 'documents') {
    const { issuingStates, pseudonym } = dataset;
    const keys = [one('pseudonym-key', pseudonym.keyCheck), one('pseudonym-seal', pseudonym.sealTo)];
    return [...issuingStates.map((state) => one('state', state)), ...common, ...keys];
  }
  const { protection, smallestCell } = dataset;
  const guarded = [
    ...common,
    one('smallest-cell', smallestCell),
    ...(protection.kind === 'noise' ? [one('noise', protection.epsilonThousandths / 1_000)] : []),
  ];
  if (isCounted(dataset))
    return [
      ...dataset.fields.flatMap(({ field, values }) => [
        one('field', field),
        ...values.map((value): Term => ({ clause: 'value', of: [dataset.dataset, field], value })),
      ]),
      ...guarded,
    ];
  const { list, issuingStates } = dataset;
  return [
    one('compared-list', list.id),
    one('compared-key', list.publicKey),
    one('compared-smallest', list.smallest),
    ...issuingStates.map((state) => one('state', state)),
    ...guarded,
  ];
}

function listTerms({ list, tags, purpose, ...terms }: AgreedList): Term[] {
  const one = (clause: Clause, value: Value): Term => ({ clause, of: [list], value });
  return [
    one('list-variant', tags.variant),
    ...(tags.variant === 'blind' ? [one('list-blind-key', tags.publicKey)] : []),
    one('list-owner-key', terms.signingKey),
    one('list-documents', terms.mostDocuments),
    one('list-bytes', terms.mostBytes),
    one('list-share', terms.mostChangedThousandths / 10),
    one('list-age', terms.oldestHours),
    ...(purpose === undefined
      ? []
      : [one('list-purpose', purpose.term), one('list-purpose-statement', purpose.statement)]),
  ];
}
