import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { Picture } from '../../evidence/picture.ts';
import { t, translated } from '../../languages/text.ts';
import { MODALITY_WORDS } from '../../words-of-evidence.ts';
import { EvidencePicture } from './evidence-picture.tsx';
import { bySharpness, FaceCanvas, markOf } from './face-canvas.tsx';

const MODES = ['side', 'swipe', 'blink'] as const;
type Mode = (typeof MODES)[number];
const MODE_WORDS: { readonly [One in Mode]: string } = translated({
  side: 'Side by side',
  swipe: 'Swipe',
  blink: 'Blink',
});
/** Each picture is shown this long. One change a second is far below the three flashes of WCAG 2.3.1. */
const BLINK_MS = 1_000;

export interface CompareFacesProps {
  readonly pictures: readonly Picture[];
  readonly viewer: string;
  /** The server's time of the viewing, ms. */
  readonly at: number;
}

/** The chip portrait and a live picture at the same scale, side by side or one over the other; all other pictures as a strip. */
export function CompareFaces({ pictures, viewer, at }: CompareFacesProps) {
  const frames = useMemo(() => bySharpness(pictures.filter(({ modality }) => modality === 'face-frame')), [pictures]);
  const portrait = pictures.find(({ modality }) => modality === 'chip-portrait');
  const shown = useSignal(0);
  const mode = useSignal<Mode>('side');
  const mark = markOf(viewer, at);
  const live = frames[shown.value] ?? frames[0];
  const others = pictures.filter(({ modality }) => modality !== 'face-frame' && modality !== 'chip-portrait');
  const isPair = portrait !== undefined && live !== undefined && isDrawn(portrait) && isDrawn(live);
  return (
    <div class="compare">
      {isPair ? (
        <Pair portrait={portrait} live={live} mode={mode.value} mark={mark} />
      ) : (
        <div class="evidence-pictures">
          {[portrait, live].flatMap((picture, index) =>
            picture === undefined
              ? []
              : [<EvidencePicture key={index} {...{ picture, number: index + 1, viewer, at }} />],
          )}
        </div>
      )}
      <div class="compare-tools">
        {isPair && (
          <div class="choices" role="group" aria-label={t('Compare the faces')}>
            {MODES.map((one, index) => (
              <Button
                key={one}
                label={MODE_WORDS[one]}
                shortcut={String(index + 1)}
                pressed={mode.value === one}
                onPress={() => (mode.value = one)}
              />
            ))}
          </div>
        )}
        {frames.length > 1 && (
          <ul class="frame-strip" aria-label={t('Pictures of the lane’s camera, the sharpest first')}>
            {frames.map((frame, index) => (
              <li key={index}>
                <button
                  type="button"
                  aria-pressed={index === shown.value}
                  aria-label={t('Show picture {number} of {all}, {time}', {
                    number: index + 1,
                    all: frames.length,
                    time: dateAndTime(frame.capturedAt),
                  })}
                  onClick={() => (shown.value = index)}
                >
                  <FaceCanvas
                    picture={frame}
                    name={t('{camera}, picture {number}', { camera: MODALITY_WORDS['face-frame'], number: index + 1 })}
                    mark={mark}
                  />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {others.length > 0 && (
        <div class="evidence-pictures">
          {others.map((picture, index) => (
            <EvidencePicture key={index} {...{ picture, number: index + 1, viewer, at }} />
          ))}
        </div>
      )}
    </div>
  );
}

interface PairProps {
  readonly portrait: Picture;
  readonly live: Picture;
  readonly mode: Mode;
  readonly mark: string;
}

function Pair({ portrait, live, mode, mark }: PairProps) {
  const over = useRef<HTMLElement>(null);
  const place = useSignal(50);
  const isOver = useSignal(true);
  useEffect(() => {
    over.current?.style.setProperty('--swipe', `${place.value}%`);
  });
  useEffect(() => {
    isOver.value = true;
    if (mode !== 'blink' || matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    const timer = setInterval(() => (isOver.value = !isOver.value), BLINK_MS);
    return () => clearInterval(timer);
  }, [mode]);
  return (
    <>
      <div class={`faces faces-${mode}${isOver.value ? '' : ' faces-behind'}`}>
        <figure>
          <FaceCanvas picture={portrait} name={MODALITY_WORDS['chip-portrait']} mark={mark} />
          <figcaption>{MODALITY_WORDS['chip-portrait']}</figcaption>
        </figure>
        <figure ref={over}>
          <FaceCanvas picture={live} name={MODALITY_WORDS['face-frame']} mark={mark} />
          <figcaption>{MODALITY_WORDS['face-frame']}</figcaption>
        </figure>
      </div>
      {mode === 'swipe' && (
        <label class="swipe">
          <span>{MODALITY_WORDS['chip-portrait']}</span>
          <input
            type="range"
            min={0}
            max={100}
            value={place.value}
            aria-label={t('Share of the chip portrait that is shown, percent')}
            onInput={({ currentTarget }) => (place.value = Number(currentTarget.value))}
          />
          <span>{MODALITY_WORDS['face-frame']}</span>
        </label>
      )}
      {mode === 'blink' && (
        <Button
          label={t('Shown: {camera}. Switch', {
            camera: isOver.value ? MODALITY_WORDS['face-frame'] : MODALITY_WORDS['chip-portrait'],
          })}
          onPress={() => (isOver.value = !isOver.value)}
        />
      )}
    </>
  );
}

function isDrawn({ drawing }: Picture): boolean {
  return drawing.kind !== 'unreadable';
}
