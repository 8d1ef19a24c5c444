/** Frees, and thereby overwrites, unreferenced memory now. Does nothing if the process was not started by `recipe.ts`. */
export function collectGarbage(): void {
  const { gc } = globalThis as { readonly gc?: () => void };
  gc?.();
}
