/** One person's signature of a draft, offline. */
import type { Metadata, Root, Targets } from '@tufjs/models';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { metadataFile } from '../../contract/release-repository.ts';
import { releaseKeyId } from '../../contract/release-root.ts';
import type { SigningKey } from '../../platform/transparency/note/signer.ts';
import type { Draft } from './draft.ts';
import { assertNamed } from './draft-rates.ts';
import { assertRulesNamed } from './draft-selection.ts';
import { assertCompared } from './draft-trust.ts';
import { isSigned, metadataText, signMetadata } from './metadata.ts';
import { ReleaseError } from './release-error.ts';
import type { PeoplesRole, Repository } from './repository.ts';

export interface SignedRole {
  readonly role: PeoplesRole;
  /** Whether there are enough signatures. */
  readonly complete: boolean;
}

/** Shows that the person who signs has read changes. */
export interface ReadChanges {
  /** The code that the comparison of the trust lists printed. */
  readonly compared?: string | undefined;
  /** The currencies that `rateDifferences` requires to be named. */
  readonly rates?: readonly string[] | undefined;
  /** The rules that `selectionDifferences` requires to be named. */
  readonly selection?: readonly string[] | undefined;
}

/**
 * Signs each changed role whose signers include the key. Rejects with `ReleaseError`: `unsigned` when there is none, `not-compared` for a
 * change of trust lists without its code, of exchange rates without the names of those that are new, gone or changed by much, and of selection
 * rules without the ids of those that change.
 */
export async function signDraft(
  draft: Draft,
  key: SigningKey,
  { compared, rates = [], selection = [] }: ReadChanges = {},
): Promise<SignedRole[]> {
  assertCompared(draft, compared);
  assertNamed(draft, rates);
  assertRulesNamed(draft, selection);
  const id = releaseKeyId(Buffer.from(key.publicKey).toString('hex'));
  const signed: SignedRole[] = [];
  for (const role of draft.changed) {
    if (!signersOf(draft, role).has(id)) continue;
    const metadata = draft.readNewest(role);
    await signMetadata(metadata, key);
    const file = draft.path(metadataFile(role, metadata.signed.version));
    replaceFileSync(file, metadataText(metadata), { mode: 0o644 });
    signed.push({ role, complete: isComplete(draft, role) });
  }
  if (signed.length === 0) throw new ReleaseError('unsigned', 'the key is not that of a signer of this draft');
  return signed;
}

/** Whether the newest metadata of a role has the signatures that it needs. A root also needs those of the root before it. */
export function isComplete(draft: Repository, role: PeoplesRole): boolean {
  return delegatorsOf(draft, role).every((by) => isSigned(by, role, draft.readNewest(role)));
}

/** The metadata that name the signers of a role. */
function delegatorsOf(draft: Repository, role: PeoplesRole): (Metadata<Root> | Metadata<Targets>)[] {
  if (role === 'watchlist') return [draft.readNewest('targets')];
  const root = draft.readNewest('root');
  if (role === 'targets' || root.signed.version === 1) return [root];
  return [draft.read('root', root.signed.version - 1), root];
}

function signersOf(draft: Repository, role: PeoplesRole): Set<string> {
  return new Set(
    delegatorsOf(draft, role).flatMap(({ signed }) =>
      'roles' in signed ? (signed.roles[role]?.keyIDs ?? []) : (signed.delegations?.roles?.[role]?.keyIDs ?? []),
    ),
  );
}
