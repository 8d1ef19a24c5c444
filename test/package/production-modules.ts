/** The npm packages that a program needs at run time, from the lock file, and the files of each. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './included-files.ts';

/** An entry of `packages` in package-lock.json. */
export interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface ProductionModule {
  /** Path in the project, such as `node_modules/a/node_modules/b`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

export type Lock = Readonly<Record<string, LockedPackage>>;

/** Packages whose other dependencies only install or build them. */
const AT_RUN_TIME: Readonly<Record<string, readonly string[]>> = {
  sqlite3: ['bindings'],
  'onnxruntime-node': ['onnxruntime-common'],
};

/** Sorted by path. Throws when a package is not in the lock file or is for development. */
export function productionModules(lock: Lock, root: string, names: Iterable<string>): readonly ProductionModule[] {
  const found = new Map<string, ProductionModule>();
  const add = (name: string, from: string, isOptional: boolean): void => {
    const path = resolved(lock, name, from);
    const locked = path === undefined ? undefined : lock[path];
    if (path === undefined || locked === undefined || !existsSync(join(root, path))) {
      if (isOptional) return;
      throw new Error(`the package ${name} is not installed`);
    }
    if (locked.dev === true) throw new Error(`the package ${name} is for development`);
    if (found.has(path)) return;
    found.set(path, { path, name, version: locked.version, license: locked.license ?? 'see its folder' });
    const needed = AT_RUN_TIME[name] ?? Object.keys(locked.dependencies ?? {});
    for (const one of needed) add(one, path, false);
    if (name in AT_RUN_TIME) return;
    for (const one of Object.keys(locked.optionalDependencies ?? {})) add(one, path, true);
  };
  for (const name of names) add(name, '', false);
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Node's search: the nearest `node_modules` on the way up. */
function resolved(lock: Lock, name: string, from: string): string | undefined {
  const parents = from === '' ? [] : from.split('/node_modules/');
  for (let depth = parents.length; depth >= 0; depth -= 1) {
    const path = [...parents.slice(0, depth), name].join('/node_modules/');
    const found = depth === 0 ? `node_modules/${name}` : path;
    if (lock[found] !== undefined) return found;
  }
  return undefined;
}

/** Sources, types, tests and documents, which no program loads. Licences stay. */
const NOT_LOADED = [
  /\.(d\.[cm]?ts|[cm]?tsx?|map|md|markdown|flow|c|cc|cpp|h|hpp|gyp|gypi|a|o|tgz|yml|yaml|patch|sh|bat|ps1)$/i,
  /(^|\/)(\.[^/]+|tests?|__tests__|benchmarks?|examples?|docs?|man|typings|Makefile|makefile|binding\.gyp)(\/|$)/,
];
const LICENCE = /(^|\/)(licen[cs]e|notice|copying)[^/]*$/i;

/** Programs of other systems that a package carries, and what remains of compiling one. */
const OF_PACKAGE: Readonly<Record<string, (file: string, platform: string) => boolean>> = {
  'onnxruntime-node': (file, platform) => !file.startsWith('bin/') || file.includes(`/${platform}/`),
  '@koromix/koffi-linux-x64': (file) => !file.startsWith('musl'),
  sqlite3: (file) => !/^(build|deps|src)\//.test(file) || file === 'build/Release/node_sqlite3.node',
};

/**
 * The files of a package that belong in a production build, relative to the project's root.
 *
 * @param platform such as `linux/x64`
 */
export function filesOfModule(root: string, { path, name }: ProductionModule, platform: string): readonly string[] {
  const prefix = `${path}/`;
  return filesBelow(root, path).filter((file) => {
    const inside = file.slice(prefix.length);
    if (inside.startsWith('node_modules/')) return false;
    if (OF_PACKAGE[name]?.(inside, platform) === false) return false;
    return LICENCE.test(inside) || !NOT_LOADED.some((pattern) => pattern.test(inside));
  });
}
