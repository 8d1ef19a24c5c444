/** The answers about declarations for the console. */
import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { officerIdSchema } from '../../../contract/field.ts';
import { FIELD_GROUPS } from '../../../contract/office-keys.ts';
import { declaredControlSchema } from '../controls/answers.ts';
import { factsSchema } from '../sealing/readable-facts.ts';
import { DECLARATION_PURPOSES } from './vocabulary.ts';

const group = z.enum(FIELD_GROUPS);

/** The readable part of a declaration. */
const listedSchema = z.strictObject({
  id: z.string(),
  trader: z.string(),
  /** The representative who filed it; `null`: the trader itself. */
  filedBy: z.string().nullable(),
  receivedAt: wallMs,
  ...factsSchema.shape,
  keptUntil: wallMs,
  /** When the sealed content was erased; of a rejected declaration none was kept. */
  erasedAt: wallMs.nullable(),
});
export type ListedDeclaration = Answer<typeof listedSchema>;

/** Latest first. `next`: continues after the last one. */
export const declarationListSchema = z.strictObject({
  serverTime: wallMs,
  declarations: z.array(listedSchema),
  next: z.string().nullable(),
});
export type DeclarationList = Answer<typeof declarationListSchema>;

export const declarationDetailSchema = z.strictObject({
  declaration: listedSchema,
  /** The offices through which this officer may read groups. */
  offices: z.array(z.strictObject({ office: z.string(), groups: z.array(group) })),
  /** Viewings so far, of all officers. */
  viewings: z.int().min(0),
  /** `null`: rejected, or received before there were controls. */
  control: declaredControlSchema.nullable(),
});
export type DeclarationDetail = Answer<typeof declarationDetailSchema>;

/** A viewing that the ledger has recorded. */
export const viewingGrantSchema = z.strictObject({
  viewing: z.string(),
  declaration: z.string(),
  office: z.string(),
  purpose: z.enum(DECLARATION_PURPOSES),
  groups: z.array(group),
  expires: wallMs,
});
export type ViewingGrant = Answer<typeof viewingGrantSchema>;

const bytesText = z.string();
/** The ciphertexts of a viewing, bytes in base64url. Only a member of the office opens them. */
export const viewedContentSchema = z.strictObject({
  declarationId: z.string(),
  traderId: z.string(),
  office: z.strictObject({
    office: z.string(),
    encapsulation: bytesText,
    keys: z.array(z.strictObject({ group, wrapped: bytesText })),
  }),
  groups: z.array(z.strictObject({ group, sealed: bytesText })),
  /** Number in the EU customs data model of each element of these groups, by its path, in which a star stands for each index. */
  elements: z.record(z.string(), z.string()),
  /** The office's seed, sealed to this officer. */
  member: z.strictObject({
    officerId: officerIdSchema,
    publicKey: bytesText,
    encapsulation: bytesText,
    sealedSeed: bytesText,
  }),
});
export type ViewedContent = Answer<typeof viewedContentSchema>;
