/**
 * The types of ledger entries. Identifiers are the server's own. No field can hold a name, document fact or free text, so even an opening
 * that was never erased does not identify a traveller.
 */
import { z } from 'zod';
import { GRANT_REFUSALS, GRANT_RELATIONS } from '../../../contract/evidence-vocabulary.ts';
import { kioskIdSchema, sha256HexSchema, transactionIdSchema, wallMsSchema } from '../../../contract/field.ts';
import { ERASURE_CAUSES, RETENTION_CLASSES } from '../../../contract/retention.ts';
import { ALARM_KINDS } from '../../../platform/base/alarm-kinds.ts';

/** Id of an account, partner, agreement or act, assigned by the server; never typed text. */
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
/** Random, of 16 bytes. */
const randomId = z.string().regex(/^[0-9a-f]{32}$/);
const count = z.int().min(1);
const position = z.int().min(1);

/** Details of an act: closed words, the server's ids, numbers. */
export const actDetailsSchema = z
  .record(z.string().regex(/^[a-z][A-Za-z]{0,31}$/), z.union([z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/), z.int()]))
  .refine((details) => Object.keys(details).length <= 8, 'at most eight');
export type ActDetails = z.infer<typeof actDetailsSchema>;

/** `rows`: the report of a year has the table's rows. `number`: it counts the new ones, without the rows. */
export const REPORTED_PARTS = ['rows', 'number', 'nothing'] as const;
export type ReportedPart = (typeof REPORTED_PARTS)[number];

