/**
 * Keeps the largest connected component of a mask and fills its holes.
 *
 * @param mask uint8 [rows, columns] of 0 and 1, rewritten
 * @param lists two int32 arrays of the same number of cells, overwritten
 * @param seen uint8 of the same number of cells, overwritten
 * @returns the number of cells that are 1 afterwards
 */
export function keepLargest(
  mask: Uint8Array,
  columns: number,
  rows: number,
  [queue, best]: readonly [Int32Array, Int32Array],
  seen: Uint8Array,
): number {
  const count = columns * rows;
  const flood = (start: number, value: number): number => {
    let tail = 0;
    const visit = (cell: number): void => {
      if (seen[cell] === 1 || mask[cell] !== value) return;
      seen[cell] = 1;
      queue[tail++] = cell;
    };
    visit(start);
    for (let head = 0; head < tail; head++) {
      const cell = queue[head]!;
      const column = cell % columns;
      if (column > 0) visit(cell - 1);
      if (column < columns - 1) visit(cell + 1);
      if (cell >= columns) visit(cell - columns);
      if (cell + columns < count) visit(cell + columns);
    }
    return tail;
  };
  seen.fill(0, 0, count);
  let most = 0;
  for (let cell = 0; cell < count; cell++) {
    if (mask[cell] !== 1 || seen[cell] === 1) continue;
    const size = flood(cell, 1);
    if (size <= most) continue;
    most = size;
    best.set(queue.subarray(0, size));
  }
  mask.fill(0, 0, count);
  for (let at = 0; at < most; at++) mask[best[at]!] = 1;
  seen.fill(0, 0, count);
  for (let column = 0; column < columns; column++) {
    flood(column, 0);
    flood(count - columns + column, 0);
  }
  for (let row = 0; row < rows; row++) {
    flood(row * columns, 0);
    flood((row + 1) * columns - 1, 0);
  }
  let cells = 0;
  for (let cell = 0; cell < count; cell++) {
    // Cells that the outside did not reach are print or holes in it. An empty mask has no holes.
    mask[cell] = most > 0 && seen[cell] === 0 ? 1 : 0;
    cells += mask[cell]!;
  }
  return cells;
}
