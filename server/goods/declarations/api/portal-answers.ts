/** Answers of the portal's own routes. */
import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { DATA_SETS } from '../form/declaration.ts';
import { JURISDICTIONS } from '../rules/context.ts';
import { MANDATE_KINDS } from '../rules/representation.ts';
import { CHANNELS, STATES } from '../sealing/readable-facts.ts';
import { TRADER_SCOPES } from './vocabulary.ts';

const personSchema = z.strictObject({
  name: z.string(),
  trader: z.string(),
  device: z.string(),
  signedInAt: wallMs,
  /** The session ends then, whatever the person does. */
  endsAt: wallMs,
});

export const portalSessionSchema = z.strictObject({
  /** `null`: no one is signed in. */
  person: personSchema.nullable(),
  /** Whose rules judge declarations. */
  jurisdiction: z.enum(JURISDICTIONS),
  /** By which amounts are converted today; `null`: there is no table. */
  rates: z
    .strictObject({
      version: z.literal(1),
      day: z.string(),
      base: z.string(),
      rates: z.record(z.string(), z.string()),
    })
    .nullable(),
  now: wallMs,
  /** A session without a request for this long ends. */
  idleMs: z.int(),
  isRehearsal: z.boolean(),
  /** Traders as whose invented person the page signs in without proof. Empty outside development mode. */
  invented: z.array(z.string()),
});
export type PortalSession = Answer<typeof portalSessionSchema>;

export const invitationSchema = z.strictObject({ name: z.string(), trader: z.string(), until: wallMs });
export type Invitation = Answer<typeof invitationSchema>;

const summarySchema = z.strictObject({
  id: z.string(),
  /** Whose declaration it is. */
  trader: z.string(),
  /** The representative who filed it; `null`: the trader itself. */
  filedBy: z.string().nullable(),
  receivedAt: wallMs,
  dataSet: z.enum(DATA_SETS).nullable(),
  state: z.enum(STATES),
  channel: z.enum(CHANNELS).nullable(),
  errors: z.int(),
  warnings: z.int(),
});
export type DeclarationSummary = Answer<typeof summarySchema>;

/** Newest first. */
export const declarationListSchema = z.strictObject({
  declarations: z.array(summarySchema),
  /** For `before` of the next request; `null` at the end. */
  next: z.string().nullable(),
});
export type DeclarationList = Answer<typeof declarationListSchema>;

const ownKeySchema = z.strictObject({
  /** SHA-256 of the key, hex. */
  digest: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(TRADER_SCOPES)),
  madeAt: wallMs,
  validUntil: wallMs,
  /** Within five minutes; `null`: not used yet. */
  usedAt: wallMs.nullable(),
});
/** The person's own keys that are valid, latest first. */
export const ownKeysSchema = z.strictObject({ mostDays: z.int(), keys: z.array(ownKeySchema) });
export type OwnKeys = Answer<typeof ownKeysSchema>;

/** `offered`: it waits for the representative. `lapsed`: its time has expired. */
export const MANDATE_STATES = ['offered', 'in-force', 'ended', 'lapsed'] as const;
export const MANDATE_SIDES = ['principal', 'representative'] as const;

const mandateSchema = z.strictObject({
  id: z.string(),
  /** The side of the trader who asks. */
  side: z.enum(MANDATE_SIDES),
  principal: z.string(),
  representative: z.string(),
  kind: z.enum(MANDATE_KINDS),
  dataSets: z.array(z.enum(DATA_SETS)),
  state: z.enum(MANDATE_STATES),
  givenAt: wallMs,
  /** Until then the representative can accept it. */
  answerUntil: wallMs,
  validUntil: wallMs,
  acceptedAt: wallMs.nullable(),
  endedAt: wallMs.nullable(),
  /** The side that ended it. */
  endedBy: z.enum(MANDATE_SIDES).nullable(),
});
export type ShownMandate = Answer<typeof mandateSchema>;

/** Mandates that the trader gave or got, latest first. */
export const mandatesSchema = z.strictObject({ mostDays: z.int(), mandates: z.array(mandateSchema) });
export type Mandates = Answer<typeof mandatesSchema>;

const draftSchema = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  /** Names the key to the browsers that have it. */
  keyId: z.string(),
  /** Sealed, in base64url. */
  label: z.string(),
  savedAt: wallMs,
  /** It is deleted then. */
  endsAt: wallMs,
});
/** The person's own drafts, latest first. */
export const draftsSchema = z.strictObject({ mostDrafts: z.int(), drafts: z.array(draftSchema) });
export type Drafts = Answer<typeof draftsSchema>;

export const sealedDraftSchema = z.strictObject({ ...draftSchema.shape, content: z.string() });
export type Draft = Answer<typeof sealedDraftSchema>;

/** For the person who brings the goods to a lane. */
export const goodsCodeViewSchema = z.strictObject({
  /** The QR code's text: `server/contract/goods-code.ts`. */
  text: z.string(),
  /** From then on lanes do not accept it. */
  endsAt: wallMs,
});
export type GoodsCodeView = Answer<typeof goodsCodeViewSchema>;

/** Text of a tlog-policy: the keys of the log and its witnesses. */
export const ledgerPolicySchema = z.strictObject({ policy: z.string() });
export type LedgerPolicy = Answer<typeof ledgerPolicySchema>;