export const entrySchema = z.discriminatedUnion('type', [
  /** A kiosk's report was accepted. */
  z.strictObject({
    type: z.literal('report'),
    version: z.literal(1),
    kioskId: kioskIdSchema,
    sequence: position,
    digest: sha256HexSchema,
    feedPosition: position,
    receivedAt: wallMsSchema,
  }),
  /** A person performed a relevant act, or was refused. */
  z
    .strictObject({
      type: z.literal('act'),
      /** Since version 2, `decides` is present; since version 3, `session`. */
      version: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      /** Whether it belongs to the decision about a referred traveller. The log has such acts under a code of their own. */
      decides: z.boolean().optional(),
      actId: randomId,
      actor: slug,
      /** The session in which the person acted; `null` for acts without one: of commands, of the server itself, and of an enrolment. */
      session: randomId.nullable().optional(),
      /** `null` for acts about the person's own account, which need no duty. */
      role: z
        .enum([
          'officer',
          'supervisor',
          'privacy-officer',
          'auditor',
          'security-officer',
          'administrator',
          'technician',
          'customs-officer',
          'partner',
          'regulator',
        ])
        .nullable(),
      act: z.string().regex(/^[a-z-]{1,40}\.[a-z-]{1,40}$/),
      site: slug.nullable(),
      kioskId: kioskIdSchema.nullable(),
      transactionId: transactionIdSchema.nullable(),
      /** Target of the act other than kiosk and transaction: a person, a proposal, an export. */
      subject: slug.nullable(),
      /** `done`, or the code of the refusal. */
      result: slug,
      details: actDetailsSchema,
      at: wallMsSchema,
    })
    .refine(
      ({ version, session }) => (version === 3) === (session !== undefined),
      'must have a session since version 3',
    ),
  /** An attention test was inserted among the referrals. The commitment hides which one until it is opened. */
  z.strictObject({
    type: z.literal('test-referral'),
    version: z.literal(1),
    /** SHA-256 of the content that is revealed later. */
    commitment: sha256HexSchema,
    opened: z
      .strictObject({
        referralId: randomId,
        transactionId: transactionIdSchema,
        scenario: slug,
        nonce: randomId,
        result: slug,
      })
      .nullable(),
    at: wallMsSchema,
  }),
  /** An officer may view the captures of one traveller. */
  z.strictObject({
    type: z.literal('grant'),
    version: z.literal(1),
    /** SHA-256 of the grant's canonical bytes. Lanes refer to the grant by it. */
    grant: sha256HexSchema,
    officer: slug,
    kioskId: kioskIdSchema,
    transactionId: transactionIdSchema,
    purpose: slug,
    relation: z.enum(GRANT_RELATIONS),
    expiresAt: wallMsSchema,
    recipientKeyDigest: sha256HexSchema,
    at: wallMsSchema,
  }),
  /** A kiosk answered a grant. */
  z.strictObject({
    type: z.literal('viewing'),
    version: z.literal(1),
    grant: sha256HexSchema,
    kioskId: kioskIdSchema,
    /** `null` when captures were released. */
    refusal: z.enum(GRANT_REFUSALS).nullable(),
    at: wallMsSchema,
  }),
  /**
   * An officer may read sealed groups of a trader's declaration. The trader receives this entry with its proof, so it names the office and
   * not the officer.
   */
  z.strictObject({
    type: z.literal('declaration-viewing'),
    version: z.literal(1),
    viewing: randomId,
    trader: slug,
    /** Gapless for each trader, so that an omitted viewing is noticed. */
    number: count,
    declaration: randomId,
    office: z.string().regex(/^[A-Z]{2}[A-Z0-9]{6}$/),
    purpose: slug,
    groups: z.array(slug).min(1).max(8),
    at: wallMsSchema,
  }),
  /** A kiosk destroyed keys, or openings of this ledger were erased. */
  z.strictObject({
    type: z.literal('erasure'),
    /** Since version 2, `retentionClass` and `erased` are present. */
    version: z.union([z.literal(1), z.literal(2)]),
    /** `retention` and `request` apply to openings. */
    cause: z.enum([...ERASURE_CAUSES, 'retention', 'request']),
    kioskId: kioskIdSchema.nullable(),
    /** Digest of the kiosk's signed report. */
    receiptDigest: sha256HexSchema.nullable(),
    /** Events whose openings this erased. */
    events: z.array(randomId).max(256),
    /** Class of the data that the kiosk erased, and number of captures, registrations or records; `null` for openings. */
    retentionClass: z.enum(RETENTION_CLASSES).nullable().optional(),
    erased: z.int().min(0).nullable().optional(),
    at: wallMsSchema,
  }),
  /** A policy, retention policy or degradation came into force, approved by two people. */
  z.strictObject({
    type: z.literal('policy'),
    version: z.literal(1),
    policy: slug,
    digest: sha256HexSchema,
    approvedBy: z.tuple([slug, slug]),
    at: wallMsSchema,
  }),
  /** Data was exported to a file. */
  z.strictObject({
    type: z.literal('export'),
    version: z.literal(1),
    /** The act of the person who exported it; `null` for a report that the server publishes by itself. */
    actId: randomId.nullable(),
    /** Receiving partner and agreement. Both are `null` for staff, for the traveller whom a letter answers and for published reports. */
    partner: slug.nullable(),
    agreement: slug.nullable(),
    /** Kind of content: `viewings`, `letter`, the dataset of a delivery. */
    record: slug,
    format: slug,
    /** SHA-256 of the file's bytes: identifies the exported file. */
    digest: sha256HexSchema,
    bytes: z.int().min(0),
    records: z.int().min(0),
    at: wallMsSchema,
  }),
  /** An alarm was raised, or it has ended: the gap was filled, or the condition of the lane ended. */
  z.strictObject({
    type: z.literal('alarm'),
    /** Since version 2, `about` of `tables-differ` names the row, and two people end such alarms by a return to service. */
    version: z.union([z.literal(1), z.literal(2)]),
    alarmId: position,
    kind: z.enum(ALARM_KINDS),
    kioskId: kioskIdSchema.nullable(),
    fromSequence: position.nullable(),
    toSequence: position.nullable(),
    filled: z.boolean(),
    /** For `tables-differ`: code, table or type, row and log index (`none` without one) of the difference. For other kinds: see `records/alarms/answers.ts`. The third part names a release. */
    about: z
      .string()
      .regex(/^[a-z-]{1,40}\/[a-z0-9_-]{1,48}((\/[A-Za-z0-9_.:-]{1,80})?\/([0-9]{1,16}|none))?$/)
      .optional(),
    at: wallMsSchema,
  }),
  /** A row of a recorded table was written or deleted. */
  z.strictObject({
    type: z.literal('row'),
    /** Since version 2, `before` is present for all but adopted rows; since version 3, `reported`. */
    version: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    /** The part of the table that the report of a year shows. The log has a code for each. */
    reported: z.enum(REPORTED_PARTS).optional(),
    table: z.string().regex(/^[a-z][a-z_]{1,39}$/),
    /** Values of its primary key. */
    key: z
      .array(z.union([z.string().regex(/^[A-Za-z0-9_.:-]{1,1400}$/), z.int()]))
      .min(1)
      .max(3),
    /** SHA-256 of its content; `null` if it was deleted. */
    content: sha256HexSchema.nullable(),
    /** SHA-256 of the content that the server found; `null` if it found no row. It differs from the content in the entry before if the row was written without the server. */
    before: sha256HexSchema.nullable().optional(),
  }),
  /** The rows of an earlier version, which had no entries, were adopted. Once, by command. */
  z.strictObject({
    type: z.literal('adoption'),
    version: z.literal(1),
    /** Number of rows of each table. */
    rows: z.record(z.string().regex(/^[a-z][a-z_]{1,39}$/), z.int().min(0)),
    at: wallMsSchema,
  }),
]);
export type Entry = z.infer<typeof entrySchema>;
/** An entry before its identifiers are validated. */
export type EntryDraft = z.input<typeof entrySchema>;
export type EntryType = Entry['type'];

