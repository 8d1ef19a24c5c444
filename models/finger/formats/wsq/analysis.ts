import type { Split } from './decomposition-tree.ts';
import type { FilterBank } from './filters.ts';
import { reflect } from './reflect.ts';

/**
 * Splits an image into subbands, in place: the inverse of `synthesise`, also in single precision and in NIST's order.
 *
 * `data`: row-major, `width` columns. `splits`: the tree in the order of analysis.
 */
export function analyse(data: Float32Array, width: number, splits: readonly Split[], bank: FilterBank): void {
  const scratch = new Float32Array(data.length);
  for (const split of splits) {
    splitColumns(scratch, data, width, split, bank);
    splitRows(data, scratch, width, split, bank);
  }
  scratch.fill(0);
}

/** Horizontal direction. `target` receives only the band, packed. */
function splitColumns(target: Float32Array, source: Float32Array, width: number, band: Split, bank: FilterBank): void {
  const { width: columns, height: rows } = band;
  const lowStart = band.highFirstX ? columns >> 1 : 0;
  const highStart = band.highFirstX ? 0 : (columns + 1) >> 1;
  const reach = Math.max(bank.low.length, bank.high.length) >> 1;
  const places = Int32Array.from({ length: columns + 2 * reach }, (_, index) => reflect(index - reach, columns));
  const line = new Float32Array(places.length);
  const lowOffset = reach - (bank.low.length >> 1);
  const highOffset = reach - (bank.high.length >> 1);
  for (let row = 0; row < rows; row++) {
    const from = (band.y + row) * width + band.x;
    for (let index = 0; index < line.length; index++) line[index] = source[from + (places[index] as number)] as number;
    const to = row * columns;
    for (let x = 0, at = to + lowStart; x < columns; x += 2, at++) target[at] = weigh(line, x + lowOffset, bank.low);
    for (let x = 1, at = to + highStart; x < columns; x += 2, at++) target[at] = weigh(line, x + highOffset, bank.high);
  }
  line.fill(0);
}

function weigh(line: Float32Array, start: number, filter: Float32Array): number {
  let sum = Math.fround(0);
  for (let tap = 0; tap < filter.length; tap++) {
    sum = Math.fround(sum + Math.fround((line[start + tap] as number) * (filter[tap] as number)));
  }
  return sum;
}

/** Vertical direction, from the packed band back to its position: whole rows are weighted and added. */
function splitRows(target: Float32Array, source: Float32Array, width: number, band: Split, bank: FilterBank): void {
  const { width: columns, height: rows } = band;
  const lowStart = band.highFirstY ? rows >> 1 : 0;
  const highStart = band.highFirstY ? 0 : (rows + 1) >> 1;
  for (let row = 0; row < rows; row++) {
    const filter = row % 2 === 0 ? bank.low : bank.high;
    const line = (row % 2 === 0 ? lowStart : highStart) + (row >> 1);
    const to = (band.y + line) * width + band.x;
    target.fill(0, to, to + columns);
    for (let tap = 0; tap < filter.length; tap++) {
      const from = reflect(row + tap - (filter.length >> 1), rows) * columns;
      const weight = filter[tap] as number;
      for (let x = 0; x < columns; x++) {
        const product = Math.fround((source[from + x] as number) * weight);
        target[to + x] = Math.fround((target[to + x] as number) + product);
      }
    }
  }
}
