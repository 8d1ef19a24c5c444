/** A release repository in a folder: reads its newest metadata, and adds files. Files are never changed, except the timestamp. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Metadata, Timestamp } from '@tufjs/models';
import { METADATA_NAME, metadataFile, type ReleaseRole } from '../../contract/release-repository.ts';
import { type MetadataOfRole, readMetadata } from './metadata.ts';
import { ReleaseError } from './release-error.ts';

export type NumberedRole = Exclude<ReleaseRole, 'timestamp'>;

/** The roles that people sign. */
export const SIGNED_BY_PEOPLE = ['root', 'targets', 'watchlist'] as const satisfies readonly NumberedRole[];
export type PeoplesRole = (typeof SIGNED_BY_PEOPLE)[number];

export interface Repository {
  readonly folder: string;
  /** The versions of a role that have a file, ascending. */
  versions(role: NumberedRole): readonly number[];
  /** The highest version of a role; 0 when there is none. */
  newest(role: NumberedRole): number;
  /** Throws `ReleaseError` `malformed` for a missing or damaged file. */
  read<R extends NumberedRole>(role: R, version: number): Metadata<MetadataOfRole[R]>;
  /** Throws as `read`, and `no-repository` when there is no version of the role. */
  readNewest<R extends NumberedRole>(role: R): Metadata<MetadataOfRole[R]>;
  /** `undefined` before the first timestamp. Throws `ReleaseError` `malformed`. */
  timestamp(): Metadata<Timestamp> | undefined;
  path(file: string): string;
}

export function repositoryIn(folder: string): Repository {
  const path = (file: string): string => join(folder, file);
  const versions = (role: NumberedRole): readonly number[] =>
    namesIn(path('metadata'))
      .map((name) => versionOf(name, role))
      .filter((version) => version > 0)
      .sort((one, other) => one - other);
  const newest = (role: NumberedRole): number => versions(role).at(-1) ?? 0;
  const repository: Repository = {
    folder,
    versions,
    newest,
    read: (role, version) => readMetadata(role, path(metadataFile(role, version))),
    readNewest(role) {
      const version = newest(role);
      if (version === 0) throw new ReleaseError('no-repository', `there is no ${role} metadata in ${folder}`);
      return repository.read(role, version);
    },
    timestamp() {
      const file = path(metadataFile('timestamp', 0));
      return existsSync(file) ? readMetadata('timestamp', file) : undefined;
    },
    path,
  };
  return repository;
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => METADATA_NAME.test(name)) : [];
}

function versionOf(name: string, role: NumberedRole): number {
  const [version = '', its] = name.split('.');
  return its === role ? Number(version) : 0;
}
