/**
 * The form of the report of a year: the figures, and all that is needed to compute them again. That is the log's entries from the first of
 * the year to the published head, the opened ones among them, and the rows to which they commit.
 */
import { z } from 'zod';
import { sha256HexSchema, wallMsSchema } from '../../contract/field.ts';
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
] as const;
export type EvidenceTable = (typeof EVIDENCE_TABLES)[number];

const base64 = z.string();
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.strictObject({ hex: z.string() })]);

const figureSchema = z
  .strictObject({
    figure: z.enum(YEAR_FIGURES),
    /** An agreement, an agreement and its dataset or budget period, a currency, a drill; otherwise empty. */
    subject: z.string().max(200),
    /** `null`: withheld, because the number would tell too much about a person, or not in the file. */
    value: z.int().nullable(),
  })
  .readonly();
export type YearFigure = z.infer<typeof figureSchema>;

export const yearFileSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('year-figures'),
  year: z.string().regex(/^[0-9]{4}$/),
  /** Wall ms of the first moment of the year, and of the first moment after it. */
  from: wallMsSchema,
  to: wallMsSchema,
  madeAt: wallMsSchema,
  figures: z.array(figureSchema),
  log: z.strictObject({
    /** Signed by the log and its witnesses. */
    checkpoint: z.string(),
    /** Index of the last entry with a time before the year, or 0. */
    first: z.int().min(0),
    /** Index of the first entry with a time after the year; the size of the tree where there is none. */
    last: z.int().min(0),
    /** All entries from the first, 35 bytes each; `null`: too many for a file. */
    entries: base64.nullable(),
    /** Hashes of the subtrees before the first entry. */
    before: z.array(base64),
  }),
  openings: z.array(
    z.strictObject({
      index: z.int().min(0),
      /** Salt, then payload. */
      opening: base64,
      /** From the entry to the root; absent where `entries` has it. */
      hashes: z.array(base64).optional(),
    }),
  ),
  rows: z.array(z.strictObject({ table: z.enum(EVIDENCE_TABLES), row: z.record(z.string(), value) })),
});
export type YearFile = z.infer<typeof yearFileSchema>;

/** The exported file of a delivery, as the partner's program stores it. */
export const keptDeliverySchema = z.object({ digest: sha256HexSchema, content: z.unknown() });
