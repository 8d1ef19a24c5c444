import { useEffect, useRef } from 'preact/hooks';
import { LIGHT_COLOURS } from '../../../models/face/presentation-attack/light-challenge/light-state.ts';
import type { ShownChallenge } from '../../biometrics/face/light-board.ts';
import { playLight } from '../model/light-player.ts';
import type { CheckModel } from './check-model.ts';
import { PAGE_WORDS } from './words.ts';

/** The page as the lamp of the lane, while it is on the lane's display and the light is measured. */
export function CheckLight({
  shown: { id, challenge },
  model,
}: {
  readonly shown: ShownChallenge;
  readonly model: CheckModel;
}) {
  const left = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      playLight({
        challenge,
        paint(state) {
          if (left.current !== null) left.current.style.backgroundColor = LIGHT_COLOURS[state.left];
          if (right.current !== null) right.current.style.backgroundColor = LIGHT_COLOURS[state.right];
        },
        confirm: (index, pageMs) => model.confirmLight({ id, index, pageMs }),
        nextFrame(callback) {
          const request = requestAnimationFrame(callback);
          return () => cancelAnimationFrame(request);
        },
      }),
    [id],
  );
  return (
    <div class="check-light" role="img" aria-label={PAGE_WORDS[model.language.value].light}>
      <div ref={left} />
      <div ref={right} />
    </div>
  );
}
