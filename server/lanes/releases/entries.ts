/** The entries of targets metadata: one for each target, with its terms in `custom`. */
import type { Metadata, Targets } from '@tufjs/models';
import { sha256HexSchema } from '../../contract/field.ts';
import { RELEASE_KINDS, releasePath, type ReleaseTerms, releaseTermsSchema } from '../../contract/release.ts';
import type { PeoplesRole } from './repository.ts';
import { ReleaseError } from './release-error.ts';

export interface ReleaseEntry {
  readonly terms: ReleaseTerms;
  readonly length: number;
  /** SHA-256, hex. */
  readonly digest: string;
}

/** The terms of a target that all lanes take at once. */
export const FOR_ALL_LANES = {
  ring: 'all',
  lanes: [],
  notBefore: 0,
  freezes: [],
  state: 'offered',
} satisfies Partial<ReleaseTerms>;

/** Throws `ReleaseError` `not-allowed` for an entry that no lane would use. */
export function entriesOf(role: PeoplesRole, { signed }: Metadata<Targets>): ReleaseEntry[] {
  return Object.values(signed.targets).map(({ path, length, hashes, custom }) => {
    const read = releaseTermsSchema.safeParse(custom);
    const digest = hashes['sha256'];
    if (!read.success || !isDigest(digest) || releasePath(read.data) !== path) {
      throw new ReleaseError('not-allowed', `${path}: the terms of the target are not valid`);
    }
    const entry = { terms: read.data, length, digest };
    assertAllowed(role, entry);
    return entry;
  });
}

function isDigest(text: string | undefined): text is string {
  return sha256HexSchema.safeParse(text).success;
}

/** Throws `ReleaseError` `not-allowed`. */
export function assertAllowed(role: PeoplesRole, { terms, length }: ReleaseEntry): void {
  const { role: needed, limitBytes } = RELEASE_KINDS[terms.kind];
  const path = releasePath(terms);
  if (needed !== role) throw new ReleaseError('not-allowed', `${path}: the kind is signed by the role ${needed}`);
  if (length > limitBytes) throw new ReleaseError('not-allowed', `${path}: larger than ${limitBytes} bytes`);
}

/** The member `targets` of the metadata. */
export function targetsJson(entries: readonly ReleaseEntry[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    entries.map(({ terms, length, digest }) => [
      releasePath(terms),
      { length, hashes: { sha256: digest }, custom: terms },
    ]),
  );
}
