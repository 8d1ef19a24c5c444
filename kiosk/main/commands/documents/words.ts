import { createHash } from 'node:crypto';
import { type BrandDocument, logoOf } from '../../../../server/contract/brand/brand.ts';
import type { OfficeKeyList } from '../../../../server/contract/office-keys.ts';
import type { ImpostorTests } from '../../../../server/contract/impostor-tests.ts';
import type { PartnerTerms } from '../../../../server/contract/partner-terms.ts';
import type { OfficerKeyList } from '../../../../server/contract/officer-keys.ts';
import type { SealedListKeys, SignedWatchlist } from '../../../../server/contract/watchlist.ts';
import type { DecisionPolicyDocument } from '../../../rules/decision/signed-policy.ts';
import type { NoticeDocument } from '../../../rules/notice/signed-notice.ts';

/** Prints each member of the policy on a line, so that nothing is hidden from a signer. */
export function wordsOfPolicy({ number, validFrom, policy }: DecisionPolicyDocument): string {
  const members = Object.entries(policy).map(([name, value]) => `  ${name}: ${textOf(value)}`);
  return [`decision policy ${number} (${policy.id}), from ${timeOf(validFrom)}`, ...members].join('\n');
}

export function wordsOfNotice({ number, validFrom, notice }: NoticeDocument): string {
  const languages = Object.entries(notice.texts).flatMap(([language, text]) => [
    `${language}:`,
    ...Object.entries(text).map(([part, words]) => `  ${language} ${part}: ${words.replaceAll('\n', '\\n')}`),
  ]);
  return [
    `notice ${number} (${notice.version}), from ${timeOf(validFrom)} until ${timeOf(notice.validUntil)}`,
    ...languages,
  ].join('\n');
}

export function wordsOfOfficerKeys({ number, validFrom, rpId, origins, keys }: OfficerKeyList): string {
  const lines = keys.map(({ officerId, credentialId, algorithm, publicKey, roles }) => {
    const terms = roles.map(
      ({ role, validFrom: from, validUntil }) => `${role} from ${timeOf(from)} until ${timeOf(validUntil)}`,
    );
    const fingerprint = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
    return `${officerId}: passkey ${credentialId}, ${algorithm}, key with SHA-256 ${fingerprint}, ${terms.join(', ')}`;
  });
  return [
    `officers' keys ${number}, from ${timeOf(validFrom)}`,
    `for ${rpId} at ${origins.join(', ')}`,
    ...(lines.length === 0 ? ['none: a lane with this list accepts no passkey'] : lines),
  ].join('\n');
}

export function wordsOfOfficeKeys({ number, validFrom, offices }: OfficeKeyList): string {
  const digest = (key: string) => createHash('sha256').update(Buffer.from(key, 'base64url')).digest('hex');
  const lines = offices.flatMap(({ office, reads, groups, publicKey, validUntil, members }) => [
    `${office}: reads ${groups.join(', ')} of ${reads === 'all' ? 'all declarations' : 'declarations that name it'}`,
    `  key with SHA-256 ${digest(publicKey)}, until ${timeOf(validUntil)}`,
    ...members.map(({ officerId, publicKey: own }) => `  ${officerId}: key with SHA-256 ${digest(own)}`),
  ]);
  return [`offices' keys ${number}, from ${timeOf(validFrom)}`, ...lines].join('\n');
}

export function wordsOfWatchlist({ number, validFrom, list, base, deltas }: SignedWatchlist): string {
  return [
    `watchlist ${list}, number ${number}, from ${timeOf(validFrom)}`,
    `base: ${base.bytes} bytes with SHA-256 ${base.digest}`,
    ...deltas.map(({ digest, bytes }, at) => `delta ${at + 1}: ${bytes} bytes with SHA-256 ${digest}`),
  ].join('\n');
}

export function wordsOfListKeys({ number, validFrom, generation, lanes }: SealedListKeys): string {
  return [
    `key ${generation} of the watchlists, number ${number}, from ${timeOf(validFrom)}`,
    ...lanes.map(({ kioskId, transport }) => `sealed to ${kioskId}, transport key with SHA-256 ${transport}`),
  ].join('\n');
}

export function wordsOfPartnerTerms({ number, validFrom, agreements }: PartnerTerms): string {
  const lines = agreements.flatMap(({ agreement, partner, issuingStates, sealTo, keyCheck, from, until, lanes }) => [
    `${partner}: agreement ${agreement.id} version ${agreement.version} with SHA-256 ${agreement.digest}, ${from} to ${until}`,
    `  documents of ${issuingStates.join(', ')}`,
    `  key with check ${keyCheck}, pseudonyms sealed to ${sealTo}`,
    ...lanes.map(({ kioskId, transport }) => `  sealed to ${kioskId}, transport key with SHA-256 ${transport}`),
  ]);
  return [
    `terms of partner agencies ${number}, from ${timeOf(validFrom)}`,
    ...(lines.length === 0 ? ['none: a lane with these terms destroys all keys of partners'] : lines),
  ].join('\n');
}

export function wordsOfImpostorTests({ number, validFrom, tests }: ImpostorTests): string {
  return [
    `seeded impostor tests ${number}, from ${timeOf(validFrom)}`,
    ...tests.map(
      ({ site, modality, from, until, people, documents, pairs, matched }) =>
        `  ${site}, ${modality}, ${from} to ${until}: ${matched} of ${pairs} pairs matched; ${people} people, ${documents} documents`,
    ),
  ].join('\n');
}

/** The logo is named by its digest: `sha256sum` of the file that the console saves. */
export function wordsOfBrand({ number, validFrom, brand }: BrandDocument): string {
  const logo = logoOf(brand);
  const digest = logo === undefined ? undefined : createHash('sha256').update(logo).digest('hex');
  return [
    `brand ${number}, from ${timeOf(validFrom)}`,
    `  name: ${brand.name}`,
    `  logo: ${digest === undefined ? 'none' : `PNG with SHA-256 ${digest}`}`,
    `  accent: ${brand.accent === null ? 'of Postern' : `${brand.accent.light} on light, ${brand.accent.dark} on dark`}`,
  ].join('\n');
}

function textOf(value: unknown): string {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
    ? value.join(', ')
    : JSON.stringify(value);
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
