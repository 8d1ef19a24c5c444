import type { FaceProgress } from '../../biometrics/face/face-attempt.ts';
import { Picture } from './picture.tsx';

/** The turn of the drawn head until the lane sees the traveller's. About the turn that is asked for. */
const SHOWN_DEGREES = 35;

/**
 * A head, and an arrow that bends around it: the head turns, and the person does not walk. The screen faces the traveller, so their
 * left is its left, in every script. Once the lane sees the traveller the drawn head turns as theirs does.
 */
export function TurnArrow({ direction, pose }: { direction: 'left' | 'right'; pose: FaceProgress['pose'] }) {
  const towards = direction === 'left' ? 1 : -1;
  const degrees = pose === undefined ? SHOWN_DEGREES : Math.max(-60, Math.min(60, pose.yaw * towards));
  const shift = -Math.sin((degrees * Math.PI) / 180) * 74;
  const half = 38 * Math.cos((degrees * Math.PI) / 180);
  return (
    <Picture name={`turn-arrow ${direction}`}>
      <g transform={direction === 'right' ? 'translate(400 0) scale(-1 1)' : undefined}>
        <path class="neck" d="M176 280v44q0 30-92 52h232q-92-22-92-52v-44" />
        <ellipse class="head" cx="200" cy="160" rx="112" ry="144" />
        <g transform={`translate(${200 + shift} 0)`}>
          <circle class="eye" cx={-half} cy="138" r="12" />
          <circle class="eye" cx={half} cy="138" r="12" />
          <path class="nose" d={`M${shift * 0.1} 148l${shift * 0.35} 46h16`} />
          <path class="nose" d={`M${-half * 0.7} 234q${half * 0.7} 12 ${half * 1.4} 0`} />
        </g>
        <g class="moving arrow">
          <path class="band" d="M196 344Q96 340 52 254" />
          <path class="tip" d="M8 282L28 190l74 62z" />
        </g>
      </g>
    </Picture>
  );
}
