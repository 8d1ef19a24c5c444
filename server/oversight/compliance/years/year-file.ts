/**
 * The form of the report of a year: lines of JSON. The first line names the year and the part of the log. Then come the rows, the opened entries
 * from before the year, and the log's entries in pieces, each with its opened entries behind it. The last line has the figures.
 */
import { z } from 'zod';
import { sha256HexSchema, wallMsSchema } from '../../../contract/field.ts';
import { YEAR_FIGURES } from './vocabulary.ts';

/** Tables whose rows the file has. None of them has a traveller. */
export const EVIDENCE_TABLES = [
  'breach_cases',
  'breach_notices',
  'breach_decisions',
  'corrective_actions',
  'sharing_agreements',
  'sharing_deliveries',
  'sharing_budget',
  'sharing_commitments',
  'sharing_audits',
  'sharing_findings',
  'training_drills',
  'training_months',
] as const;
export type EvidenceTable = (typeof EVIDENCE_TABLES)[number];

/** The file also has the rows of these that were written before the year: deliveries refer to them. */
export const OLDER_TABLES: ReadonlySet<EvidenceTable> = new Set(['sharing_agreements', 'sharing_commitments']);

/** Entries in one line. */
export const PIECE_ENTRIES = 2_048;
/** A longer line is no line of a report. A row of an agreement is the longest one. */
export const LONGEST_LINE_BYTES = 4_194_304;

const base64 = z.string();
const index = z.int().min(0);
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.strictObject({ hex: z.string() })]);

const figureSchema = z
  .strictObject({
    figure: z.enum(YEAR_FIGURES),
    /** An agreement, an agreement and its dataset or budget period, a currency, a drill; otherwise empty. */
    subject: z.string().max(200),
    /** `null`: withheld, because the number would tell too much about a person. */
    value: z.int().nullable(),
  })
  .readonly();
export type YearFigure = z.infer<typeof figureSchema>;

export const yearHeaderSchema = z.strictObject({
  version: z.literal(2),
  kind: z.literal('year-figures'),
  year: z.string().regex(/^[0-9]{4}$/),
  /** Wall ms of the first moment of the year, and of the first moment after it. */
  from: wallMsSchema,
  to: wallMsSchema,
  madeAt: wallMsSchema,
  log: z.strictObject({
    /** Signed by the log and its witnesses. */
    checkpoint: z.string(),
    /** Index of the last entry with a time before the year, or 0. */
    first: index,
    /** Index of the first entry with a time after the year; the size of the tree where there is none. */
    last: index,
    /** Hashes of the complete subtrees before the first entry, from left to right. */
    before: z.array(base64).max(53),
  }),
});
export type YearHeader = z.infer<typeof yearHeaderSchema>;

export const yearLineSchema = z.union([
  /** The content of an entry of the piece before: salt, then payload. */
  z.strictObject({ index, opening: base64 }),
  /** Entries of the log in order, 35 bytes each. */
  z.strictObject({ entries: base64 }),
  z.strictObject({ table: z.enum(EVIDENCE_TABLES), row: z.record(z.string(), value) }),
  /** The content of an entry before the first one, with the hashes from it to the root. */
  z.strictObject({ index, opening: base64, hashes: z.array(base64).max(64) }),
  z.strictObject({ figures: z.array(figureSchema) }),
]);
export type YearLine = z.infer<typeof yearLineSchema>;

/** The exported file of a delivery, as the partner's program stores it. */
export const keptDeliverySchema = z.object({ digest: sha256HexSchema, content: z.unknown() });
