/** Names of tiles and entry bundles, C2SP tlog-tiles "Merkle Tree" and "Log entries". */
export const TILE_WIDTH = 256;

/** 256^6 exceeds every size below 2^53, so no tile is on a higher level. */
export const HIGHEST_LEVEL = 6;

export interface TileName {
  /** `entries` for a bundle. */
  readonly level: number | 'entries';
  readonly index: number;
  /** Number of hashes or entries, 1 to 256; below 256 it is a partial tile. */
  readonly width: number;
}

const PATH = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** For example `tile/0/x001/x234/067.p/5`. */
export function tilePath({ level, index, width }: TileName): string {
  let path = threeDigits(index);
  for (let rest = Math.floor(index / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) {
    path = `x${threeDigits(rest)}/${path}`;
  }
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** `undefined` for any text that `tilePath` would not write, and for levels that no tree has. */
export function parseTilePath(path: string): TileName | undefined {
  const match = PATH.exec(path);
  if (match === null) return undefined;
  const level = match[1] === 'entries' ? 'entries' : Number(match[1]);
  const index = Number(match[2]!.replaceAll(/[x/]/g, ''));
  const name: TileName = { level, index, width: Number(match[3] ?? TILE_WIDTH) };
  if (level !== 'entries' && level > HIGHEST_LEVEL) return undefined;
  if (!Number.isSafeInteger(index)) return undefined;
  // Must equal its canonical path: a leading x000/, or .p/256, would be a second name.
  return tilePath(name) === path ? name : undefined;
}

/** Number of nodes at the level of `level` tiles in a tree of `size` leaves; only complete subtrees count. */
export function nodesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** The width of a tile in a tree of `size`: 0 to 256. */
export function widthIn(size: number, level: number | 'entries', index: number): number {
  const nodes = nodesAt(level === 'entries' ? 0 : level, size);
  return Math.max(0, Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH));
}

function threeDigits(index: number): string {
  return String(index % 1_000).padStart(3, '0');
}
