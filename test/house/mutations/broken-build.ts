/**
 * Breaks one module of the build: the compiled file, and each bundle of pages that contains the module. The sources stay as they are. The
 * replaced file or bundle moves to a folder first, so that a later process can restore it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { build, type Plugin } from 'vite';
import { type Mutation, mutate } from './places.ts';

/** Settings of the bundler, and the bundle below `.build`. */
const BUNDLES: readonly (readonly [settings: string, bundle: string])[] = [
  ['server/console/vite.config.ts', 'server/ui-dist'],
  ['server/console/portal/vite.config.ts', 'server/portal-dist'],
  ['server/console/partner-portal/vite.config.ts', 'server/partner-portal-dist'],
  ['kiosk/ui/vite.config.ts', 'kiosk/ui-dist'],
];

export class BrokenBuild {
  readonly #root: string;
  readonly #bundles: typeof BUNDLES;
  readonly #replaced: string;
  readonly #modules = new Map<string, Set<string>>();

  constructor(root: string, bundles = BUNDLES) {
    this.#root = root;
    this.#bundles = bundles;
    this.#replaced = join(root, '.build/mutations/replaced');
    mkdirSync(this.#replaced, { recursive: true });
  }

  /** @returns true if there was something to restore */
  restore(): boolean {
    const names = readdirSync(this.#replaced);
    for (const name of names) {
      const at = join(this.#root, '.build', decodeURIComponent(name));
      rmSync(at, { recursive: true, force: true });
      renameSync(join(this.#replaced, name), at);
    }
    return names.length > 0;
  }

  async apply(mutation: Mutation): Promise<void> {
    const source = join(this.#root, mutation.path);
    const text = mutate(readFileSync(source, 'utf8'), mutation);
    const made = join(this.#root, '.build/mutations/made');
    const compiled = mutation.path.replace(/\.tsx?$/, '.js');
    if (existsSync(join(this.#root, '.build', compiled))) {
      writeFileSync(made, compile(this.#root, mutation.path, text));
      this.#replace(compiled, made);
    }
    for (const [settings, bundle] of await this.#bundlesWith(mutation.path)) {
      const load = (id: string) => (id === source ? text : undefined);
      await this.#bundle(settings, { name: 'mutation', load }, { outDir: made, emptyOutDir: true });
      this.#replace(bundle, made);
    }
  }

  /** Whether a page contains the source at `path`. */
  async isInPages(path: string): Promise<boolean> {
    return (await this.#bundlesWith(path)).length > 0;
  }

  #replace(path: string, made: string): void {
    renameSync(join(this.#root, '.build', path), join(this.#replaced, encodeURIComponent(path)));
    renameSync(made, join(this.#root, '.build', path));
  }

  async #bundlesWith(path: string): Promise<typeof BUNDLES> {
    for (const [settings] of this.#bundles) {
      if (this.#modules.has(settings)) continue;
      const modules = new Set<string>();
      const moduleParsed = ({ id }: { readonly id: string }) => void modules.add(id);
      await this.#bundle(settings, { name: 'modules', moduleParsed }, { write: false });
      this.#modules.set(settings, modules);
    }
    return this.#bundles.filter(([settings]) => this.#modules.get(settings)?.has(join(this.#root, path)));
  }

  async #bundle(settings: string, plugin: Plugin, options: object): Promise<void> {
    await build({ configFile: join(this.#root, settings), logLevel: 'error', plugins: [plugin], build: options });
  }
}

/** The compiled code of one source file, without its types being checked. */
export function compile(root: string, path: string, text: string): string {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  // For `nodenext` the format would come from the nearest package, which the compiler does not read for a single file
  const compilerOptions = { ...options, module: ts.ModuleKind.ESNext, sourceMap: false };
  const { outputText } = ts.transpileModule(text, { fileName: path, compilerOptions });
  // The graph of imports reads the quotes of the sources; this compiler writes others around a path whose ending it changes
  return outputText.replaceAll(/(\bfrom |\bimport |\bimport\()"(\.[^"\n]*\.js)"/g, "$1'$2'");
}
