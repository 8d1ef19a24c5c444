/** Terms used in the names of contactless slots. */
const CONTACTLESS = /contactless|picc|\bcl\b|nfc|rfid/i;

/**
 * Chooses a reader: the first whose name contains `wanted`; by default the first contactless one, or else the first.
 * `undefined` when there is none.
 */
export function chooseReader(names: readonly string[], wanted?: string): string | undefined {
  if (wanted !== undefined) return names.find((name) => name === wanted) ?? names.find((name) => name.includes(wanted));
  return names.find((name) => CONTACTLESS.test(name)) ?? names[0];
}
