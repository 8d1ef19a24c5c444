import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Picture } from '../../evidence/picture.ts';
import { MODALITY_WORDS } from '../../words-of-evidence.ts';
import { dateAndTime } from '../../design/times.ts';
import { t } from '../../languages/text.ts';

export interface EvidencePictureProps {
  readonly picture: Picture;
  readonly number: number;
  /** The officer whose name is drawn across it. */
  readonly viewer: string;
  /** The server's time of the viewing, ms. */
  readonly at: number;
}

/** One picture on a canvas: no image that could be saved or dragged, and the viewer's name and time in its pixels. */
export function EvidencePicture({ picture, number, viewer, at }: EvidencePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { drawing, modality, capturedAt } = picture;
  useLayoutEffect(() => {
    const place = canvas.current;
    if (place === null) return undefined;
    draw(place, picture, `${viewer} ${dateAndTime(at)}`);
    return () => {
      // A canvas without size holds no pixels
      place.width = 0;
      place.height = 0;
    };
  }, [picture]);
  const name = t('{camera}, picture {number}', { camera: MODALITY_WORDS[modality], number });
  return (
    <figure class="evidence-picture">
      {drawing.kind === 'pixels' || drawing.kind === 'bitmap' ? (
        <canvas ref={canvas} role="img" aria-label={name} onContextMenu={(event) => event.preventDefault()} />
      ) : (
        <p class="evidence-none">
          {t('This picture cannot be shown: its file is damaged. Look at the document itself.')}
        </p>
      )}
      <figcaption>
        {MODALITY_WORDS[modality]} <span class="quiet figures">{dateAndTime(capturedAt)}</span>
      </figcaption>
    </figure>
  );
}

/** The mark's letters, a part of the picture's width: so that it can be read at any size. */
const MARK_SIZE = 1 / 26;
/** Rows of the mark in a picture, and its slope. */
const MARK_ROWS = 5;
const MARK_SLOPE = -0.35;

function draw(place: HTMLCanvasElement, { drawing }: Picture, mark: string): void {
  const context = place.getContext('2d');
  if (context === null) return;
  if (drawing.kind === 'pixels') {
    place.width = drawing.pixels.width;
    place.height = drawing.pixels.height;
    context.putImageData(drawing.pixels, 0, 0);
  } else if (drawing.kind === 'bitmap') {
    place.width = drawing.bitmap.width;
    place.height = drawing.bitmap.height;
    context.drawImage(drawing.bitmap, 0, 0);
  }
  const { width, height } = place;
  const size = Math.max(11, Math.round(width * MARK_SIZE));
  context.font = `${size}px sans-serif`;
  context.textBaseline = 'middle';
  const wide = context.measureText(mark).width + 2 * size;
  context.rotate(MARK_SLOPE);
  for (let row = 0; row <= 2 * MARK_ROWS; row++) {
    for (let x = -width; x < 2 * width; x += wide) {
      const y = (row * height) / MARK_ROWS;
      context.fillStyle = 'rgba(0, 0, 0, 0.35)';
      context.fillText(mark, x + 1 + (row % 2) * size * 3, y + 1);
      context.fillStyle = 'rgba(255, 255, 255, 0.45)';
      context.fillText(mark, x + (row % 2) * size * 3, y);
    }
  }
  context.resetTransform();
}