/** Stored in clear in the log: needed to find entries, and reveals only that such an event happened. See `entryCode` for acts and rows. */
export const ENTRY_TYPE_CODES: { readonly [Type in EntryType]: number } = {
  policy: 0x00_10,
  adoption: 0x00_11,
  report: 0x01_00,
  act: 0x02_00,
  viewing: 0x02_01,
  grant: 0x02_02,
  'test-referral': 0x02_03,
  row: 0x02_04,
  'declaration-viewing': 0x02_05,
  erasure: 0x03_00,
  export: 0x04_00,
  alarm: 0x05_00,
};

/** Codes of acts since version 2. */
export const ACT_CODES = { decision: 0x02_06, other: 0x02_07 } as const;
/** Codes of entries about rows since version 3. */
export const ROW_CODES: { readonly [Part in ReportedPart]: number } = {
  rows: 0x02_08,
  number: 0x02_09,
  nothing: 0x02_0a,
};

/** All codes under which the log has entries of a type. */
export function codesOfType(type: EntryType): readonly number[] {
  const code = ENTRY_TYPE_CODES[type];
  if (type === 'act') return [code, ...Object.values(ACT_CODES)];
  return type === 'row' ? [code, ...Object.values(ROW_CODES)] : [code];
}

/** The parts of an entry that its code states. */
export interface TypedEntry {
  readonly type: EntryType;
  readonly decides?: boolean | undefined;
  readonly reported?: ReportedPart | undefined;
}

/**
 * The code in clear. A reader of the report of a year sees by it that no decision and no entry about a reported row was left out, although
 * other acts and entries stay closed.
 */
export function entryCode(entry: TypedEntry): number {
  if (entry.type === 'act' && entry.decides !== undefined) return entry.decides ? ACT_CODES.decision : ACT_CODES.other;
  if (entry.type === 'row' && entry.reported !== undefined) return ROW_CODES[entry.reported];
  return ENTRY_TYPE_CODES[entry.type];
}
