const NEWLINE = 0x0a;

/** Whether two zones have the same characters, ignoring line breaks. */
export function sameZone(a: Uint8Array, b: Uint8Array): boolean {
  const left = a.filter((character) => character !== NEWLINE);
  const right = b.filter((character) => character !== NEWLINE);
  const same = left.length === right.length && left.every((character, index) => character === right[index]);
  left.fill(0);
  right.fill(0);
  return same;
}
