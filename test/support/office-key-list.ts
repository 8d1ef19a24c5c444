/** Lists of offices' keys with their private seeds, for tests. */
import { randomBytes } from 'node:crypto';
import { decodeBase64Url, encodeBase64Url } from '../../server/contract/base64url.ts';
import { FIELD_GROUPS, officeKeyListSchema, type OfficeKeyList } from '../../server/contract/office-keys.ts';
import { keyPairOf } from '../../server/goods/declarations/sealing/open-groups.ts';
import { seedInfo, suite } from '../../server/goods/declarations/sealing/sealed-form.ts';

export interface TestOffice {
  readonly listed: unknown;
  readonly office: string;
  readonly seed: Uint8Array;
}

export interface TestMember {
  readonly officerId: string;
  readonly seed: Uint8Array;
}

/** A member whose seed is in a browser. */
export interface PublicMember {
  readonly officerId: string;
  readonly publicKey: string;
}

const YEAR_MS = 365 * 86_400_000;

export async function testOffice(
  office: string,
  change: Readonly<Record<string, unknown>> = {},
  members: readonly (TestMember | PublicMember)[] = [],
): Promise<TestOffice> {
  const seed = Uint8Array.from(randomBytes(32));
  const listed = {
    ...{ office, reads: 'all', groups: [...FIELD_GROUPS], publicKey: await publicKeyOf(seed), validUntil: YEAR_MS },
    members: await Promise.all(members.map((member) => sealedTo(member, office, seed))),
    ...change,
  };
  return { listed, office, seed };
}

async function sealedTo(member: TestMember | PublicMember, office: string, seed: Uint8Array): Promise<unknown> {
  const { officerId } = member;
  const publicKey = 'publicKey' in member ? member.publicKey : await publicKeyOf(member.seed);
  const recipientPublicKey = await suite.kem.deserializePublicKey(
    Uint8Array.from(decodeBase64Url(publicKey) ?? new Uint8Array()),
  );
  const sender = await suite.createSenderContext({ recipientPublicKey, info: seedInfo(office, officerId) });
  const sealedSeed = encodeBase64Url(new Uint8Array(await sender.seal(Uint8Array.from(seed))));
  return {
    officerId,
    publicKey,
    encapsulation: encodeBase64Url(new Uint8Array(sender.enc)),
    sealedSeed,
  };
}

async function publicKeyOf(seed: Uint8Array): Promise<string> {
  return encodeBase64Url(new Uint8Array(await suite.kem.serializePublicKey((await keyPairOf(seed)).publicKey)));
}

/** @param offices by default one with an invented key */
export function officeKeyList(offices: readonly TestOffice[], change: Partial<OfficeKeyList> = {}): OfficeKeyList {
  const invented = {
    ...{ office: 'DE004851', reads: 'all', groups: [...FIELD_GROUPS], validUntil: YEAR_MS, members: [] },
    publicKey: encodeBase64Url(new Uint8Array(1_216).fill(7)),
  };
  const listed = offices.length === 0 ? [invented] : offices.map((one) => one.listed);
  return officeKeyListSchema.parse({ version: 1, number: 1, validFrom: 0, offices: listed, ...change });
}
