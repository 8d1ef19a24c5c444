/**
 * The list of customs offices to which traders' declarations are sealed, signed by two people. Each office has one X-Wing key pair; its
 * private seed is in the list, sealed to each member of the office. The server holds no key that opens a declaration. Pure.
 */
import { z } from 'zod';
import { decodeBase64Url } from './base64url.ts';
import { officerIdSchema, wallMsSchema } from './field.ts';
import { X_WING_ENCAPSULATION_BYTES, xWingPublicKeySchema } from './grant.ts';
import { DOCUMENT_DATES, type DocumentForm } from './signed-document.ts';

/** The groups of a declaration that are sealed each by itself. */
export const FIELD_GROUPS = ['parties', 'goods', 'value', 'supply-chain', 'credential'] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

const DAY_MS = 86_400_000;
/** Longest time for which an office's key stays on a list until two people sign again, ms. */
const LONGEST_OFFICE_KEY_MS = 400 * DAY_MS;
const OFFICES_LIMIT = 5_000;
const MEMBERS_LIMIT = 500;
/** Each costs an encapsulation for each declaration. */
export const READERS_OF_ALL_LIMIT = 8;
/** A seed of 32 bytes with the tag of AES-256-GCM. */
const SEALED_SEED_BYTES = 48;

const bytesText = (length: number) =>
  z
    .string()
    .max(2 * length)
    .refine((text) => decodeBase64Url(text)?.length === length, `must be ${length} bytes in base64url`);

/** EUCDM 17: country and six characters. */
export const officeIdSchema = z.string().regex(/^[A-Z]{2}[A-Z0-9]{6}$/, 'must be the number of a customs office');

const memberSchema = z.strictObject({
  officerId: officerIdSchema,
  /** The member's own key, to which the seed is sealed. */
  publicKey: xWingPublicKeySchema,
  encapsulation: bytesText(X_WING_ENCAPSULATION_BYTES),
  sealedSeed: bytesText(SEALED_SEED_BYTES),
});
export type OfficeMember = z.infer<typeof memberSchema>;

const officeSchema = z.strictObject({
  office: officeIdSchema,
  /** `all`: every declaration. `named`: declarations that name the office. */
  reads: z.enum(['all', 'named']),
  groups: z
    .array(z.enum(FIELD_GROUPS))
    .min(1)
    .refine((groups) => new Set(groups).size === groups.length, 'must name each group once'),
  publicKey: xWingPublicKeySchema,
  validUntil: wallMsSchema,
  members: z.array(memberSchema).max(MEMBERS_LIMIT),
});
export type ListedOffice = z.infer<typeof officeSchema>;

export const officeKeyListSchema = z
  .strictObject({ ...DOCUMENT_DATES, offices: z.array(officeSchema).min(1).max(OFFICES_LIMIT) })
  .superRefine(({ offices, validFrom }, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const seen = new Set<string>();
    offices.forEach(({ office, validUntil, members }, index) => {
      if (seen.has(office)) fault(['offices', index, 'office'], 'is in the list already');
      seen.add(office);
      if (validUntil <= validFrom || validUntil > validFrom + LONGEST_OFFICE_KEY_MS)
        fault(['offices', index, 'validUntil'], 'must be after the start of the list, within 400 days');
      if (new Set(members.map(({ officerId }) => officerId)).size !== members.length)
        fault(['offices', index, 'members'], 'must name each officer once');
    });
    const readers = offices.filter(({ reads }) => reads === 'all');
    if (readers.length > READERS_OF_ALL_LIMIT)
      fault(['offices'], `at most ${READERS_OF_ALL_LIMIT} offices may read all declarations`);
    for (const group of FIELD_GROUPS)
      if (!readers.some(({ groups }) => groups.includes(group)))
        fault(['offices'], `an office that reads all declarations must read the group ${group}`);
  });
export type OfficeKeyList = z.infer<typeof officeKeyListSchema>;

export const OFFICE_KEYS_FORM: DocumentForm<OfficeKeyList> = {
  kind: 'office-keys',
  schema: officeKeyListSchema,
  limitBytes: 3_000_000,
};
