/**
 * Reads the markers of a JPEG 2000 codestream (ISO/IEC 15444-1 annex A) before a decoder sees it. It allocates nothing
 * by sizes in the file, and limits everything that a decoder would allocate or iterate over: pixels, tiles, packets,
 * code-blocks.
 */
import { MAX_PIXELS, SHORTEST_SIDE } from '../portrait-limits.ts';
import { type Unreadable, unreadable } from '../unreadable.ts';
import { type CodingStyle, piecesOf, readCodingStyle } from './coding-style.ts';

export type CodestreamOutline =
  | {
      readonly kind: 'codestream';
      readonly width: number;
      readonly height: number;
      readonly components: 1 | 3;
      /** Bytes from SOC to EOC. */
      readonly length: number;
    }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

const SOC = 0xff4f;
const SIZ = 0xff51;
const COD = 0xff52;
const COC = 0xff53;
const TLM = 0xff55;
const PLM = 0xff57;
const PLT = 0xff58;
const QCD = 0xff5c;
const QCC = 0xff5d;
const RGN = 0xff5e;
const CRG = 0xff63;
const COM = 0xff64;
const SOT = 0xff90;
const SOD = 0xff93;
const EOC = 0xffd9;

/**
 * Markers that are allowed in the main header besides COD and COC. Packed headers and changes of progression do not
 * occur in portraits.
 */
const IN_MAIN_HEADER: readonly number[] = [TLM, PLM, QCD, QCC, RGN, CRG, COM];
/** A tile may not have its own coding style, because limits are computed once. */
const IN_TILE_HEADER: readonly number[] = [PLT, QCD, QCC, RGN, COM];
/** Rsiz: part 1, including profiles 0 and 1. */
const PART_1: readonly number[] = [0, 1, 2];
const EIGHT_BITS_UNSIGNED = 7;

const MAX_TILES = 64;
const MAX_TILE_PARTS = 1_024;
const MAX_PACKETS = 65_536;
const MAX_CODE_BLOCKS = 65_536;
/** Length of SIZ up to its list of components. */
const SIZ_BYTES = 38;
const SOT_BYTES = 10;

interface Size {
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly tiles: number;
  readonly components: 1 | 3;
}

interface MainHeader {
  readonly size: Size;
  /** Offset of the first tile-part. */
  readonly end: number;
}

/** Reads the markers up to the end of the image; bytes after it are ignored. */
export function codestreamOutline(bytes: Uint8Array): CodestreamOutline {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readMainHeader(view);
  if (typeof header === 'string') return unreadable(header);
  const length = endOfTileParts(view, header);
  if (typeof length === 'string') return unreadable(length);
  const { width, height, components } = header.size;
  return { kind: 'codestream', width, height, components, length };
}

function readMainHeader(view: DataView): MainHeader | Unreadable {
  if (view.byteLength < 4) return 'truncated';
  if (view.getUint16(0) !== SOC || view.getUint16(2) !== SIZ) return 'format';
  let at = 4;
  let size: Size | undefined;
  const styles: CodingStyle[] = [];
  const seen = new Set<number>();
  for (let marker = SIZ; marker !== SOT; ) {
    if (at + 2 > view.byteLength) return 'truncated';
    const end = at + view.getUint16(at);
    if (end < at + 2) return 'corrupt';
    if (end + 2 > view.byteLength) return 'truncated';
    const segment = new DataView(view.buffer, view.byteOffset + at, end - at);
    if (marker === SIZ || marker === COD) {
      if (seen.has(marker)) return 'corrupt';
      seen.add(marker);
    }
    if (marker === SIZ) {
      const read = readSize(segment);
      if (typeof read === 'string') return read;
      size = read;
    } else if (marker === COD || marker === COC) {
      const style = readCodingStyle(segment, marker === COC);
      if (typeof style === 'string') return style;
      styles.push(style);
    } else if (!IN_MAIN_HEADER.includes(marker)) {
      return 'format';
    }
    marker = view.getUint16(end);
    at = end + 2;
  }
  if (size === undefined || !seen.has(COD)) return 'corrupt';
  return fits(size, styles) ? { size, end: at - 2 } : 'too-large';
}

