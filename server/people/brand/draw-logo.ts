/** Draws an uploaded logo as a small PNG: the only form in which a logo is stored, shown or sent to a lane. */
import { LOGO_LIMITS } from '../../contract/brand/brand.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { plainPng } from '../../contract/brand/plain-png.ts';
import { svgFault, type SvgFault } from './plain-svg.ts';

/** Bytes of an uploaded file. */
export const UPLOAD_LIMIT_BYTES = 131_072;
const MAX_PIXELS = 4_194_304;
const TIMEOUT_SECONDS = 5;
/** A picture with too many details for the limit becomes smaller. */
const HEIGHTS_PX = [160, 128, 96, 64, 48];
/** The browsers' size of a CSS pixel; an SVG is drawn at four times its own size and then reduced. */
const SVG_DENSITY = 288;

export type DrawnLogo =
  /** A PNG in base64url. */
  | { readonly kind: 'drawn'; readonly logo: string; readonly width: number; readonly height: number }
  | { readonly kind: 'refused'; readonly why: SvgFault | { readonly code: 'unreadable' | 'too-detailed' } };

/** @param file a PNG or an SVG; other formats are refused */
export async function drawLogo(file: Uint8Array): Promise<DrawnLogo> {
  const isPng = file[0] === 0x89;
  if (!isPng) {
    const text = new TextDecoder('utf-8', { fatal: true });
    let source: string;
    try {
      source = text.decode(file);
    } catch {
      return { kind: 'refused', why: { code: 'not-svg' } };
    }
    const fault = svgFault(source);
    if (fault !== undefined) return { kind: 'refused', why: fault };
  }
  // Imported on first use: the libraries for pictures would take memory in every server
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  for (const height of HEIGHTS_PX) {
    let png: Uint8Array;
    try {
      png = await sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'warning', density: SVG_DENSITY, pages: 1 })
        .timeout({ seconds: TIMEOUT_SECONDS })
        .resize({ width: LOGO_LIMITS.width, height, fit: 'inside', withoutEnlargement: isPng })
        .toColourspace('srgb')
        .png({ palette: true, compressionLevel: 9, effort: 10 })
        .toBuffer();
    } catch {
      return { kind: 'refused', why: { code: 'unreadable' } };
    }
    const plain = withoutExtras(png);
    const outline = plain === undefined ? undefined : plainPng(plain);
    if (plain === undefined || outline === undefined) return { kind: 'refused', why: { code: 'unreadable' } };
    if (plain.length <= LOGO_LIMITS.bytes) return { kind: 'drawn', logo: encodeBase64Url(plain), ...outline };
  }
  return { kind: 'refused', why: { code: 'too-detailed' } };
}

const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const SIGNATURE_BYTES = 8;
const OVERHEAD_BYTES = 12;

/** The encoder adds the density of the picture. */
function withoutExtras(png: Uint8Array): Uint8Array | undefined {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const parts = [png.subarray(0, SIGNATURE_BYTES)];
  let at = SIGNATURE_BYTES;
  while (at + OVERHEAD_BYTES <= png.length) {
    const end = at + OVERHEAD_BYTES + view.getUint32(at);
    if (KEPT.has(String.fromCharCode(...png.subarray(at + 4, at + 8)))) parts.push(png.subarray(at, end));
    at = end;
  }
  return at === png.length ? Uint8Array.from(Buffer.concat(parts)) : undefined;
}
