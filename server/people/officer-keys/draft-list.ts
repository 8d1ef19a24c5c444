/** Drafts the list of officer keys from people, duties and passkeys, for two people to sign. Pure. */
import { officerIdSchema } from '../../contract/field.ts';
import { LONGEST_OFFICER_KEY_MS, type ListedOfficerKey, type OfficerKeyList } from '../../contract/officer-keys.ts';
import { ORDER_ROLES, type OrderRole } from '../../contract/order-vocabulary.ts';
import type { StoredDuty } from '../duties/duty-table.ts';
import type { StoredPasskey } from '../people/tables/passkeys.ts';
import { spkiOfCose } from './spki-of-cose.ts';

export interface ListedPerson {
  readonly id: string;
  readonly duties: readonly Pick<StoredDuty, 'role' | 'validFrom' | 'validUntil' | 'trainingValidUntil'>[];
  readonly passkeys: readonly Pick<StoredPasskey, 'id' | 'publicKey' | 'regressedAt'>[];
}

/** Reason why a person on duty has no key in the draft. */
export type Omission = 'no-passkey' | 'passkey-not-usable';

export interface Draft {
  readonly list: OfficerKeyList;
  readonly omitted: readonly { readonly officerId: string; readonly code: Omission }[];
}

export interface DraftTerms {
  readonly number: number;
  /** Wall ms from which the list is in force. */
  readonly validFrom: number;
  readonly rpId: string;
  readonly origins: readonly string[];
}

/** Omits people without a duty that lanes use. People on duty who cannot be listed are named in `omitted`. */
export function draftList(people: readonly ListedPerson[], terms: DraftTerms): Draft {
  const omitted: { officerId: string; code: Omission }[] = [];
  const keys: ListedOfficerKey[] = [];
  for (const { id, duties, passkeys } of people) {
    const roles = ORDER_ROLES.flatMap((role) => termOf(role, duties, terms.validFrom) ?? []);
    if (roles.length === 0) continue;
    if (passkeys.length === 0) omitted.push({ officerId: id, code: 'no-passkey' });
    for (const passkey of passkeys) {
      const key = passkey.regressedAt === null ? spkiOfCose(passkey.publicKey) : undefined;
      if (key === undefined) omitted.push({ officerId: id, code: 'passkey-not-usable' });
      else keys.push({ officerId: officerIdSchema.parse(id), roles, credentialId: passkey.id, ...key });
    }
  }
  return { list: { version: 1, ...terms, origins: [...terms.origins], keys }, omitted };
}

/** From the first to the last moment of a duty of this role with valid training; the server checks the gaps. */
function termOf(
  role: OrderRole,
  duties: ListedPerson['duties'],
  from: number,
): ListedOfficerKey['roles'][number] | undefined {
  const terms = duties
    .filter((duty) => duty.role === role)
    .map(({ validFrom, validUntil, trainingValidUntil }) => ({
      validFrom,
      validUntil: Math.min(validUntil, trainingValidUntil, from + LONGEST_OFFICER_KEY_MS),
    }))
    .filter(({ validFrom, validUntil }) => validUntil > from && validUntil > validFrom);
  if (terms.length === 0) return undefined;
  return {
    role,
    validFrom: Math.min(...terms.map(({ validFrom }) => validFrom)),
    validUntil: Math.max(...terms.map(({ validUntil }) => validUntil)),
  };
}
