import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const absent = fileURLToPath(new URL('./evidence/node-modules-absent.ts', import.meta.url));

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
      },
      // A service worker's address stays: browsers look there for the next one
      output: { entryFileNames: ({ name }) => (name === 'verify-offline' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
    outDir: at('../../.build/server/ui-dist/'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    // OpenJPEG, which is loaded when a portrait in JPEG 2000 comes
    chunkSizeWarningLimit: 600,
    target: 'es2022',
  },
});
