/** What nobody refers to any more is freed, and with that overwritten, now; nothing happens where the process was started otherwise. */
export function collectGarbage(): void {
  const { gc } = globalThis as { readonly gc?: () => void };
  gc?.();
}
