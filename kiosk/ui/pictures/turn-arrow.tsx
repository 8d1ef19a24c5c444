import type { FaceProgress } from '../../face/face-attempt.ts';

/** How far the traveller is asked to turn, about: the drawing is turned so far until the lane sees them. */
const SHOWN_DEGREES = 35;

/**
 * The screen faces the traveller, so their own left is its left. Physical, never mirrored with the direction of the script:
 * left is left in Arabic too. Once they are seen the head turns as theirs does.
 */
export function TurnArrow({ direction, pose }: { direction: 'left' | 'right'; pose: FaceProgress['pose'] }) {
  const towards = direction === 'left' ? 1 : -1;
  const degrees = pose === undefined ? SHOWN_DEGREES : Math.max(-60, Math.min(60, pose.yaw * towards));
  const shift = -Math.sin((degrees * Math.PI) / 180) * 74;
  const half = 38 * Math.cos((degrees * Math.PI) / 180);
  return (
    <svg class={`turn-arrow ${direction}`} viewBox="0 0 480 320">
      <g transform={direction === 'right' ? 'translate(480 0) scale(-1 1)' : undefined}>
        <path class="neck" d="M314 246v52h90v-52" />
        <ellipse class="head" cx="358" cy="148" rx="98" ry="126" />
        <g transform={`translate(${358 + shift} 0)`}>
          <circle class="eye" cx={-half} cy="128" r="11" />
          <circle class="eye" cx={half} cy="128" r="11" />
          <path class="nose" d={`M${shift * 0.1} 138l${shift * 0.35} 40h16`} />
          <path class="nose" d={`M${-half * 0.7} 212q${half * 0.7} 12 ${half * 1.4} 0`} />
        </g>
        <g class="moving">
          <path class="arrow" d="M122 58L18 156l104 98v-58h106v-80H122z" />
        </g>
      </g>
    </svg>
  );
}
