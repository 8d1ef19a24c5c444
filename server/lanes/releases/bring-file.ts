import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFile, replaceFile } from '../../../hardware/host/durable-file.ts';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { METADATA_LIMITS, metadataFile, type ReleaseRole, targetFile } from '../../contract/release-repository.ts';
import type { ReleaseEntry } from './entries.ts';
import { type ExpectedFile, piecesOf, readFileOf } from './read-file.ts';
import { ReleaseError } from './release-error.ts';
import type { Repository } from './repository.ts';

const READABLE = 0o644;
const FOLDER = 0o755;

export interface MetadataName {
  readonly role: ReleaseRole;
  readonly version: number;
}

/** Copies a metadata file that must be new, durably. An existing file stays as it is. */
export async function bringNew(from: Repository, to: Repository, name: MetadataName): Promise<'created' | 'exists'> {
  const { bytes, path } = prepared(from, to, name);
  return createFile(path, bytes, { mode: READABLE });
}

/** Copies a metadata file, in place of one with other bytes. */
export async function bringMetadata(from: Repository, to: Repository, name: MetadataName): Promise<void> {
  const { bytes, path } = prepared(from, to, name);
  await replaceFile(path, bytes, { mode: READABLE });
}

function prepared(from: Repository, to: Repository, { role, version }: MetadataName) {
  const file = metadataFile(role, version);
  const bytes = readFileOf(from.path(file), METADATA_LIMITS[role]);
  makeFolderIn(to, file);
  return { bytes, path: to.path(file) };
}

/**
 * Copies the file of a target, in place of one with other bytes. It is verified as it is copied: a stick could give other bytes when it is
 * read again. Rejects with `ReleaseError` `wrong-file`, and nothing is changed then.
 */
export async function bringTarget(from: Repository, to: Repository, entry: ReleaseEntry): Promise<void> {
  const file = targetFile(entry.terms, entry.digest);
  if (await holdsFile(to, file, entry)) return;
  makeFolderIn(to, file);
  await replaceFile(to.path(file), piecesOf(from.path(file), entry), { mode: READABLE });
}

export async function holdsFile(repository: Repository, file: string, expected: ExpectedFile): Promise<boolean> {
  try {
    for await (const piece of piecesOf(repository.path(file), expected)) void piece;
    return true;
  } catch {
    return false;
  }
}

/** A link in the place of a folder, on a prepared stick, would send the files elsewhere. */
function makeFolderIn(to: Repository, file: string): void {
  makeFolderSync(dirname(to.path(file)), FOLDER);
  let folder = to.folder;
  for (const name of dirname(file).split('/')) {
    folder = join(folder, name);
    if (!lstatSync(folder).isDirectory()) throw new ReleaseError('malformed', `${folder} is not a folder`);
  }
}
