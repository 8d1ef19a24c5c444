/**
 * JPEG 2000 portraits, which browsers do not draw: OpenJPEG in its build of plain JavaScript, because the page's policy allows no
 * WebAssembly. Loaded when such a portrait comes.
 */

/** The signature box of a JP2 file, ISO/IEC 15444-1 §I.5.1. */
const JP2 = [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20];
/** SOC and SIZ, with which every codestream begins (§A.4). */
const CODESTREAM = [0xff, 0x4f, 0xff, 0x51];
/** The boxes before the codestream are no longer than this. */
const LONGEST_BOXES_BYTES = 65_536;
/** The place of the extent in the codestream, and the bytes that are read for it. */
const XSIZ_AT = 8;
const SIZ_BYTES = 16;
/** A portrait is far smaller; a file that promises more is not decoded. */
const LARGEST_SIDE_PX = 4_096;

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly kind: 'rgb' | 'grey';
  /** Packed 8-bit rows. The caller wipes it. */
  readonly data: Uint8Array;
}

export function isJpeg2000(file: Uint8Array): boolean {
  return startsWith(file, JP2, 0) || startsWith(file, CODESTREAM, 0);
}

/** `undefined` for what is damaged, larger than a portrait, or of another kind than 8-bit grey or RGB. */
export async function decodeJpeg2000(file: Uint8Array): Promise<DecodedImage | undefined> {
  let start = 0;
  while (!startsWith(file, CODESTREAM, start)) if (++start > LONGEST_BOXES_BYTES) return undefined;
  const codestream = file.subarray(start);
  if (!isOfPortraitSize(codestream)) return undefined;
  const { default: openJpeg } = await import('@cornerstonejs/codec-openjpeg/decode');
  let complaints = 0;
  const complain = (line: string) => {
    if (/^\[(?:ERROR|WARNING)\]/.test(line)) complaints += 1;
  };
  // A memory for each file, overwritten and let go
  const module = await openJpeg({ print: complain, printErr: complain });
  try {
    const decoder = new module.J2KDecoder();
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo();
    if (bitsPerSample !== 8 || (componentCount !== 1 && componentCount !== 3)) return undefined;
    const data = new Uint8Array(decoder.getDecodedBuffer());
    if (complaints > 0 || data.length !== width * height * componentCount) return undefined;
    return { width, height, kind: componentCount === 3 ? 'rgb' : 'grey', data };
  } catch {
    // An exception of the library: the file's doing
    return undefined;
  } finally {
    module.HEAPU8.fill(0);
  }
}

/** By the extent that the SIZ marker segment gives (§A.5.1), before anything is decoded. */
function isOfPortraitSize(codestream: Uint8Array): boolean {
  if (codestream.length < SIZ_BYTES) return false;
  const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
  return Math.max(view.getUint32(XSIZ_AT), view.getUint32(XSIZ_AT + 4)) <= LARGEST_SIDE_PX;
}

function startsWith(file: Uint8Array, bytes: readonly number[], at: number): boolean {
  return bytes.every((byte, index) => file[at + index] === byte);
}
