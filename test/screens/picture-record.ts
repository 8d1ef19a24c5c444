/** Which sources each stored picture shows, as digests in `pictures.json` beside the pictures. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';
import { FRAME, PICTURE_GROUPS, type PictureGroup } from './pictures.ts';
import { sourceDigest } from './source-digest.ts';

type Digests = Readonly<Record<string, string>>;

const root = projectRoot();

const fileOf = (folder: string) => join(root, folder, 'pictures.json');

function readDigests(folder: string): Digests {
  return existsSync(fileOf(folder)) ? (JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Digests) : {};
}

/** The digest of the sources that a picture shows now. */
function digestOf({ folder, shows }: PictureGroup, name: string): string {
  return sourceDigest(root, shows[name] ?? [], folder.startsWith('server/') ? FRAME : []);
}

/** The pictures of a group whose sources have changed since they were taken. */
export function staleIn(group: PictureGroup): readonly string[] {
  const taken = readDigests(group.folder);
  return Object.keys(group.shows).filter((name) => taken[name] !== digestOf(group, name));
}

/** Records that the pictures show the present sources. */
export function recordTaken(group: PictureGroup, names: readonly string[]): void {
  const known = new Set(
    PICTURE_GROUPS.filter(({ folder }) => folder === group.folder).flatMap((one) => Object.keys(one.shows)),
  );
  const digests = new Map(Object.entries(readDigests(group.folder)).filter(([name]) => known.has(name)));
  for (const name of names) digests.set(name, digestOf(group, name));
  const sorted = Object.fromEntries([...digests].sort(([one], [other]) => one.localeCompare(other)));
  writeFileSync(fileOf(group.folder), `${JSON.stringify(sorted, null, 2)}\n`);
}
