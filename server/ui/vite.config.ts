import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const absent = fileURLToPath(new URL('./evidence/node-modules-absent.ts', import.meta.url));

/** Builds the console to where the server looks for it. Nothing is inlined: the page's policy allows files of its own only. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: { alias: { crypto: absent, fs: absent, path: absent } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../../.build/server/ui-dist/', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    // OpenJPEG, which is loaded when a portrait in JPEG 2000 comes
    chunkSizeWarningLimit: 600,
    target: 'es2022',
  },
});
