import { createReadStream, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { createFile, replaceFile } from '../../hardware/host/durable-file.ts';
import { makeFolderSync } from '../../hardware/host/durable-file-sync.ts';
import { targetFile } from '../contract/release-repository.ts';
import type { ReleaseEntry } from './entries.ts';
import { measureFile } from './metadata.ts';
import type { Repository } from './repository.ts';

const READABLE = 0o644;
const FOLDER = 0o755;

/** Copies a file of one repository to another, durably. An existing file stays as it is. */
export async function bringFile(from: Repository, to: Repository, file: string): Promise<'created' | 'exists'> {
  makeFolderSync(dirname(to.path(file)), FOLDER);
  return createFile(to.path(file), createReadStream(from.path(file)), { mode: READABLE });
}

/** Copies the file of a target, in place of one with other bytes. */
export async function bringTarget(from: Repository, to: Repository, entry: ReleaseEntry): Promise<void> {
  const file = targetFile(entry.terms, entry.digest);
  if (await holdsFile(to, file, entry)) return;
  makeFolderSync(dirname(to.path(file)), FOLDER);
  await replaceFile(to.path(file), createReadStream(from.path(file)), { mode: READABLE });
}

export async function holdsFile(
  repository: Repository,
  file: string,
  expected: { readonly length: number; readonly digest: string },
): Promise<boolean> {
  const path = repository.path(file);
  if (!existsSync(path)) return false;
  const { length, digest } = await measureFile(path);
  return length === expected.length && digest === expected.digest;
}
