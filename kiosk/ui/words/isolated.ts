/** Keeps a desk's Latin name, or a number with its sign, in one piece within right-to-left text (UAX #9 isolates). */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
