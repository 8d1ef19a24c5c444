import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Picture } from '../../evidence/picture.ts';
import { dateAndTime } from '../../design/times.ts';
import { alignmentOf, FACE_ASPECT, faceCrop, sharpnessOf } from './face-crop.ts';

/** The face, and the mark beside it, in the canvas's own pixels. */
const FACE_HEIGHT = 540;
const FACE_WIDTH = Math.round(FACE_HEIGHT * FACE_ASPECT);
const BAND = 24;
const MARK_PX = 14;
/** Beyond the edge of a picture. */
const NOTHING = '#6b7280';
/** Side of the picture by which frames are compared for sharpness. */
const MEASURED = 96;

export interface FaceCanvasProps {
  readonly picture: Picture;
  readonly name: string;
  /** The officer's name and the time of the viewing. */
  readonly mark: string;
}

/** One face on a canvas: no image that could be saved or dragged. The mark is part of the pixels, on two sides of the face. */
export function FaceCanvas({ picture, name, mark }: FaceCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const place = canvas.current;
    if (place === null) return undefined;
    place.width = FACE_WIDTH + BAND;
    place.height = FACE_HEIGHT + BAND;
    const context = place.getContext('2d');
    if (context !== null) {
      drawFace(context, picture, FACE_WIDTH, FACE_HEIGHT);
      drawMark(context, mark);
    }
    return () => {
      // A canvas without size holds no pixels
      place.width = 0;
      place.height = 0;
    };
  }, [picture, mark]);
  return <canvas ref={canvas} role="img" aria-label={name} onContextMenu={(event) => event.preventDefault()} />;
}

/** The name and time of a viewing, as they stand in each picture. */
export function markOf(viewer: string, at: number): string {
  return `${viewer} ${dateAndTime(at)}`;
}

/** The sharpest of the lane's pictures first. Those that cannot be drawn come last. */
export function bySharpness(pictures: readonly Picture[]): Picture[] {
  const canvas = document.createElement('canvas');
  canvas.width = MEASURED;
  canvas.height = MEASURED;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const measured = pictures.map((picture) => {
    if (context === null || !drawFace(context, picture, MEASURED, MEASURED)) return { picture, sharpness: -1 };
    const pixels = context.getImageData(0, 0, MEASURED, MEASURED);
    const sharpness = sharpnessOf(pixels.data, MEASURED);
    pixels.data.fill(0);
    return { picture, sharpness };
  });
  canvas.width = 0;
  canvas.height = 0;
  return measured.sort((one, other) => other.sharpness - one.sharpness).map(({ picture }) => picture);
}

function drawFace(context: CanvasRenderingContext2D, picture: Picture, width: number, height: number): boolean {
  const { drawing, modality, eyes } = picture;
  if (drawing.kind === 'unreadable') return false;
  const source = drawing.kind === 'bitmap' ? drawing.bitmap : canvasOf(drawing.pixels);
  const aligned = eyes && alignmentOf(eyes, source, width);
  if (aligned === undefined) {
    const { left, top, width: across, height: down } = faceCrop(modality, source);
    context.drawImage(source, left, top, across, down, 0, 0, width, height);
  } else {
    context.fillStyle = NOTHING;
    context.fillRect(0, 0, width, height);
    const { a, b, e, f } = aligned;
    context.save();
    context.beginPath();
    context.rect(0, 0, width, height);
    context.clip();
    context.transform(a, b, -b, a, e, f);
    context.drawImage(source, 0, 0);
    context.restore();
  }
  if (source instanceof HTMLCanvasElement) {
    source.width = 0;
    source.height = 0;
  }
  return true;
}

function canvasOf(pixels: ImageData): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return canvas;
}

function drawMark(context: CanvasRenderingContext2D, mark: string): void {
  context.fillStyle = '#ffffff';
  context.fillRect(0, FACE_HEIGHT, FACE_WIDTH + BAND, BAND);
  context.fillRect(FACE_WIDTH, 0, BAND, FACE_HEIGHT);
  context.fillStyle = '#12161d';
  context.font = `${MARK_PX}px sans-serif`;
  context.textBaseline = 'middle';
  context.fillText(mark, 8, FACE_HEIGHT + BAND / 2, FACE_WIDTH);
  context.translate(FACE_WIDTH + BAND / 2, FACE_HEIGHT - 8);
  context.rotate(-Math.PI / 2);
  context.fillText(mark, 0, 0, FACE_HEIGHT - 16);
  context.resetTransform();
}
