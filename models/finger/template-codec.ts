import { IMAGE_SIDE_PX, MINUTIAE, PATTERN } from './constants.ts';
import { type FingerTemplate, fingerTemplate, type TemplateRole } from './finger-template.ts';
import { directionOf, MINUTIA_KINDS, type MinutiaList, stepOf } from './minutia-list.ts';
import { gridSide, levelBytes, type RidgePattern } from './ridge-pattern.ts';

/**
 * A template as bytes, all numbers big-endian:
 *
 * | bytes | what |
 * | --- | --- |
 * | 4 | "PFT" and the version, 1 |
 * | 2, 2 | width and height of the image, px at 500 ppi |
 * | 1 | 1 with a ridge pattern, 0 without |
 * | 1 | minutiae, at most 100 |
 * | 6 each | kind (2 bits) and x (14), y, direction in 1/256 turn, quality 0..100 |
 * | ... | with a pattern: its levels, two bits per pixel, then its directions, one byte per grid cell |
 */
const MAGIC = [0x50, 0x46, 0x54] as const;
const VERSION = 1;
const HEADER_BYTES = 10;
const MINUTIA_BYTES = 6;
const X_BITS = 14;

/** Size of the largest possible template, bytes. */
export const MAX_TEMPLATE_BYTES =
  HEADER_BYTES +
  MINUTIAE.most * MINUTIA_BYTES +
  levelBytes(IMAGE_SIDE_PX.most / PATTERN.scale, IMAGE_SIDE_PX.most / PATTERN.scale) +
  gridSide(IMAGE_SIDE_PX.most / PATTERN.scale) ** 2;

export type ReadOutcome =
  | { readonly kind: 'template'; readonly template: FingerTemplate }
  | { readonly kind: 'malformed'; readonly why: 'not-a-template' | 'other-version' | 'wrong-length' | 'out-of-range' };

/** The bytes of a template. The caller wipes them. @throws FingerError `template-unusable` */
export function writeTemplate(template: FingerTemplate): Uint8Array {
  const { minutiae, pattern } = template.impression();
  const bytes = new Uint8Array(lengthOf(template.width, template.height, minutiae.count, pattern !== null));
  const view = new DataView(bytes.buffer);
  bytes.set([...MAGIC, VERSION]);
  view.setUint16(4, template.width);
  view.setUint16(6, template.height);
  view.setUint8(8, pattern === null ? 0 : 1);
  view.setUint8(9, minutiae.count);
  let at = HEADER_BYTES;
  for (let index = 0; index < minutiae.count; index++, at += MINUTIA_BYTES) {
    view.setUint16(at, (minutiae.kind[index]! << X_BITS) | minutiae.x[index]!);
    view.setUint16(at + 2, minutiae.y[index]!);
    view.setUint8(at + 4, stepOf(minutiae.direction[index]!));
    view.setUint8(at + 5, minutiae.quality[index]!);
  }
  if (pattern !== null) {
    bytes.set(pattern.levels, at);
    bytes.set(pattern.directions, at + pattern.levels.length);
  }
  return bytes;
}

/** Reads a template written by `writeTemplate`. Any other input is `malformed`; it never throws. */
export function readTemplate(bytes: Uint8Array, role: TemplateRole): ReadOutcome {
  if (bytes.length < HEADER_BYTES || bytes.length > MAX_TEMPLATE_BYTES)
    return { kind: 'malformed', why: 'wrong-length' };
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) return { kind: 'malformed', why: 'not-a-template' };
  if (bytes[3] !== VERSION) return { kind: 'malformed', why: 'other-version' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getUint16(4);
  const height = view.getUint16(6);
  const flag = view.getUint8(8);
  const count = view.getUint8(9);
  const bounded =
    width >= 1 && height >= 1 && Math.max(width, height) <= IMAGE_SIDE_PX.most && flag <= 1 && count <= MINUTIAE.most;
  if (!bounded) return { kind: 'malformed', why: 'out-of-range' };
  if (bytes.length !== lengthOf(width, height, count, flag === 1)) return { kind: 'malformed', why: 'wrong-length' };
  const minutiae = readMinutiae(view, count, width, height);
  if (minutiae === undefined) return { kind: 'malformed', why: 'out-of-range' };
  const pattern = flag === 1 ? readPattern(bytes.subarray(HEADER_BYTES + count * MINUTIA_BYTES), width, height) : null;
  return { kind: 'template', template: fingerTemplate(role, width, height, minutiae, pattern) };
}

function lengthOf(width: number, height: number, minutiae: number, withPattern: boolean): number {
  const [columns, rows] = [width, height].map((side) => Math.floor(side / PATTERN.scale)) as [number, number];
  const pattern = withPattern ? levelBytes(columns, rows) + gridSide(columns) * gridSide(rows) : 0;
  return HEADER_BYTES + minutiae * MINUTIA_BYTES + pattern;
}

function readMinutiae(view: DataView, count: number, width: number, height: number): MinutiaList | undefined {
  const list: MinutiaList = {
    count,
    x: new Float32Array(count),
    y: new Float32Array(count),
    direction: new Float32Array(count),
    kind: new Uint8Array(count),
    quality: new Uint8Array(count),
  };
  for (let index = 0; index < count; index++) {
    const at = HEADER_BYTES + index * MINUTIA_BYTES;
    const kind = view.getUint16(at) >> X_BITS;
    const x = view.getUint16(at) & ((1 << X_BITS) - 1);
    const y = view.getUint16(at + 2);
    const quality = view.getUint8(at + 5);
    if (kind >= MINUTIA_KINDS.length || x > width || y > height || quality > 100) return undefined;
    list.kind[index] = kind;
    list.x[index] = x;
    list.y[index] = y;
    list.direction[index] = directionOf(view.getUint8(at + 4));
    list.quality[index] = quality;
  }
  return list;
}

function readPattern(bytes: Uint8Array, imageWidth: number, imageHeight: number): RidgePattern {
  const width = Math.floor(imageWidth / PATTERN.scale);
  const height = Math.floor(imageHeight / PATTERN.scale);
  const levels = levelBytes(width, height);
  return { width, height, levels: bytes.slice(0, levels), directions: bytes.slice(levels) };
}
