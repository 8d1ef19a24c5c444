/**
 * An agreement with a partner agency as data. It states all that the partner gets: nothing is delivered that it does not list. The schema
 * refuses an agreement that contradicts itself, with the field and the reason.
 */
import { z } from 'zod';
import { canonicalDigest } from '../../contract/canonical-digest.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { issuingStatesSchema, sealToSchema, smallestListSchema } from '../../contract/partner-terms.ts';
import { groupElementSchema, watchlistIdSchema } from '../../contract/watchlist.ts';
import { agreedListsSchema, purposeSchema } from './agreed-lists.ts';
import { areLinked } from './linked-tables.ts';
import { lineSchema, partyIdSchema } from './party.ts';
import {
  BUDGET_PERIODS,
  COUNTED_DATASETS,
  FIELDS_OF,
  FITS_FIELD,
  GRANULARITIES,
  LEGAL_BASIS_TERMS,
  SHARED_DATASETS,
  SHARED_FIELDS,
} from './vocabulary.ts';

/** Fewer people than this in a cell of a published table can be recognised. */
const MIN_CELL = 5;
const MAX_CELL = 10_000;
/** Cells of one period of a dataset. */
export const MAX_CELLS = 4_096;
const MAX_VALUES = 64;
/** ε = 5 in thousandths. Above it noise protects little (NIST SP 800-226 §2.3). */
const MAX_EPSILON_THOUSANDTHS = 5_000;
const MAX_BUDGET_THOUSANDTHS = 100_000;
const LONGEST_YEARS = 5;
const MIN_DOCUMENTS_DELAY_DAYS = 2;
const MAX_RECEIPT_DAYS = 90;

export const agreementIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,47}$/, 'must be 2 to 48 lower-case letters, digits and hyphens');
const daySchema = z.iso.date('must be a day such as 2026-12-31');
const epsilonSchema = z.int().min(1).max(MAX_EPSILON_THOUSANDTHS);

const partyRefSchema = z.strictObject({
  party: partyIdSchema,
  /** The digest of the party's record, which holds its keys. */
  record: sha256HexSchema,
});

const fieldSchema = z
  .strictObject({
    field: z.enum(SHARED_FIELDS),
    /** The values that are told apart. All others are counted together, so that the table's form depends on no traveller. */
    values: z.array(z.string().min(1).max(32)).min(1).max(MAX_VALUES),
  })
  .superRefine(({ field, values }, context) => {
    if (new Set(values).size !== values.length)
      context.addIssue({ code: 'custom', path: ['values'], message: 'must name each value once' });
    values.forEach((value, index) => {
      if (!FITS_FIELD[field](value))
        context.addIssue({ code: 'custom', path: ['values', index], message: `is not a value of ${field}` });
    });
  });

/** Whole days between the end of a period and its delivery. */
const delayDaysSchema = z.int().min(1).max(365);

/** Smallest number of travellers that a cell without noise may show. */
const smallestCellSchema = z.int().min(MIN_CELL).max(MAX_CELL);

const countsProtectionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('suppression') }),
  /** Discrete Laplace noise; ε of one delivery in thousandths. */
  z.strictObject({ kind: z.literal('noise'), epsilonThousandths: epsilonSchema }),
]);

/** Counts name no one. */
const noPseudonymSchema = z.strictObject({ kind: z.literal('none') });

const countsSchema = z
  .strictObject({
    dataset: z.enum(COUNTED_DATASETS),
    fields: z.array(fieldSchema).min(1).max(SHARED_FIELDS.length),
    granularity: z.enum(GRANULARITIES),
    smallestCell: smallestCellSchema,
    delayDays: delayDaysSchema,
    protection: countsProtectionSchema,
    pseudonym: noPseudonymSchema,
  })
  .superRefine(({ dataset, fields }, context) => {
    fields.forEach(({ field }, index) => {
      if (!FIELDS_OF[dataset].includes(field))
        context.addIssue({ code: 'custom', path: ['fields', index, 'field'], message: `${dataset} has no such field` });
    });
    if (new Set(fields.map(({ field }) => field)).size !== fields.length)
      context.addIssue({ code: 'custom', path: ['fields'], message: 'must name each field once' });
    if (fields.reduce((cells, { values }) => cells * (values.length + 1), 1) > MAX_CELLS)
      context.addIssue({ code: 'custom', path: ['fields'], message: `must make at most ${MAX_CELLS} cells` });
  });
export type AgreedCounts = z.infer<typeof countsSchema>;

const documentsSchema = z.strictObject({
  dataset: z.literal('documents'),
  /** The states whose documents get a pseudonym. */
  issuingStates: issuingStatesSchema,
  granularity: z.literal('month'),
  /** Lanes send within the first day after a month, and later after an outage. */
  delayDays: delayDaysSchema.min(MIN_DOCUMENTS_DELAY_DAYS),
  /** No one but the partner can open it. */
  protection: z.strictObject({ kind: z.literal('sealed') }),
  pseudonym: z.strictObject({
    kind: z.literal('monthly'),
    /** Names the secret key that the partner and the lanes share: SHA-256 of it. */
    keyCheck: sha256HexSchema,
    /** X25519, hex: lanes seal pseudonyms to it. */
    sealTo: sealToSchema,
  }),
});
export type AgreedDocuments = z.infer<typeof documentsSchema>;

