/** Lookups in the signed list of officers' passkeys, by officer and by credential. Pure. */
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import type { OfficerId } from '../../../server/contract/field.ts';
import type { ListedOfficerKey, OfficerKeyList, PasskeyAlgorithm } from '../../../server/contract/officer-keys.ts';
import type { OrderRole } from '../../../server/contract/order-vocabulary.ts';
import type { DocumentInForce } from '../../../server/contract/signed-document.ts';

export interface OfficerKey {
  readonly officerId: OfficerId;
  /** Roles in force at the requested time; at least one. */
  readonly roles: ReadonlySet<OrderRole>;
  /** In base64url. */
  readonly credentialId: string;
  readonly algorithm: PasskeyAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
}

export interface OfficerKeys {
  readonly number: number;
  /** SHA-256 of the signed bytes, hex. */
  readonly digest: string;
  /** The domain whose SHA-256 is at the start of authenticator data (WebAuthn §6.1). */
  readonly rpId: string;
  /** Origins of pages that may request an assertion, as in `clientDataJSON`. */
  readonly origins: ReadonlySet<string>;
  /** The keys of an officer in force at a wall time, ms. Empty for an officer who is not listed. */
  ofOfficer(officerId: OfficerId, nowMs: number): readonly OfficerKey[];
  /** The key with this credential id, if in force. */
  ofCredential(credentialId: string, nowMs: number): OfficerKey | undefined;
}

export function officerKeysOf({ content, digest }: DocumentInForce<OfficerKeyList>): OfficerKeys {
  const { number, rpId, origins, keys } = content;
  const byCredential = new Map(keys.map((key) => [key.credentialId, key]));
  const byOfficer = new Map<OfficerId, ListedOfficerKey[]>();
  for (const key of keys) byOfficer.set(key.officerId, [...(byOfficer.get(key.officerId) ?? []), key]);
  return {
    number,
    digest,
    rpId,
    origins: new Set(origins),
    ofOfficer: (officerId, nowMs) =>
      (byOfficer.get(officerId) ?? []).flatMap((listed) => inForceAt(listed, nowMs) ?? []),
    ofCredential(credentialId, nowMs) {
      const listed = byCredential.get(credentialId);
      return listed === undefined ? undefined : inForceAt(listed, nowMs);
    },
  };
}

function inForceAt(listed: ListedOfficerKey, nowMs: number): OfficerKey | undefined {
  const roles = listed.roles.filter(({ validFrom, validUntil }) => validFrom <= nowMs && nowMs < validUntil);
  const publicKey = decodeBase64Url(listed.publicKey);
  if (roles.length === 0 || publicKey === undefined) return undefined;
  const { officerId, credentialId, algorithm } = listed;
  return { officerId, credentialId, algorithm, publicKey, roles: new Set(roles.map(({ role }) => role)) };
}
