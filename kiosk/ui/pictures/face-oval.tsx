import type { FaceProgress } from '../../face/face-step.ts';
import { outlineOf, TARGET, VIEW } from './face-outline.ts';

/** An empty oval to fill, and where the face is now. Abstract on purpose: no picture of anybody is sent to the screen. */
export function FaceOval({ box }: { box: FaceProgress['box'] }) {
  return (
    <svg class="face-oval" viewBox={`0 0 ${VIEW.width} ${VIEW.height}`}>
      <rect class="pane" width={VIEW.width} height={VIEW.height} rx="36" />
      <g class="camera">
        <circle cx="200" cy="38" r="17" />
        <circle class="lens" cx="200" cy="38" r="7" />
      </g>
      {box !== undefined && <Face box={box} />}
      <ellipse class="target" {...TARGET} />
    </svg>
  );
}

function Face({ box }: { box: NonNullable<FaceProgress['box']> }) {
  const { cx, cy, rx, ry } = outlineOf(box);
  const shoulders = `M${cx - rx * 2} ${cy + ry * 2.4}q0 ${-ry * 1.1} ${rx * 1.4} ${-ry * 1.2}h${rx * 1.2}q${rx * 1.4} ${ry * 0.1} ${rx * 1.4} ${ry * 1.2}`;
  return (
    <g class="seen">
      <path d={shoulders} />
      <ellipse cx={cx} cy={cy} rx={rx} ry={ry} />
      <circle class="feature" cx={cx - rx * 0.4} cy={cy} r={rx * 0.08} />
      <circle class="feature" cx={cx + rx * 0.4} cy={cy} r={rx * 0.08} />
      <path class="mouth" d={`M${cx - rx * 0.3} ${cy + ry * 0.5}q${rx * 0.3} ${ry * 0.1} ${rx * 0.6} 0`} />
    </g>
  );
}
