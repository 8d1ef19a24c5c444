import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { insertRowIfNew } from '../../records/ledger/recorded/write-row.ts';
import type { ReleaseKind } from '../../contract/release.ts';
import { type PeoplesRole, SIGNED_BY_PEOPLE } from './repository.ts';

/** Metadata that people signed and the server has published. The ledger has an entry for each. */
export interface Publication {
  readonly role: PeoplesRole;
  readonly version: number;
  /** SHA-256 of the metadata file, hex. */
  readonly digest: string;
  readonly expiresAt: number;
  readonly publishedAt: number;
}

/** A target that metadata have listed. Its version never gets other bytes. */
export interface PublishedTarget {
  readonly kind: ReleaseKind;
  readonly name: string;
  readonly version: number;
  readonly digest: string;
}

/** The highest recorded version of a role; 0 when there is none. */
export async function newestRecorded(database: Connection, role: PeoplesRole): Promise<number> {
  const row: { version: unknown } | undefined = await database('release_publications')
    .where({ role })
    .orderBy('version', 'desc')
    .first('version');
  return integerColumn(row?.version ?? 0);
}

export async function insertPublication(transaction: Transaction, publication: Publication): Promise<void> {
  const { role, version, digest, expiresAt, publishedAt } = publication;
  await insertRowIfNew(transaction, 'release_publications', {
    role,
    version,
    digest,
    expires_at: expiresAt,
    published_at: publishedAt,
  });
}

export async function insertTarget(transaction: Transaction, target: PublishedTarget, at: number): Promise<void> {
  const { kind, name, version, digest } = target;
  await insertRowIfNew(transaction, 'released_targets', { kind, name, version, digest, published_at: at });
}

/** When each version of a role was recorded here, wall ms. */
export async function publishedTimes(database: Connection, role: PeoplesRole): Promise<ReadonlyMap<number, number>> {
  const rows: readonly Record<'version' | 'published_at', unknown>[] = await database('release_publications')
    .where({ role })
    .select('version', 'published_at');
  return new Map(rows.map((row) => [integerColumn(row.version), integerColumn(row.published_at)]));
}

/** The digest of each version of a role that was recorded here. */
export async function recordedDigests(database: Connection, role: PeoplesRole): Promise<ReadonlyMap<number, string>> {
  const rows: readonly Record<'version' | 'digest', unknown>[] = await database('release_publications')
    .where({ role })
    .select('version', 'digest');
  return new Map(rows.map((row) => [integerColumn(row.version), textColumn(row.digest)]));
}

interface ReadDigests {
  /** The newest recorded version of each role: targets are recorded with it and never changed. */
  readonly versions: string;
  readonly digests: ReadonlyMap<string, string>;
}

/** Conditions ask every few seconds, and a list of targets that has watchlists grows every hour. */
const READ_DIGESTS = new WeakMap<Connection, ReadDigests>();

/** The digest of each published version, by `KIND/NAME/VERSION`. The table is read again after a publication. */
export async function publishedDigests(database: Connection): Promise<ReadonlyMap<string, string>> {
  const newest: number[] = [];
  for (const role of SIGNED_BY_PEOPLE) newest.push(await newestRecorded(database, role));
  const versions = newest.join(' ');
  const known = READ_DIGESTS.get(database);
  if (known?.versions === versions) return known.digests;
  const rows: readonly Record<'kind' | 'name' | 'version' | 'digest', unknown>[] = await database(
    'released_targets',
  ).select('kind', 'name', 'version', 'digest');
  const digests = new Map(
    rows.map((row) => [
      `${textColumn(row.kind)}/${textColumn(row.name)}/${integerColumn(row.version)}`,
      textColumn(row.digest),
    ]),
  );
  READ_DIGESTS.set(database, { versions, digests });
  return digests;
}
