/** Compares what files import with the order of their folders. */
import { posix } from 'node:path';

export interface SourceFile {
  /** From the top of the project, for example `server/orders/issue-order.ts`. */
  readonly path: string;
  readonly text: string;
}

export interface JudgedImports {
  /** How many imports between folders were compared. */
  readonly compared: number;
  /** `FILE -> FILE`: a file imports one of a folder above its own. */
  readonly upward: readonly string[];
  /** Folders with files that the order does not name. */
  readonly missing: readonly string[];
}

/** Every quoted relative path of a file counts: static, dynamic and type imports, style sheets, entries of threads and processes. */
const RELATIVE_PATH = /(['"`])(\.\.?\/[^'"`\s]*\.[a-z]+)\1/g;

/** @param order folders inside `top`, from the bottom; files in `top` itself stand above them all */
export function judgeImports(files: readonly SourceFile[], top: string, order: readonly string[]): JudgedImports {
  const rankOf = (path: string): number => {
    const folder = folderOf(path, top);
    return folder === undefined ? order.length : order.indexOf(folder);
  };
  const imports = files.flatMap(({ path, text }) =>
    [...text.matchAll(RELATIVE_PATH)]
      .map(([, , to]) => posix.join(posix.dirname(path), to as string))
      .filter((to) => to.startsWith(`${top}/`) && folderOf(to, top) !== folderOf(path, top))
      .map((to) => ({ from: path, to })),
  );
  const folders = new Set(files.map(({ path }) => folderOf(path, top)).filter((folder) => folder !== undefined));
  return {
    compared: imports.length,
    upward: imports.filter(({ from, to }) => rankOf(to) >= rankOf(from)).map(({ from, to }) => `${from} -> ${to}`),
    missing: [...folders].filter((folder) => !order.includes(folder)).sort(),
  };
}

/**
 * Folders that stand beside each other, at any depth, and import each other: `FOLDER <-> FOLDER`. Neither of two such folders can be
 * understood without the other.
 */
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

/** The folders of two files below the deepest folder that holds both; `undefined` for a file that stands in that one itself. */
function besideEachOther(path: string, to: string): [string | undefined, string | undefined] {
  const [here, there] = [path.split('/'), to.split('/')];
  let depth = 0;
  while (here[depth] === there[depth] && depth < Math.min(here.length, there.length) - 1) depth += 1;
  const folder = (parts: readonly string[]) =>
    parts.length > depth + 1 ? parts.slice(0, depth + 1).join('/') : undefined;
  return [folder(here), folder(there)];
}

/** The folder directly inside `top`; `undefined` for a file in `top` itself. */
function folderOf(path: string, top: string): string | undefined {
  const [folder, ...rest] = path.slice(top.length + 1).split('/');
  return rest.length === 0 ? undefined : folder;
}
