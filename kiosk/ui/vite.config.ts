/** Builds the traveller's screen (`/`), the page of readiness checks (`/check.html`) and the dock (`/dock`) into one folder. */
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(here, '../../.build/kiosk/ui-dist'),
    emptyOutDir: true,
    // The lane's own browser is current, and its content security policy allows nothing inline.
    target: 'es2023',
    cssTarget: 'chrome123',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'check.html', 'dock.html'].map((page) => resolve(here, page)) },
  },
});
