/** Prints a document's page, flat and clean: 12 px to the millimetre. The OCR-B comes from an installed font, which our templates do not. */
import { existsSync } from 'node:fs';
import sharp from 'sharp';
import type { MrzFormat } from '../../../../../hardware/document-reader/mrz/layouts.ts';

export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface OcrBFont {
  /** As fontconfig knows it. */
  readonly family: string;
  /** A file to load it from when it is not installed. */
  readonly file?: string;
}

/** Debian's package fonts-ocr-b, in the public domain: Schwarz's and Skala's drawing of OCR-B. */
export const INSTALLED_FONT = { family: 'OCR B S', file: '/usr/share/fonts/opentype/ocr-b/OCRBS.otf' } as const;

/** Why pages cannot be printed here; `undefined` where they can. Under CI they must. */
export function missingFont(): string | undefined {
  if (existsSync(INSTALLED_FONT.file)) return undefined;
  const reason = 'fonts-ocr-b is not installed';
  if (process.env['CI'] === 'true') throw new Error(`${reason}, and CI must run these tests`);
  process.stderr.write(`skipped: ${reason}\n`);
  return reason;
}

const PX_A_MM = 12;
/** ICAO 9303-4 to -7, mm. */
const PAGE_MM: Readonly<Record<MrzFormat, readonly [width: number, height: number]>> = {
  td1: [85.6, 54],
  td2: [105, 74],
  td3: [125, 88],
  'mrv-a': [120, 80],
  'mrv-b': [105, 74],
};
const PITCH_MM = 2.54;
/** Height of a capital letter of OCR-B size I, stroke included. */
const CAPITAL_MM = 2.45;

const emOf = new Map<string, number>();

/** Font size, mm, at which a capital is as high as it should be. */
async function emMm(font: OcrBFont): Promise<number> {
  const known = emOf.get(font.family);
  if (known !== undefined) return known;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000"><rect width="100%" height="100%" fill="white"/><text x="300" y="1500" font-family="${font.family}" font-size="1000">H</text></svg>`;
  const { info } = await sharp(Buffer.from(svg)).greyscale().trim().raw().toBuffer({ resolveWithObject: true });
  const em = (CAPITAL_MM * 1000) / info.height;
  emOf.set(font.family, em);
  return em;
}

/** Before the first page: fonts are looked up once. */
export async function loadFonts(fonts: readonly OcrBFont[]): Promise<void> {
  for (const { family, file } of fonts) {
    if (file !== undefined)
      await sharp({ text: { text: 'H', font: family, fontfile: file } })
        .raw()
        .toBuffer();
  }
}

export interface PrintOptions {
  readonly zone: string;
  readonly format: MrzFormat;
  readonly font: OcrBFont;
  readonly random: () => number;
  /** Contrast of the lines printed under everything, 0 to 1. */
  readonly background: number;
  /** Black of the zone, 0 (none) to 1. */
  readonly inkDensity: number;
}

export async function printPage({ zone, format, font, random, background, inkDensity }: PrintOptions): Promise<Sheet> {
  const [widthMm, heightMm] = PAGE_MM[format];
  const em = await emMm(font);
  const lines = zone.split('\n');
  const spacing = 4.3 + random() * 2;
  const lowest = heightMm - 5.5 - random() * 2;
  const left = (widthMm - (lines[0]?.length ?? 0) * PITCH_MM) / 2 + (random() - 0.5) * 2;
  const between = (low: number, high: number): number => low + (high - low) * random();
  const wave = (): string => {
    const [y, a, l, p] = [between(-5, heightMm + 5), between(1, 6), between(5, 30), between(0, 6)];
    const points = Array.from({ length: 60 }, (_, at) => {
      const x = (at / 59) * widthMm;
      return `${x.toFixed(2)},${(y + a * Math.sin(x / l + p)).toFixed(2)}`;
    });
    return `<polyline points="${points.join(' ')}" fill="none" stroke="black" stroke-opacity="${background}" stroke-width="${between(0.1, 0.35).toFixed(2)}"/>`;
  };
  const paper = Math.round(between(215, 250));
  const words = Array.from({ length: 12 }, (_, at) => {
    const [x, y] = [widthMm * (0.36 + 0.32 * (at % 2)), 8 + Math.floor(at / 2) * ((heightMm - 34) / 6)];
    const text = Array.from(
      { length: Math.floor(between(4, 13)) },
      () => 'ABEGILNORSTUabegilnorstu0123456789'[Math.floor(random() * 34)],
    );
    return `<text x="${x}" y="${y}" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="${at % 3 === 0 ? 1.8 : 3}" fill="#222">${text.join('')}</text>`;
  });
  const zoneLines = lines.map((line, at) => {
    const y = lowest - (lines.length - 1 - at) * spacing;
    return Array.from(line)
      .map((character, column) => {
        const x = left + (column + 0.5) * PITCH_MM;
        return `<text x="${x.toFixed(3)}" y="${y.toFixed(3)}" text-anchor="middle" font-family="${font.family}" font-size="${em.toFixed(3)}" fill="black" fill-opacity="${inkDensity}">${character === '<' ? '&lt;' : character}</text>`;
      })
      .join('');
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm * PX_A_MM}" height="${heightMm * PX_A_MM}" viewBox="0 0 ${widthMm} ${heightMm}">
<rect width="100%" height="100%" fill="rgb(${paper},${paper},${paper})"/>
${Array.from({ length: 40 }, wave).join('')}
<rect x="${widthMm * 0.05}" y="6" width="${widthMm * 0.26}" height="${heightMm * 0.42}" fill="#888"/>
<ellipse cx="${widthMm * 0.18}" cy="${6 + heightMm * 0.2}" rx="${widthMm * 0.08}" ry="${heightMm * 0.14}" fill="#ccc"/>
${words.join('')}${zoneLines.join('')}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
