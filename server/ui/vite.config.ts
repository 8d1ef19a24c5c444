import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const absent = fileURLToPath(new URL('./evidence/node-modules-absent.ts', import.meta.url));

/** Browsers look for the next service worker at its old address; the pages name `theme.js` in their heads. */
const AT_FIXED_ADDRESS = new Set(['verify-offline', 'theme']);

/** Builds the console to where the server looks for it. Nothing is inlined: the page's policy allows files of its own only. */
export default defineConfig({
  root: at('.'),
  resolve: { alias: { crypto: absent, fs: absent, path: absent } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    rolldownOptions: {
      input: {
        console: at('./index.html'),
        verify: at('./verify/index.html'),
        'verify-offline': at('./verify/offline-worker.ts'),
        theme: at('./design/theme/early-theme.ts'),
      },
      output: { entryFileNames: ({ name }) => (AT_FIXED_ADDRESS.has(name) ? '[name].js' : 'assets/[name]-[hash].js') },
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
