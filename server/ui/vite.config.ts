import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the console to where the server looks for it. Nothing is inlined: the page's policy allows files of its own only. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: { alias: { crypto: fileURLToPath(new URL('./evidence/platform-crypto.ts', import.meta.url)) } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../../.build/server/ui-dist/', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: 'es2022',
  },
});
