import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { parseMarkdown } from './manual/markdown.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const absent = fileURLToPath(new URL('./evidence/node-modules-absent.ts', import.meta.url));

/** Browsers look for the next service worker at its old address; the pages name `theme.js` in their heads. */
const AT_FIXED_ADDRESS = new Set(['verify-offline', 'theme']);

const PAGES: Readonly<Record<string, string>> = {
  console: at('./index.html'),
  verify: at('./verify/index.html'),
  declare: at('./declare/index.html'),
  'error-rates': at('./error-rates/index.html'),
};

/** Builds the console to where the server looks for it. Nothing is inlined: the page's policy allows files of its own only. */
export default defineConfig({
  root: at('.'),
  resolve: { alias: { crypto: absent, fs: absent, path: absent } },
  plugins: [markdownPages()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    rolldownOptions: {
      input: {
        ...PAGES,
        'verify-offline': at('./verify/offline-worker.ts'),
        theme: at('./design/theme/early-theme.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (AT_FIXED_ADDRESS.has(name) ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: loadedAtOnce, debugName: 'first' }] },
      },
    },
    outDir: at('../../.build/server/ui-dist/'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    // OpenJPEG, which is loaded when a portrait in JPEG 2000 comes
    chunkSizeWarningLimit: 600,
    target: 'es2022',
    // The first browsers with light-dark(), by which the theme changes colours
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
});

/** The modules that a page imports statically, by the name of the page. */
const LOADED = new Map<string, ReadonlySet<string>>();

/**
 * One chunk for all that the same pages load at once. By itself the bundler makes one for each set of sections that share a module: some
 * thirty small files before a page shows anything.
 */
function loadedAtOnce(id: string, graph: Rolldown.ChunkingContext): string | undefined {
  if (/\.html$|\/main\.tsx$/.test(id)) return undefined;
  const pages = Object.keys(PAGES).filter((page) => {
    const loaded = LOADED.get(page) ?? importedBy(PAGES[page] ?? '', graph);
    LOADED.set(page, loaded);
    return loaded.has(id);
  });
  return pages.includes('console') ? ['first', ...pages].join('-') : undefined;
}

function importedBy(entry: string, graph: Rolldown.ChunkingContext): ReadonlySet<string> {
  const found = new Set([entry]);
  // A set is walked to its end while it grows
  for (const id of found) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}

/** Turns a Markdown file of the guides into a module with its blocks. Pictures become files of the console. */
function markdownPages(): Plugin {
  return {
    name: 'markdown-pages',
    transform(text, id) {
      if (!id.endsWith('.md')) return undefined;
      const pictures: string[] = [];
      const blocks = parseMarkdown(text, (source) => {
        const file = resolve(dirname(id), source);
        if (!existsSync(file)) this.error(`${id}: there is no picture ${source}`);
        pictures.push(file);
        return `@picture-${pictures.length - 1}@`;
      });
      const imports = pictures.map((file, index) => `import picture${index} from ${JSON.stringify(`${file}?url`)};\n`);
      const code = JSON.stringify(blocks).replaceAll(/"@picture-(\d+)@"/g, 'picture$1');
      return { code: `${imports.join('')}export default ${code};\n`, map: null };
    },
  };
}
