/**
 * The boxes of a JP2 file (ISO/IEC 15444-1 annex I), read before a decoder sees the file: the position of the
 * codestream and the meaning of its channels. The codec receives only the codestream. The sizes in the image header
 * are ignored, because the codestream contains them.
 */
import { ascii } from '../../../../hardware/ber/write.ts';
import { type Unreadable, unreadable } from '../unreadable.ts';

/** `unstated`: by the number of components, as a bare codestream. */
export type Colour = 'grey' | 'srgb' | 'sycc' | 'unstated';

export type Jp2Boxes =
  | { readonly kind: 'jp2'; readonly colour: Colour; readonly codestream: Uint8Array }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

interface Box {
  readonly type: number;
  readonly content: Uint8Array;
}

const boxType = (name: string) => ascii(name).reduce((sum, byte) => sum * 256 + byte, 0);
const SIGNATURE = boxType('jP  ');
const FILE_TYPE = boxType('ftyp');
const HEADER = boxType('jp2h');
const COLOUR = boxType('colr');
const CODESTREAM = boxType('jp2c');
/** Boxes that change the meaning of components: a palette, its mapping, and channel definitions. */
const PALETTE = boxType('pclr');
const MAPPING = boxType('cmap');
const CHANNELS = boxType('cdef');

const SIGNATURE_CONTENT = 0x0d0a870a;
const BRAND = boxType('jp2 ');
/** Maximum number of boxes of one level; JP2 defines about ten. */
const MAX_BOXES = 64;

const ENUMERATED = 1;
const RESTRICTED_PROFILE = 2;
/** §I.5.3.3, EnumCS. */
const ENUMERATED_COLOURS: ReadonlyMap<number, Colour> = new Map([
  [16, 'srgb'],
  [17, 'grey'],
  [18, 'sycc'],
]);
/** §I.5.3.6: a channel that is a colour, and the whole image or the nth colour. */
const COLOUR_CHANNEL = 0;

export function readJp2Boxes(file: Uint8Array): Jp2Boxes {
  const boxes = boxesIn(file, true);
  if (boxes === undefined) return unreadable('corrupt');
  const [signature, fileType] = boxes;
  if (signature?.type !== SIGNATURE || u32(signature.content, 0) !== SIGNATURE_CONTENT) return unreadable('format');
  if (fileType?.type !== FILE_TYPE || !isForReaders(fileType.content)) return unreadable('format');
  const header = boxes.findIndex(({ type }) => type === HEADER);
  const stream = boxes.findIndex(({ type }) => type === CODESTREAM);
  if (stream < 0) return unreadable(header < 0 ? 'corrupt' : 'truncated');
  // §I.5.3: the header precedes the codestream that it describes.
  if (header < 0 || header > stream) return unreadable('corrupt');
  const inner = boxesIn(boxes[header]!.content, false);
  if (inner === undefined) return unreadable('corrupt');
  const colour = colourOf(inner);
  if (colour === undefined) return unreadable('colour');
  return { kind: 'jp2', colour, codestream: boxes[stream]!.content };
}

/** The brand or the list of compatible ones names JP2. */
function isForReaders(content: Uint8Array): boolean {
  if (u32(content, 0) === BRAND) return true;
  for (let at = 8; at + 4 <= content.length; at += 4) if (u32(content, at) === BRAND) return true;
  return false;
}

/**
 * The first usable colour specification (§I.5.3.3). A profile is not applied; the number of components determines the
 * colour then.
 */
function colourOf(boxes: readonly Box[]): Colour | undefined {
  if (boxes.some(({ type }) => type === PALETTE || type === MAPPING)) return undefined;
  const channels = boxes.find(({ type }) => type === CHANNELS);
  if (channels !== undefined && !isInOrder(channels.content)) return undefined;
  const specification = boxes.find(({ type }) => type === COLOUR)?.content;
  if (specification?.[0] === RESTRICTED_PROFILE) return 'unstated';
  if (specification?.[0] !== ENUMERATED) return undefined;
  return ENUMERATED_COLOURS.get(u32(specification, 3) ?? -1);
}

/** Every channel is the colour of its own number. */
function isInOrder(content: Uint8Array): boolean {
  const count = u16(content, 0) ?? 0;
  for (let channel = 0; channel < count; channel++) {
    const at = 2 + channel * 6;
    const [index, type, association] = [u16(content, at), u16(content, at + 2), u16(content, at + 4)];
    if (index !== channel || type !== COLOUR_CHANNEL || association !== channel + 1) return false;
  }
  return count > 0;
}

/**
 * The boxes that fill `bytes` (§I.4). A length beyond the end is reduced to it, because the markers of a codestream
 * determine its length. `undefined` for an invalid length.
 */
function boxesIn(bytes: Uint8Array, endsOpen: boolean): readonly Box[] | undefined {
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [length, type] = [u32(bytes, at), u32(bytes, at + 4)];
    // Bytes after the codestream are ignored.
    const done = endsOpen && boxes.at(-1)?.type === CODESTREAM;
    if (done) break;
    if (length === undefined || type === undefined || boxes.length === MAX_BOXES) return undefined;
    let start = at + 8;
    let end = at + length;
    if (length === 1) {
      if (u32(bytes, start) !== 0) return undefined;
      end = at + (u32(bytes, start + 4) ?? 0);
      start += 8;
    } else if (length === 0) {
      end = bytes.length;
    }
    if (end < start || (end > bytes.length && type !== CODESTREAM)) return undefined;
    boxes.push({ type, content: bytes.subarray(start, end) });
    at = end;
  }
  return boxes;
}

function u16(bytes: Uint8Array, at: number): number | undefined {
  return at + 2 <= bytes.length ? bytes[at]! * 256 + bytes[at + 1]! : undefined;
}

function u32(bytes: Uint8Array, at: number): number | undefined {
  if (at + 4 > bytes.length) return undefined;
  return bytes[at]! * 0x1000000 + bytes[at + 1]! * 0x10000 + bytes[at + 2]! * 0x100 + bytes[at + 3]!;
}
