/** A printed photograph of a person, held by a hand. Paper and fingers are one plane. */
import { BUST_WINDOW } from './bust-texture.ts';
import { type TextureWindow, windowSize } from './mesh.ts';
import { emptyRaster, layOver, type Raster } from './raster.ts';
import { rasteriseSvg } from './rasterise-svg.ts';

export const SHEET_WINDOW: TextureWindow = { left: -3.2, top: -3, right: 3.2, bottom: 5.4, pxPerUnit: 108 };

/** The print inside its border, inter-eye distances. */
const PRINT = { left: -2.3, top: -2.65, right: 2.5, bottom: 3.1 } as const;
const BORDER = 0.22;
const PRINT_BACKGROUND = [206, 211, 214] as const;
/** Ink is neither black nor as bright as the scene. */
const PRINT_GAIN = 0.86;
const PRINT_BLACK = 12;

export async function sheetTexture(bust: Raster): Promise<Raster> {
  const { width, height } = windowSize(SHEET_WINDOW);
  const paper = await rasteriseSvg(paperDrawing(), width, height, 0.6);
  layOver(paper, printOf(bust, width, height));
  layOver(paper, await rasteriseSvg(thumbDrawing(), width, height, 1.2));
  return paper;
}

function printOf(bust: Raster, width: number, height: number): Raster {
  const print = emptyRaster(width, height);
  const { pxPerUnit, left, top } = SHEET_WINDOW;
  const shiftX = Math.round((left - BUST_WINDOW.left) * pxPerUnit);
  const shiftY = Math.round((top - BUST_WINDOW.top) * pxPerUnit);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const x = left + column / pxPerUnit;
      const y = top + row / pxPerUnit;
      if (x < PRINT.left || x > PRINT.right || y < PRINT.top || y > PRINT.bottom) continue;
      const from = ((row + shiftY) * bust.width + column + shiftX) * 4;
      const to = (row * width + column) * 4;
      const inside = row + shiftY >= 0;
      const kept = inside ? 1 - (bust.rgba[from + 3] ?? 0) / 255 : 1;
      for (let c = 0; c < 3; c++) {
        const ink = (inside ? (bust.rgba[from + c] ?? 0) : 0) + (PRINT_BACKGROUND[c] ?? 0) * kept;
        print.rgba[to + c] = PRINT_BLACK + ink * PRINT_GAIN;
      }
      print.rgba[to + 3] = 255;
    }
  }
  return print;
}

const px = (x: number) => ((x - SHEET_WINDOW.left) * SHEET_WINDOW.pxPerUnit).toFixed(1);
const py = (y: number) => ((y - SHEET_WINDOW.top) * SHEET_WINDOW.pxPerUnit).toFixed(1);

const svg = (content: string) => {
  const { width, height } = windowSize(SHEET_WINDOW);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;
};

const SKIN =
  '<linearGradient id="skin" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="#a97b60"/><stop offset=".45" stop-color="#d6a888"/><stop offset="1" stop-color="#b98a6d"/></linearGradient>';

function paperDrawing(): string {
  const unit = SHEET_WINDOW.pxPerUnit;
  const sheet = `x="${px(PRINT.left - BORDER)}" y="${py(PRINT.top - BORDER)}" width="${(PRINT.right - PRINT.left + 2 * BORDER) * unit}" height="${(PRINT.bottom - PRINT.top + 2 * BORDER) * unit}"`;
  return svg(`<defs>${SKIN}</defs>
    <path d="M ${px(-0.5)} ${py(5.5)} C ${px(-0.7)} ${py(4.2)} ${px(-0.9)} ${py(3.6)} ${px(-0.6)} ${py(2.8)} L ${px(1.3)} ${py(2.8)} C ${px(1.5)} ${py(3.7)} ${px(1.1)} ${py(4.4)} ${px(1.05)} ${py(5.5)} Z" fill="url(#skin)"/>
    <path d="M ${px(-0.65)} ${py(4.7)} L ${px(1.25)} ${py(4.7)} L ${px(1.5)} ${py(5.5)} L ${px(-0.9)} ${py(5.5)} Z" fill="#30353c"/>
    <rect ${sheet} rx="3" fill="#eceae4"/>`);
}

function thumbDrawing(): string {
  return svg(`<defs>${SKIN}</defs>
    <path d="M ${px(0.05)} ${py(3.75)} C ${px(-0.05)} ${py(3.2)} ${px(0)} ${py(2.75)} ${px(0.1)} ${py(2.55)} C ${px(0.2)} ${py(2.35)} ${px(0.48)} ${py(2.35)} ${px(0.56)} ${py(2.58)} C ${px(0.66)} ${py(2.9)} ${px(0.72)} ${py(3.3)} ${px(0.8)} ${py(3.75)} Z" fill="url(#skin)" stroke="#8a6049" stroke-width="1.5"/>
    <path d="M ${px(0.19)} ${py(2.66)} Q ${px(0.33)} ${py(2.42)} ${px(0.47)} ${py(2.66)} Q ${px(0.46)} ${py(2.84)} ${px(0.33)} ${py(2.86)} Q ${px(0.2)} ${py(2.84)} ${px(0.19)} ${py(2.66)} Z" fill="#e3bda3"/>`);
}
