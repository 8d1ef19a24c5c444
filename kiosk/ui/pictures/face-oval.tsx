import type { FaceProgress } from '../../face/face-attempt.ts';
import { outlineOf, TARGET, VIEW } from './face-outline.ts';

/** An empty oval to fill, and where the face is now. Abstract on purpose: no picture of anybody is sent to the screen. */
export function FaceOval({ box }: { box: FaceProgress['box'] }) {
  return (
    <svg class="face-oval" viewBox={`-3 -3 ${VIEW.width + 6} ${VIEW.height + 6}`}>
      <clipPath id="face-pane">
        <rect width={VIEW.width} height={VIEW.height} rx="36" />
      </clipPath>
      <rect class="pane" width={VIEW.width} height={VIEW.height} rx="36" />
      {box !== undefined && (
        <g clip-path="url(#face-pane)">
          <Face box={box} />
        </g>
      )}
      <g class="camera">
        <circle cx="200" cy="38" r="17" />
        <circle class="lens" cx="200" cy="38" r="7" />
      </g>
      <ellipse class="target" {...TARGET} />
    </svg>
  );
}

function Face({ box }: { box: NonNullable<FaceProgress['box']> }) {
  const { cx, cy, rx, ry } = outlineOf(box);
  const neck = cy + ry * 1.15;
  const ground = VIEW.height + 20;
  const [left, right, arm] = [cx - rx * 2.1, cx + rx * 2.1, neck + ry * 0.9];
  const shoulders = `M${left} ${ground}V${arm}Q${left} ${neck} ${cx} ${neck}Q${right} ${neck} ${right} ${arm}V${ground}`;
  return (
    <g class="seen">
      <path d={shoulders} />
      <ellipse cx={cx} cy={cy} rx={rx} ry={ry} />
      <circle class="feature" cx={cx - rx * 0.4} cy={cy} r={rx * 0.08} />
      <circle class="feature" cx={cx + rx * 0.4} cy={cy} r={rx * 0.08} />
      <path d={`M${cx - rx * 0.3} ${cy + ry * 0.5}q${rx * 0.3} ${ry * 0.1} ${rx * 0.6} 0`} />
    </g>
  );
}