const listedSchema = z.strictObject({
  dataset: z.literal('listed-documents'),
  /** The partner's blind list, whose key stays with the partner. */
  list: z.strictObject({ id: watchlistIdSchema, publicKey: groupElementSchema, smallest: smallestListSchema }),
  /** The states whose documents are compared. */
  issuingStates: issuingStatesSchema,
  granularity: z.literal('month'),
  smallestCell: smallestCellSchema,
  /** Lanes send within the first day after a month, and later after an outage. */
  delayDays: delayDaysSchema.min(MIN_DOCUMENTS_DELAY_DAYS),
  protection: countsProtectionSchema,
  pseudonym: noPseudonymSchema,
});
export type AgreedListed = z.infer<typeof listedSchema>;
export type AgreedDataset = AgreedCounts | AgreedListed | AgreedDocuments;

/** Whether the server counts it from its own records. */
export function isCounted(dataset: AgreedDataset): dataset is AgreedCounts {
  return dataset.dataset !== 'documents' && dataset.dataset !== 'listed-documents';
}

export const agreementSchema = z
  .strictObject({
    form: z.literal(1),
    id: agreementIdSchema,
    /** Grows by one with each version. */
    version: z.int().min(1).max(9_999),
    parties: z.strictObject({ provider: partyRefSchema, recipient: partyRefSchema }),
    purpose: purposeSchema,
    legalBasis: z.strictObject({
      term: z.enum(LEGAL_BASIS_TERMS),
      /** The act and the article, such as `Regulation (EC) No 862/2007, Article 3`. */
      instrument: lineSchema,
    }),
    datasets: z
      .array(z.discriminatedUnion('dataset', [countsSchema, listedSchema, documentsSchema]))
      .max(SHARED_DATASETS.length),
    /** Lists of documents that the partner sends; absent: none. */
    lists: agreedListsSchema.optional(),
    /** Days after which the partner must have deleted a delivery. */
    retention: z.strictObject({ days: z.int().min(1).max(3_660) }),
    /** Days within which the partner's program signs for a delivery, or that it has deleted one. */
    receiptDays: z.int().min(1).max(MAX_RECEIPT_DAYS),
    /** The units of the partner that may read deliveries. */
    recipients: z.array(lineSchema).min(1).max(16),
    onwardTransfer: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('listed'), to: z.array(lineSchema).min(1).max(16) }),
    ]),
    rate: z.strictObject({
      deliveriesPerDay: z.int().min(1).max(1_000),
      requestsPerHour: z.int().min(1).max(100_000),
      bytesPerDay: z.int().min(65_536).max(1_073_741_824),
    }),
    /** The sum of ε that all datasets with noise may use in a calendar period (UTC); `null`: no dataset has noise. */
    privacyBudget: z
      .strictObject({ epsilonThousandths: z.int().min(1).max(MAX_BUDGET_THOUSANDTHS), period: z.enum(BUDGET_PERIODS) })
      .nullable(),
    /** The first day and the last day, UTC. */
    from: daySchema,
    until: daySchema,
  })
  .superRefine((agreement, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const { parties, datasets, lists = [], rate, privacyBudget, recipients, onwardTransfer, from, until } = agreement;
    if (parties.provider.party === parties.recipient.party)
      fault(['parties', 'recipient', 'party'], 'must be another party than the provider');
    if (datasets.length === 0 && lists.length === 0)
      fault(['datasets'], 'must name a dataset where no lists are agreed');
    if (lists.some(({ mostBytes }) => mostBytes > rate.bytesPerDay))
      fault(['rate', 'bytesPerDay'], 'must be enough for each list');
    if (new Set(datasets.map(({ dataset }) => dataset)).size !== datasets.length)
      // Two tables of the same travellers could be subtracted from each other
      fault(['datasets'], 'must name each dataset once');
    if (datasets.some((one, at) => datasets.slice(at + 1).some((other) => areLinked(one, other))))
      fault(['datasets'], 'must not give referred travellers exactly in two tables: agree on noise for one of them');
    const costs = datasets.map(({ protection }) => (protection.kind === 'noise' ? protection.epsilonThousandths : 0));
    const most = Math.max(0, ...costs);
    if (most > 0 && privacyBudget === null) fault(['privacyBudget'], 'must be present with noise');
    if (most === 0 && privacyBudget !== null) fault(['privacyBudget'], 'must be null without noise');
    if (privacyBudget !== null && most > privacyBudget.epsilonThousandths)
      fault(['privacyBudget', 'epsilonThousandths'], 'must allow at least one delivery');
    if (new Set(recipients).size !== recipients.length) fault(['recipients'], 'must name each unit once');
    if (onwardTransfer.kind === 'listed' && new Set(onwardTransfer.to).size !== onwardTransfer.to.length)
      fault(['onwardTransfer', 'to'], 'must name each receiver once');
    if (until < from) fault(['until'], 'must not be before the first day');
    if (until > yearsAfter(from, LONGEST_YEARS))
      fault(['until'], `must be at most ${LONGEST_YEARS} years after the first day`);
  });
export type Agreement = z.infer<typeof agreementSchema>;

/** Names one version of an agreement. Deliveries are bound to it. */
export function agreementDigest(agreement: Agreement): string {
  return canonicalDigest(agreement);
}

/** @param day `2028-02-29` gives `2033-02-29`, which compares correctly as text */
function yearsAfter(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}
