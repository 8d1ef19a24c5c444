import type { Raster } from './raster.ts';
import { rasteriseSvg } from './rasterise-svg.ts';

/** The background without a person: a static hall out of focus, between two glass panels. */
export function laneBackground(width: number, height: number): Promise<Raster> {
  return rasteriseSvg(drawing(width, height), width, height, 5);
}

function drawing(width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1280 720" preserveAspectRatio="none"><defs>
    <linearGradient id="wall" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#c9ced2"/><stop offset=".6" stop-color="#b4babf"/><stop offset="1" stop-color="#8f969b"/></linearGradient>
    <linearGradient id="floor" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#7d8388"/><stop offset="1" stop-color="#5d6267"/></linearGradient>
    <linearGradient id="glass" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="#6f8087"/><stop offset="1" stop-color="#98a7ad"/></linearGradient></defs>
    <rect width="1280" height="720" fill="url(#wall)"/>
    <polygon points="0,0 1280,0 960,96 320,96" fill="#d9dcdd"/>
    <polygon points="300,18 420,18 450,62 350,62" fill="#f4f5f2"/><polygon points="580,18 700,18 696,62 584,62" fill="#f4f5f2"/><polygon points="860,18 980,18 930,62 830,62" fill="#f4f5f2"/>
    <rect x="320" y="96" width="640" height="404" fill="#bfc4c7"/>
    <rect x="396" y="170" width="170" height="330" fill="#a5adb2"/><rect x="410" y="186" width="142" height="314" fill="#c3cbcf"/>
    <rect x="714" y="170" width="170" height="330" fill="#a5adb2"/><rect x="728" y="186" width="142" height="314" fill="#c3cbcf"/>
    <rect x="470" y="118" width="340" height="34" rx="4" fill="#5f7482"/>
    <polygon points="320,500 960,500 1280,720 0,720" fill="url(#floor)"/>
    <polygon points="0,150 190,210 190,600 0,720" fill="url(#glass)" opacity=".8"/><polygon points="1280,150 1090,210 1090,600 1280,720" fill="url(#glass)" opacity=".8"/>
    <polygon points="0,330 190,345 190,372 0,380" fill="#d8dde0"/><polygon points="1280,330 1090,345 1090,372 1280,380" fill="#d8dde0"/></svg>`;
}
