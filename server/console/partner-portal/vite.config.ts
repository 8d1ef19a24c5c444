import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the portal for people of partners to where the server looks for it. Nothing is inlined: the page's policy allows files of its own only. */
export default defineConfig({
  root: at('.'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    rolldownOptions: { input: { 'partner-portal': at('./index.html') } },
    outDir: at('../../../.build/server/partner-portal-dist/'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: 'es2022',
    // The first browsers with light-dark(), by which the theme changes colours
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
});
