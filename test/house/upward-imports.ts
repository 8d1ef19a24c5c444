/** Compares what files import with the order of their folders. */
import { posix } from 'node:path';
import { roomOf } from './floors.ts';

export interface SourceFile {
  /** Relative to the project's root, for example `server/lanes/orders/issue-order.ts`. */
  readonly path: string;
  readonly text: string;
}

export interface JudgedImports {
  /** Number of compared imports between folders. */
  readonly compared: number;
  /** `FILE -> FILE`: a file imports a file of a higher folder. */
  readonly upward: readonly string[];
  /** Folders with files that are missing in the order. */
  readonly missing: readonly string[];
}

/** Matches every quoted relative path: static, dynamic and type imports, style sheets, entries of threads and processes. */
const RELATIVE_PATH = /(['"`])(\.\.?\/[^'"`\s]*\.[a-z]+)\1/g;

/** @param order folders inside `top`, lowest first; files directly in `top` are above them all */
export function judgeImports(files: readonly SourceFile[], top: string, order: readonly string[]): JudgedImports {
  const folderOf = (path: string) => roomOf(path.slice(top.length + 1), order);
  const rankOf = (path: string): number => {
    const folder = folderOf(path);
    return folder === undefined ? order.length : order.indexOf(folder);
  };
  const imports = files.flatMap(({ path, text }) =>
    [...text.matchAll(RELATIVE_PATH)]
      .map(([, , to]) => posix.join(posix.dirname(path), to as string))
      .filter((to) => to.startsWith(`${top}/`) && folderOf(to) !== folderOf(path))
      .map((to) => ({ from: path, to })),
  );
  const folders = new Set(files.map(({ path }) => folderOf(path)).filter((folder) => folder !== undefined));
  return {
    compared: imports.length,
    upward: imports.filter(({ from, to }) => rankOf(to) >= rankOf(from)).map(({ from, to }) => `${from} -> ${to}`),
    missing: [...folders].filter((folder) => !order.includes(folder)).sort(),
  };
}

/** Sibling folders, at any depth, that import each other: `FOLDER <-> FOLDER`. Such folders cannot be understood separately. */
export function mutualImports(files: readonly SourceFile[]): string[] {
  const pairs = new Set(
    files.flatMap(({ path, text }) =>
      [...text.matchAll(RELATIVE_PATH)].flatMap(([, , to]) => {
        const [one, other] = besideEachOther(path, posix.join(posix.dirname(path), to as string));
        return one === undefined || other === undefined ? [] : [`${one} ${other}`];
      }),
    ),
  );
  return [...pairs]
    .map((pair) => pair.split(' ') as [string, string])
    .filter(([one, other]) => one < other && pairs.has(`${other} ${one}`))
    .map(([one, other]) => `${one} <-> ${other}`)
    .sort();
}

/** The folders of two files below their deepest common folder; `undefined` for a file directly in it. */
function besideEachOther(path: string, to: string): [string | undefined, string | undefined] {
  const [here, there] = [path.split('/'), to.split('/')];
  let depth = 0;
  while (here[depth] === there[depth] && depth < Math.min(here.length, there.length) - 1) depth += 1;
  const folder = (parts: readonly string[]) =>
    parts.length > depth + 1 ? parts.slice(0, depth + 1).join('/') : undefined;
  return [folder(here), folder(there)];
}
