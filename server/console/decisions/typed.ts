/** Pure: parses typed text into values of a proposal. The server checks them again. */

/** A number of days or hours within bounds, or `undefined`. */
export function countIn(text: string, most: number): number | undefined {
  const trimmed = text.trim();
  if (!/^[0-9]{1,4}$/.test(trimmed)) return undefined;
  const count = Number(trimmed);
  return count >= 1 && count <= most ? count : undefined;
}
