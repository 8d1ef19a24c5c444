/** Pure: records that a person picks from, and the search among them. */

/** One record: its name, and the id that never changes. */
export interface Known {
  readonly id: string;
  readonly name: string;
  /** Distinguishes it from others, for example by its place. */
  readonly detail?: string;
}

/** Options that a list shows at once. Typing narrows them. */
export const MAX_SHOWN = 50;

/** The records in whose name, id or detail each word of the text begins or stands, best first: those that begin with the text. */
export function matching(known: readonly Known[], text: string): readonly Known[] {
  const words = plain(text).split(' ').filter(Boolean);
  if (words.length === 0) return known;
  const found = known.filter((one) => {
    const all = plain(`${one.name} ${one.id} ${one.detail ?? ''}`);
    return words.every((word) => all.includes(word));
  });
  const start = words.join(' ');
  const rank = ({ name, id }: Known) => (plain(id).startsWith(start) || plain(name).startsWith(start) ? 0 : 1);
  return found.toSorted((one, other) => rank(one) - rank(other));
}

/** The record that the text names exactly, by id or by a name that no other has. */
export function named(known: readonly Known[], text: string): Known | undefined {
  const wanted = plain(text).trim();
  if (wanted === '') return undefined;
  const byId = known.find(({ id }) => plain(id) === wanted);
  if (byId !== undefined) return byId;
  const byName = known.filter(({ name }) => plain(name) === wanted);
  return byName.length === 1 ? byName[0] : undefined;
}

/** Small letters without accents, single spaces. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_/,]+/g, ' ');
}
