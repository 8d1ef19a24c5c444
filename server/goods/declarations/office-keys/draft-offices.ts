/**
 * Drafts the list of offices for two people to sign. Runs away from the server: the seed of an office exists in memory only until it is
 * sealed to the members. An office keeps its key from list to list, because declarations are sealed to it for years.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from '../../../contract/base64url.ts';
import { officerIdSchema } from '../../../contract/field.ts';
import { FIELD_GROUPS, officeIdSchema, type OfficeKeyList, type OfficeMember } from '../../../contract/office-keys.ts';
import { xWingPublicKeySchema } from '../../../contract/grant.ts';
import { keyPairOf, openOfficeSeed } from '../sealing/open-groups.ts';
import { KEY_BYTES, seedInfo, suite } from '../sealing/sealed-form.ts';

const DAY_MS = 86_400_000;

/** A member as the officer's console shows it, or `office-keys -- key`. */
export const memberKeySchema = z.strictObject({ officerId: officerIdSchema, publicKey: xWingPublicKeySchema });
export type MemberKey = z.infer<typeof memberKeySchema>;

/** The key of a custodian, in a file outside the server. */
export const custodianSchema = z.strictObject({
  officerId: officerIdSchema,
  /** 32 bytes in base64url. */
  seed: z.string().refine((text) => decodeBase64Url(text)?.length === KEY_BYTES, 'must be 32 bytes in base64url'),
});
export type Custodian = z.infer<typeof custodianSchema>;

export const officeTermsSchema = z.strictObject({
  validDays: z.int().min(1).max(400),
  offices: z
    .array(
      z.strictObject({
        office: officeIdSchema,
        reads: z.enum(['all', 'named']),
        groups: z.array(z.enum(FIELD_GROUPS)).min(1),
        members: z.array(memberKeySchema).min(1),
        /** A new key. Declarations sealed to the former one can then no longer be read by this office. */
        renew: z.boolean().optional(),
      }),
    )
    .min(1),
});
export type OfficeTerms = z.infer<typeof officeTermsSchema>;

export type OfficeDraft =
  | { readonly kind: 'drafted'; readonly list: OfficeKeyList; readonly kept: number; readonly made: number }
  /** The key of this office is not sealed to the custodian. */
  | { readonly kind: 'refused'; readonly code: 'office-key-not-opened'; readonly office: string };

/** @param before the list in force @param custodian opens the keys of the offices that `before` has */
export async function draftOffices(
  { offices, validDays }: OfficeTerms,
  before: OfficeKeyList | undefined,
  custodian: Custodian | undefined,
  nowMs: number,
): Promise<OfficeDraft> {
  const listed: OfficeKeyList['offices'] = [];
  let kept = 0;
  for (const { office, reads, groups, members, renew = false } of offices) {
    const former = renew ? undefined : before?.offices.find((one) => one.office === office);
    const seed = former === undefined ? randomBytes(KEY_BYTES) : await formerSeed(office, former.members, custodian);
    if (seed === undefined) return { kind: 'refused', code: 'office-key-not-opened', office };
    try {
      const publicKey = await publicKeyOf(seed);
      if (former !== undefined && former.publicKey !== publicKey)
        return { kind: 'refused', code: 'office-key-not-opened', office };
      if (former !== undefined) kept += 1;
      const sealed: OfficeMember[] = [];
      for (const member of members) sealed.push(await sealSeed(office, seed, member));
      listed.push({ office, reads, groups, publicKey, validUntil: nowMs + validDays * DAY_MS, members: sealed });
    } finally {
      seed.fill(0);
    }
  }
  const list = { version: 1, number: (before?.number ?? 0) + 1, validFrom: nowMs, offices: listed } as const;
  return { kind: 'drafted', list, kept, made: listed.length - kept };
}

/** The public key of a private seed, base64url. */
export async function publicKeyOf(seed: Uint8Array): Promise<string> {
  return encodeBase64Url(new Uint8Array(await suite.kem.serializePublicKey((await keyPairOf(seed)).publicKey)));
}

async function sealSeed(office: string, seed: Uint8Array, { officerId, publicKey }: MemberKey): Promise<OfficeMember> {
  const bytes = Uint8Array.from(decodeBase64Url(publicKey) ?? []);
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytes);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: seedInfo(office, officerId) });
  const sealedSeed = encodeBase64Url(new Uint8Array(await sender.seal(Uint8Array.from(seed))));
  return { officerId, publicKey, encapsulation: encodeBase64Url(new Uint8Array(sender.enc)), sealedSeed };
}

async function formerSeed(
  office: string,
  members: readonly OfficeMember[],
  custodian: Custodian | undefined,
): Promise<Uint8Array | undefined> {
  const member = members.find(({ officerId }) => officerId === custodian?.officerId);
  const own = decodeBase64Url(custodian?.seed ?? '');
  if (member === undefined || own === undefined) return undefined;
  try {
    return await openOfficeSeed(office, member, await keyPairOf(own));
  } catch {
    return undefined;
  } finally {
    own.fill(0);
  }
}
