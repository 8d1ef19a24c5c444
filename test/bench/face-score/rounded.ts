/** The value with every fraction rounded to six digits, for a file. */
export function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'number' && !Number.isInteger(part) ? Number(part.toPrecision(6)) : part,
    ),
  ) as T;
}

const SCALAR = String.raw`(?:"(?:[^"\\]|\\.)*"|-?[\d.][\d.e+-]*|null)`;
const SCALARS = new RegExp(String.raw`\[\s+(${SCALAR}(?:,\s+${SCALAR})*)\s+\]`, 'g');
const ROW_MAX = 80;

/** JSON in the format of the project: short lists of plain values on one line. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replaceAll(SCALARS, (list, items: string) => {
    const row = `[${items.replaceAll(/,\s+/g, ', ')}]`;
    return row.length > ROW_MAX ? list : row;
  });
  return `${text}\n`;
}
