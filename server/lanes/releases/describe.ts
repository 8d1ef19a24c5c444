/** The content of a repository or draft for people: signers, versions, dates, and the terms of each target. */
import type { Draft } from './draft.ts';
import { entriesIn } from './draft.ts';
import { type Repository, SIGNED_BY_PEOPLE } from './repository.ts';
import { isComplete } from './sign-draft.ts';

export interface DescribedRole {
  readonly role: string;
  readonly version: number;
  readonly expires: string;
}

export interface Description {
  readonly roles: readonly DescribedRole[];
  readonly targets: readonly Readonly<Record<string, unknown>>[];
}

/** Throws `ReleaseError`. */
export function describeRepository(repository: Repository): Description {
  const roles = ([...SIGNED_BY_PEOPLE, 'snapshot'] as const)
    .filter((role) => repository.newest(role) > 0)
    .map((role) => {
      const { version, expires } = repository.readNewest(role).signed;
      return { role, version, expires };
    });
  const timestamp = repository.timestamp()?.signed;
  const entries = (['targets', 'watchlist'] as const).flatMap((role) => entriesIn(repository, role));
  return {
    roles: [
      ...roles,
      ...(timestamp === undefined
        ? []
        : [{ role: 'timestamp', version: timestamp.version, expires: timestamp.expires }]),
    ],
    targets: entries.map(({ terms, length, digest }) => ({ ...terms, length, digest })),
  };
}

/** Whether every changed role has the signatures that it needs. */
export function isDraftComplete(draft: Draft): boolean {
  return draft.changed.every((role) => isComplete(draft, role));
}
