/** `vite.config.ts` turns the guides into these modules. */
declare module '*.md' {
  // oxlint-disable-next-line typescript/consistent-type-imports -- a declared module cannot have a relative import
  const blocks: readonly import('./blocks.ts').Block[];
  export default blocks;
}
