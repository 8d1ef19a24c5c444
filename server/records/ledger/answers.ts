import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { actDetailsSchema, ENTRY_TYPE_CODES, type EntryType } from './entry/entry.ts';

const ENTRY_TYPES = Object.keys(ENTRY_TYPE_CODES) as EntryType[];

/** A head of the log, as auditors see it. */
const headSchema = z.strictObject({
  size: z.int(),
  /** Standard base64, as in the checkpoint. */
  root: z.string(),
  /** The signed note, with which a reader can verify the head. */
  checkpoint: z.string(),
});
export type HeadView = Answer<typeof headSchema>;

export const headsSchema = z.strictObject({
  serverTime: wallMs,
  /** The durable head. */
  integrated: headSchema,
  /** The head that a quorum of witnesses has cosigned; `null` before the first. */
  published: headSchema.nullable(),
});
export type LedgerHeads = Answer<typeof headsSchema>;

/** An entry in a list of the log: its kind and its time, without its content. */
const entryViewSchema = z.strictObject({
  index: z.int(),
  type: z.enum(ENTRY_TYPES),
  /** Wall ms; `null` once the entry's content was erased. */
  at: wallMs.nullable(),
  /**
   * The act that an `act` entry records, and its decision as a closed word. `null` for other entries, and for readers who see no travellers
   * where the act concerns one.
   */
  act: z
    .strictObject({
      name: z.string(),
      role: z.enum(ROLES).nullable(),
      result: z.string(),
      details: actDetailsSchema,
    })
    .nullable(),
});
export type LedgerEntryView = Answer<typeof entryViewSchema>;

export const entryPageSchema = z.strictObject({
  serverTime: wallMs,
  /** Latest first. */
  entries: z.array(entryViewSchema),
});
export type LedgerEntryPage = Answer<typeof entryPageSchema>;

/** The proof of one entry, as `judgeProofFile` takes it. */
export const entryProofSchema = z.strictObject({
  file: z.string(),
  /** The entry's bytes in the log, standard base64: a commitment, which does not reveal the content. */
  entry: z.string(),
});
export type LedgerEntryProof = Answer<typeof entryProofSchema>;
