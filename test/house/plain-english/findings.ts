import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PATTERNS } from './patterns.ts';
import { proseOf } from './prose.ts';

export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly words: string;
  readonly advice: string;
}

const PLACES = ['.github', 'README.md', 'hardware', 'kiosk', 'models', 'server', 'test'];

/**
 * Installed packages are not ours. The check itself and its test quote the old style; screen texts in other languages have rules of their
 * own; the text of a released migration is part of its checksum.
 */
const LEFT_OUT =
  /\/node_modules\/|^test\/house\/plain-english|^kiosk\/ui\/words\/(?!en\.)[a-z]{2}\.ts$|^server\/console\/languages\/[a-z]{2}\/|^server\/platform\/database\/migrations\/(?!checksums)/;

export function findingsIn(path: string, source: string): readonly Finding[] {
  return proseOf(path, source).flatMap(({ text, line, isComment }) =>
    PATTERNS.filter(({ isForComments }) => isComment || isForComments !== true).flatMap(({ advice, matches }) =>
      [...text.matchAll(matches)].map((match) => ({
        path,
        line: line + text.slice(0, match.index).split('\n').length - 1,
        words: match[0].replaceAll(/\s+/g, ' ').slice(0, 60),
        advice,
      })),
    ),
  );
}

/** @param root the project's root folder */
export function findingsUnder(root: string): readonly Finding[] {
  return PLACES.flatMap((place) => filesAt(root, place)).flatMap((path) =>
    LEFT_OUT.test(path) ? [] : findingsIn(path, readFileSync(join(root, path), 'utf8')),
  );
}

function filesAt(root: string, place: string): readonly string[] {
  if (!existsSync(join(root, place))) return [];
  if (place.endsWith('.md')) return [place];
  return readdirSync(join(root, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|tsx|md)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
