/** What makers write into the names of contactless slots. */
const CONTACTLESS = /contactless|picc|\bcl\b|nfc|rfid/i;

/**
 * Of the readers that there are the one to use: the first whose name contains what is wanted; where nothing is, the first
 * contactless one, or else the first. `undefined` when there is none.
 */
export function chooseReader(names: readonly string[], wanted?: string): string | undefined {
  if (wanted !== undefined) return names.find((name) => name === wanted) ?? names.find((name) => name.includes(wanted));
  return names.find((name) => CONTACTLESS.test(name)) ?? names[0];
}