/** §A.5.1. Offsets and subsampling, which the standard allows, do not occur in portraits. */
function readSize(segment: DataView): Size | Unreadable {
  if (segment.byteLength < SIZ_BYTES) return 'corrupt';
  const [width, height, x, y] = [4, 8, 12, 16].map((at) => segment.getUint32(at)) as [number, number, number, number];
  const [tileWidth, tileHeight, tileX, tileY] = [20, 24, 28, 32].map((at) => segment.getUint32(at)) as [
    number,
    number,
    number,
    number,
  ];
  const components = segment.getUint16(36);
  if (!PART_1.includes(segment.getUint16(2))) return 'format';
  if (width === 0 || height === 0 || tileWidth === 0 || tileHeight === 0) return 'corrupt';
  if (x !== 0 || y !== 0 || tileX !== 0 || tileY !== 0) return 'format';
  if (components !== 1 && components !== 3) return 'colour';
  if (segment.byteLength !== SIZ_BYTES + 3 * components) return 'corrupt';
  for (let component = 0; component < components; component++) {
    const at = SIZ_BYTES + 3 * component;
    if (segment.getUint8(at) !== EIGHT_BITS_UNSIGNED) return 'colour';
    if (segment.getUint8(at + 1) !== 1 || segment.getUint8(at + 2) !== 1) return 'format';
  }
  if (width * height > MAX_PIXELS) return 'too-large';
  if (Math.min(width, height) < SHORTEST_SIDE) return 'too-small';
  const tiles = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight);
  if (tiles > MAX_TILES) return 'too-large';
  return { width, height, tileWidth, tileHeight, tiles, components };
}

function fits(size: Size, styles: readonly CodingStyle[]): boolean {
  const { tiles, components } = size;
  const [width, height] = [Math.min(size.width, size.tileWidth), Math.min(size.height, size.tileHeight)];
  const layers = Math.max(...styles.map((style) => style.layers));
  return styles.every((style) => {
    const { packets, codeBlocks } = piecesOf(style, layers, width, height);
    const times = tiles * components;
    return packets * times <= MAX_PACKETS && codeBlocks * times <= MAX_CODE_BLOCKS;
  });
}

/** Follows the lengths of the tile-parts (§A.4.2) to the end marker, and returns its end. */
function endOfTileParts(view: DataView, { size, end }: MainHeader): number | Unreadable {
  const tilesSeen = new Set<number>();
  let at = end;
  for (let parts = 0; ; parts++) {
    if (at + 2 > view.byteLength) return 'truncated';
    const marker = view.getUint16(at);
    if (marker === EOC) return tilesSeen.size === size.tiles ? at + 2 : 'truncated';
    if (marker !== SOT) return 'corrupt';
    if (parts === MAX_TILE_PARTS) return 'too-large';
    if (at + 2 + SOT_BYTES > view.byteLength) return 'truncated';
    if (view.getUint16(at + 2) !== SOT_BYTES) return 'corrupt';
    const tile = view.getUint16(at + 4);
    const length = view.getUint32(at + 6);
    if (tile >= size.tiles) return 'corrupt';
    tilesSeen.add(tile);
    // Zero: the last tile-part, up to the end marker that ends the data.
    const next = length === 0 ? lastMarkerAt(view) : at + length;
    if (next > view.byteLength) return 'truncated';
    const data = startOfData(view, at + 2 + SOT_BYTES, next);
    if (typeof data === 'string') return data;
    at = next;
  }
}

/** The offset after the marker that starts a tile-part's data (§A.4.3). */
function startOfData(view: DataView, from: number, end: number): number | Unreadable {
  for (let at = from; ; ) {
    if (at + 2 > end) return 'corrupt';
    const marker = view.getUint16(at);
    if (marker === SOD) return at + 2;
    if (!IN_TILE_HEADER.includes(marker)) return 'format';
    if (at + 4 > end) return 'corrupt';
    const length = view.getUint16(at + 2);
    if (length < 2) return 'corrupt';
    at += 2 + length;
  }
}

function lastMarkerAt(view: DataView): number {
  const at = view.byteLength - 2;
  return at >= 0 && view.getUint16(at) === EOC ? at : view.byteLength + 1;
}
