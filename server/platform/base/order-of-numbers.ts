const collator = new Intl.Collator('en', { numeric: true });

/** For `sort`: numbers in names by their value, so that lane 2 comes before lane 10. */
export function byNumbersIn(one: string, other: string): number {
  return collator.compare(one, other);
}
