/** Pure: parses typed text into values of a proposal. The server checks them again. */

/** `all`, or names with commas or spaces between them. */
export function namesIn(text: string): 'all' | readonly string[] {
  const names = text
    .split(/[\s,]+/)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  return names.length === 1 && names[0] === 'all' ? 'all' : [...new Set(names)];
}

/** A number of days or hours within bounds, or `undefined`. */
export function countIn(text: string, most: number): number | undefined {
  const trimmed = text.trim();
  if (!/^[0-9]{1,4}$/.test(trimmed)) return undefined;
  const count = Number(trimmed);
  return count >= 1 && count <= most ? count : undefined;
}
