/** The portrait in a specimen's document, cropped and lit like a passport photograph. */
import sharp from 'sharp';
import type { PortraitFormat } from '../document/portrait-format.ts';
import { findPhotograph } from '../specimen-table.ts';
import type { SpecimenId } from '../specimens.ts';
import { BUST_WINDOW, bustTexture } from './bust-texture.ts';
import { encodeJp2 } from './encode-jp2.ts';
import { PORTRAIT_HEIGHT, PORTRAIT_WIDTH } from './portrait-size.ts';

/** Visible part of the bust, inter-eye distances. */
const FRAME = { left: -2.45, top: -2.75, width: 5.05 } as const;
const PAPER = { r: 226, g: 229, b: 231 } as const;
/** A chip holds 15 to 25 KB: the best quality that fits. */
const MAX_BYTES = 24_000;
/** Typical of issuers that use JPEG 2000. */
const JP2_BYTES = 15_000;
const QUALITIES = [92, 88, 84, 80, 75, 70, 60] as const;
/** Another camera on another day: a little flatter, warmer and softer than the live view. */
const CONTRAST = 0.94;
const LIFT = 10;
const WARMTH = [1.03, 1, 0.96] as const;
const SOFTNESS_PX = 0.5;

/** Throws `RangeError` when there is no such specimen or photograph. */
export async function encodedPortrait(
  specimen: SpecimenId,
  photograph: number,
  codec: PortraitFormat['codec'],
): Promise<Uint8Array> {
  const pixels = await portraitPixels(specimen, photograph);
  return codec === 'jpeg' ? jpegOf(pixels) : encodeJp2(pixels, PORTRAIT_WIDTH, PORTRAIT_HEIGHT, JP2_BYTES);
}

/** RGB. */
async function portraitPixels(specimen: SpecimenId, photograph: number): Promise<Buffer> {
  const found = findPhotograph(specimen, photograph);
  const bust = await bustTexture(found.photograph, found.index + 3);
  const straight = Buffer.alloc(bust.rgba.length);
  for (let i = 0; i < straight.length; i += 4) {
    const alpha = bust.rgba[i + 3] ?? 0;
    for (let c = 0; c < 3; c++)
      straight[i + c] = alpha === 0 ? 0 : Math.min(255, ((bust.rgba[i + c] ?? 0) * 255) / alpha);
    straight[i + 3] = alpha;
  }
  const { pxPerUnit } = BUST_WINDOW;
  return sharp(straight, { raw: { width: bust.width, height: bust.height, channels: 4 } })
    .extract({
      left: Math.round((FRAME.left - BUST_WINDOW.left) * pxPerUnit),
      top: Math.round((FRAME.top - BUST_WINDOW.top) * pxPerUnit),
      width: Math.round(FRAME.width * pxPerUnit),
      height: Math.round((FRAME.width * pxPerUnit * PORTRAIT_HEIGHT) / PORTRAIT_WIDTH),
    })
    .flatten({ background: PAPER })
    .resize(PORTRAIT_WIDTH, PORTRAIT_HEIGHT)
    .blur(SOFTNESS_PX)
    .linear(
      WARMTH.map((gain) => gain * CONTRAST),
      [LIFT, LIFT, LIFT],
    )
    .raw()
    .toBuffer();
}

async function jpegOf(shown: Buffer): Promise<Buffer> {
  for (const quality of QUALITIES) {
    const jpeg = await sharp(shown, { raw: { width: PORTRAIT_WIDTH, height: PORTRAIT_HEIGHT, channels: 3 } })
      .jpeg({ quality, chromaSubsampling: '4:2:0' })
      .toBuffer();
    if (jpeg.length <= MAX_BYTES || quality === QUALITIES.at(-1)) return jpeg;
  }
  throw new RangeError('no quality to compress a portrait with');
}
