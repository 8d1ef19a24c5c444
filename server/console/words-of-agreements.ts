/** Words for agreements with partners: for the console's pages, for approvers and for the portal of partners. Complete by type. */
import type { AgreedList } from '../sharing/agreement/agreed-lists.ts';
import type { AgreedListed } from '../sharing/agreement/agreement.ts';
import type { SharingView } from '../sharing/agreement/answers.ts';
import type {
  BudgetPeriod,
  Granularity,
  SharedDataset,
  SharedField,
  StopReason,
} from '../sharing/agreement/vocabulary.ts';
import type { DeliveryState } from '../sharing/deliveries/vocabulary.ts';
import { plural, t, translated } from './languages/text.ts';

export const STOP_REASON_WORDS: { readonly [Word in StopReason]: string } = translated({
  'receipt-overdue': 'A receipt is overdue',
  'outside-agreement': 'The partner acted outside the agreement',
  'key-compromised': 'A key may be in other hands',
  'law-changed': 'The law has changed',
  'no-longer-needed': 'It is no longer needed',
  replaced: 'Another agreement replaces it',
});

/** Badges of the states. */
export const DELIVERY_LOOKS = {
  waiting: { tone: 'plain', icon: 'wait' },
  answered: { tone: 'good', icon: 'tick' },
  overdue: { tone: 'bad', icon: 'warning' },
  'deletion-decided': { tone: 'caution', icon: 'wait' },
  'deletion-asked': { tone: 'caution', icon: 'wait' },
  deleted: { tone: 'good', icon: 'tick' },
  refused: { tone: 'plain', icon: 'dash' },
} as const satisfies { readonly [State in DeliveryState]: object };

export const DATASET_WORDS: { readonly [Word in SharedDataset]: string } = translated({
  crossings: 'Crossings',
  'referral-reasons': 'Reasons of referrals',
  'listed-documents': 'Documents of a partner’s list',
  documents: 'Pseudonyms of documents',
});

export const FIELD_WORDS: { readonly [Word in SharedField]: string } = translated({
  site: 'Site',
  outcome: 'Outcome',
  'document-type': 'Type of document',
  'issuing-state': 'Issuing state',
  reason: 'Reason',
});

export const BUDGET_PERIOD_WORDS: { readonly [Word in BudgetPeriod]: string } = translated({
  month: 'each month ## budget',
  quarter: 'each quarter ## budget',
  year: 'each year ## budget',
});

export type DatasetView = SharingView['agreements'][number]['agreement']['datasets'][number];

/** The clauses of a dataset as sentences, without its keys. */
export function datasetFacts(dataset: DatasetView): readonly string[] {
  const after = periodWords(dataset.granularity, dataset.delayDays);
  if (dataset.dataset === 'documents')
    return [
      t('A pseudonym for each decision on a document of {states}. Lanes make it, and only the partner can open it.', {
        states: dataset.issuingStates.join(', '),
      }),
      after,
    ];
  const guard = guardWords(dataset);
  if (dataset.dataset === 'listed-documents')
    return [
      t(
        'How many decisions were on documents of the partner’s blind list {list}, and how many on others. Only documents of {states} are compared.',
        { list: dataset.list.id, states: dataset.issuingStates.join(', ') },
      ),
      t('The list has at least {smallest} documents.', { smallest: dataset.list.smallest }),
      after,
      guard,
    ];
  const fields = dataset.fields.map(({ field, values }) => `${FIELD_WORDS[field]} (${values.join(', ')})`);
  return [t('One count for each combination of {fields}.', { fields: fields.join('; ') }), after, guard];
}

function periodWords(granularity: Granularity, days: number): string {
  switch (granularity) {
    case 'day':
      return plural(days, 'Daily, {count} day after the day ends.', 'Daily, {count} days after the day ends.');
    case 'week':
      return plural(days, 'Weekly, {count} day after the week ends.', 'Weekly, {count} days after the week ends.');
    case 'month':
      return plural(days, 'Monthly, {count} day after the month ends.', 'Monthly, {count} days after the month ends.');
  }
}

function guardWords({ protection, smallestCell }: Pick<AgreedListed, 'protection' | 'smallestCell'>): string {
  return protection.kind === 'noise'
    ? t('Noise of ε {epsilon} is added to each count.', { epsilon: protection.epsilonThousandths / 1_000 })
    : t('Counts below {least} are left out.', { least: smallestCell });
}

/** The clause of a list that the partner sends, without its keys. */
export function listWords({ list, tags, mostDocuments, mostBytes, mostChangedThousandths, oldestHours }: AgreedList) {
  const terms = {
    list,
    documents: mostDocuments,
    mebibytes: Math.ceil(mostBytes / 1_048_576),
    share: mostChangedThousandths / 10,
    hours: oldestHours,
  };
  return tags.variant === 'blind'
    ? t(
        '{list}, a blind list: at most {documents} documents and {mebibytes} MiB. A publication changes at most {share} % of it, and is at most {hours} h old when it arrives.',
        terms,
      )
    : t(
        '{list}: at most {documents} documents and {mebibytes} MiB. A publication changes at most {share} % of it, and is at most {hours} h old when it arrives.',
        terms,
      );
}
