/** A person from the chest up, without the photograph's surroundings: head and hair cut out, a plain jumper drawn below. */
import type { SpecimenPhotograph } from '../specimens.ts';
import { decodePhotograph, sampleAt } from './decoded-photograph.ts';
import { toneCurveFor } from './exposure.ts';
import { type TextureWindow, windowSize } from './mesh.ts';
import { emptyRaster, layOver, type Raster } from './raster.ts';
import { rasteriseSvg } from './rasterise-svg.ts';

export const BUST_WINDOW: TextureWindow = { left: -4.4, top: -2.8, right: 4.4, bottom: 5.6, pxPerUnit: 108 };

/** Softness of the cut, inter-eye distances. */
const FEATHER = 0.055;
/** The outline is moved inwards by this much, so that the soft edge does not show the surroundings. */
const INSET = 0.05;

const JUMPERS = ['#2f3b4c', '#4a3f46', '#37474a', '#4b4a3f', '#3c3a52', '#5a4440', '#33433a'] as const;

/** @param jumper any number; selects the colour of the clothes */
export async function bustTexture(photograph: SpecimenPhotograph, jumper: number): Promise<Raster> {
  const { width, height } = windowSize(BUST_WINDOW);
  const decoded = await decodePhotograph(photograph);
  const { curve: tones, skin } = toneCurveFor(decoded);
  const [neck, torso, mask] = await Promise.all([
    rasteriseSvg(neckDrawing(skin), width, height, 3),
    rasteriseSvg(torsoDrawing(JUMPERS[jumper % JUMPERS.length] ?? JUMPERS[0]), width, height, 1.5),
    rasteriseSvg(maskDrawing(photograph), width, height, FEATHER * BUST_WINDOW.pxPerUnit),
  ]);
  const head = emptyRaster(width, height);
  const sample = new Float32Array(3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 4;
      const alpha = mask.rgba[at + 3] ?? 0;
      if (alpha === 0) continue;
      const x = BUST_WINDOW.left + column / BUST_WINDOW.pxPerUnit;
      const y = BUST_WINDOW.top + row / BUST_WINDOW.pxPerUnit;
      sampleAt(decoded, x, y, sample);
      for (let c = 0; c < 3; c++) {
        head.rgba[at + c] = ((tones[c as 0 | 1 | 2][Math.round(sample[c] ?? 0)] ?? 0) * alpha) / 255;
      }
      head.rgba[at + 3] = alpha;
    }
  }
  layOver(neck, head);
  layOver(neck, torso);
  return neck;
}

const toPx = (x: number, y: number) =>
  `${((x - BUST_WINDOW.left) * BUST_WINDOW.pxPerUnit).toFixed(1)} ${((y - BUST_WINDOW.top) * BUST_WINDOW.pxPerUnit).toFixed(1)}`;

/** Draws the outline as a smooth closed curve through the midpoints of its sides, with its corners as control points. */
function maskDrawing(photograph: SpecimenPhotograph): string {
  const { width, height } = windowSize(BUST_WINDOW);
  const corners = photograph.outline.map(([x, y]) => {
    const length = Math.hypot(x, y - 0.5) || 1;
    return [x - (x / length) * INSET, y - ((y - 0.5) / length) * INSET] as const;
  });
  const middle = (i: number) => {
    const [ax, ay] = corners[i % corners.length] ?? [0, 0];
    const [bx, by] = corners[(i + 1) % corners.length] ?? [0, 0];
    return toPx((ax + bx) / 2, (ay + by) / 2);
  };
  const curves = corners.map(([x, y], i) => `Q ${toPx(x, y)} ${middle(i)}`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path d="M ${middle(corners.length - 1)} ${curves} Z" fill="#fff"/></svg>`;
}

/** Draws a neck in the shade of the chin, if the photograph shows none. */
function neckDrawing(skin: readonly [number, number, number]): string {
  const { width, height } = windowSize(BUST_WINDOW);
  const [light, shade] = [0.86, 0.6].map((gain) => `rgb(${skin.map((value) => Math.round(value * gain)).join(',')})`);
  const neck =
    `M ${toPx(-0.62, 1.2)} L ${toPx(0.82, 1.2)} C ${toPx(0.84, 2)} ${toPx(0.9, 2.5)} ${toPx(1.5, 2.9)} ` +
    `L ${toPx(0.9, 3.6)} L ${toPx(-0.7, 3.6)} L ${toPx(-1.3, 2.9)} C ${toPx(-0.7, 2.5)} ${toPx(-0.64, 2)} ${toPx(-0.62, 1.2)} Z`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="neck" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="${shade}"/><stop offset=".45" stop-color="${light}"/><stop offset="1" stop-color="${shade}"/></linearGradient></defs><path d="${neck}" fill="url(#neck)"/></svg>`;
}

/** Draws a jumper with a round neck, which covers the lower part of the photograph. */
function torsoDrawing(colour: string): string {
  const { width, height } = windowSize(BUST_WINDOW);
  const neckline = `${toPx(-0.95, 2.55)} Q ${toPx(-0.6, 3.12)} ${toPx(0.12, 3.12)} Q ${toPx(0.85, 3.12)} ${toPx(1.15, 2.55)}`;
  const shoulders =
    `M ${toPx(-4.1, 5.7)} C ${toPx(-4.1, 4.6)} ${toPx(-3.7, 3.75)} ${toPx(-2.6, 3.3)} ` +
    `C ${toPx(-1.8, 3)} ${toPx(-1.2, 2.8)} ${neckline} ` +
    `C ${toPx(1.4, 2.8)} ${toPx(2, 3)} ${toPx(2.7, 3.3)} C ${toPx(3.8, 3.75)} ${toPx(4.2, 4.6)} ${toPx(4.2, 5.7)} Z`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
    <linearGradient id="side" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="#000" stop-opacity=".45"/><stop offset=".25" stop-color="#000" stop-opacity=".05"/><stop offset=".55" stop-color="#fff" stop-opacity=".07"/><stop offset=".8" stop-color="#000" stop-opacity=".05"/><stop offset="1" stop-color="#000" stop-opacity=".45"/></linearGradient>
    <linearGradient id="down" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".1"/><stop offset="1" stop-color="#000" stop-opacity=".3"/></linearGradient></defs>
    <path d="${shoulders}" fill="${colour}"/><path d="${shoulders}" fill="url(#side)"/><path d="${shoulders}" fill="url(#down)"/>
    <path d="M ${neckline}" fill="none" stroke="${colour}" stroke-width="20"/><path d="M ${neckline}" fill="none" stroke="#fff" stroke-opacity=".08" stroke-width="18"/></svg>`;
}
