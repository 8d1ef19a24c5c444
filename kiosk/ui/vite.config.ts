/** Builds the traveller's screen (`/`) and the dock (`/dock`) into one folder, which the kiosk serves as it is. */
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
    rolldownOptions: { input: [resolve(here, 'index.html'), resolve(here, 'dock.html')] },
  },
});
