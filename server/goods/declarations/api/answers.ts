import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { REFUSAL_CODES } from '../message/refusal.ts';
import { rateTableSchema } from '../../../contract/rules/rate-table.ts';
import { JURISDICTIONS } from '../rules/context.ts';
import { RULE_IDS } from '../rules/rule-texts.ts';
import { CHANNELS, STATES } from '../sealing/readable-facts.ts';
import { SEVERITIES } from '../rules/rule-texts.ts';
import { DATA_SETS } from '../form/declaration.ts';
import { ENVELOPE_FAULTS } from '../sealing/sealed-envelope.ts';
import { TRADER_REFUSALS } from './vocabulary.ts';

const toldFinding = z.strictObject({
  rule: z.enum(RULE_IDS),
  severity: z.enum(SEVERITIES),
  /** JSON pointer into the declaration; empty: the whole. */
  pointer: z.string(),
  /** Number in the EU customs data model. */
  element: z.string().optional(),
  /** Line of an XML message. */
  line: z.int().optional(),
  text: z.string(),
  remedy: z.string(),
});

/** A declaration as its trader sees it. It contains no value of the declaration. */
export const declarationSchema = z.strictObject({
  id: z.string(),
  /** Whose declaration it is. */
  trader: z.string(),
  /** The representative who filed it; `null`: the trader itself. */
  filedBy: z.string().nullable(),
  receivedAt: wallMs,
  dataSet: z.enum(DATA_SETS).nullable(),
  /** `rejected`: a finding is an error, and no content was kept. */
  state: z.enum(STATES),
  channel: z.enum(CHANNELS).nullable(),
  findings: z.array(toldFinding),
  /** Until when the sealed content is kept; `null` where there is none. */
  keptUntil: wallMs.nullable(),
});
export type DeclarationView = Answer<typeof declarationSchema>;

/** The viewings of a trader's declarations, in order. Viewings are numbered without gaps. */
export const viewingLogSchema = z.strictObject({
  viewings: z.array(
    z.strictObject({
      number: z.int().min(1),
      viewing: z.string(),
      declaration: z.string(),
      office: z.string(),
      purpose: z.string(),
      groups: z.array(z.string()),
      at: wallMs,
      /** When the declaration's content was erased since. */
      erasedAt: wallMs.nullable(),
      /** A proof file (C2SP tlog-proof) with the ledger's entry; `null` until the ledger's witnesses have cosigned it, which takes seconds. */
      proof: z.string().nullable(),
    }),
  ),
  /** Number of the trader's latest viewing; 0: there is none. */
  latest: z.int().min(0),
  /** The `after` of the next page; `null`: this is the last. */
  next: z.int().min(1).nullable(),
});
export type ViewingLog = Answer<typeof viewingLogSchema>;

/** A number to which a trader's own program seals one declaration, within 30 s. */
export const sealingNumberSchema = z.strictObject({
  number: z.string(),
  trader: z.string(),
  jurisdiction: z.enum(JURISDICTIONS),
  /** The date (UTC) by which the rules judge. */
  today: z.string(),
  /** The table of exchange rates in force; `null`: there is none. */
  rates: rateTableSchema.nullable(),
});
export type SealingNumber = Answer<typeof sealingNumberSchema>;

/** RFC 9457. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum([...TRADER_REFUSALS, ...REFUSAL_CODES]),
  /** Line of an XML message at which it was refused. */
  line: z.int().optional(),
  /** The header that is missing or has another form, and its form. */
  header: z.strictObject({ name: z.string(), form: z.string() }).optional(),
  /** The part of a sealed declaration that was refused. */
  fault: z.enum([...ENVELOPE_FAULTS, 'form']).optional(),
});
export type TraderProblem = Answer<typeof problemSchema>;
