import { useMemo, useState } from 'preact/hooks';
import type { FaceProgress } from '../../biometrics/face/face-attempt.ts';
import { leanOf, outlineOf, TARGET, VIEW } from './face-outline.ts';
import { Mirror } from './mirror.tsx';
import { Sign } from './sign.tsx';
import type { SignName } from './signs.ts';

export interface FaceOvalProps extends Pick<FaceProgress, 'box' | 'pose'> {
  /** The word for the line that pictures come over; `undefined`: there are none. */
  readonly mirror?: string | undefined;
  readonly sign?: SignName | undefined;
}

/**
 * An empty oval to fill, over the traveller's own picture as in a mirror. Where there is none, because the lane sends none or the
 * traveller's system asks for less motion, a figure moves as the traveller does: where they stand, how close, and which way their head
 * points, drawn from seven coarse numbers.
 */
export function FaceOval({ box, pose, mirror, sign }: FaceOvalProps) {
  const [mirrored, setMirrored] = useState(false);
  const wanted = useMemo(() => !matchMedia('(prefers-reduced-motion: reduce)').matches, []);
  return (
    <svg class={mirrored ? 'face-oval mirrored' : 'face-oval'} viewBox={`0 0 ${VIEW.width} ${VIEW.height}`}>
      <clipPath id="face-pane">
        <rect width={VIEW.width} height={VIEW.height} rx="36" />
      </clipPath>
      <rect class="pane" x="3" y="3" width={VIEW.width - 6} height={VIEW.height - 6} rx="34" />
      {mirror !== undefined && wanted && <Mirror word={mirror} onShown={setMirrored} />}
      {box !== undefined && !mirrored && (
        <g clip-path="url(#face-pane)">
          <Face box={box} pose={pose} />
        </g>
      )}
      <g class="camera">
        <circle cx="200" cy="38" r="17" />
        <circle class="lens" cx="200" cy="38" r="7" />
      </g>
      <ellipse class="halo" {...TARGET} />
      <ellipse class="target" {...TARGET} />
      {sign !== undefined && <Sign name={sign} left={VIEW.width - 132} top={VIEW.height - 132} />}
    </svg>
  );
}

interface FaceProps {
  readonly box: NonNullable<FaceProgress['box']>;
  readonly pose: FaceProgress['pose'];
}

function Face({ box, pose }: FaceProps) {
  const outline = outlineOf(box);
  const { cx, cy, rx, ry } = outline;
  const { dx, dy, degrees } = leanOf(outline, pose);
  const neck = cy + ry * 1.15;
  const ground = VIEW.height + 20;
  const [left, right, arm] = [cx - rx * 2.1, cx + rx * 2.1, neck + ry * 0.9];
  const shoulders = `M${left} ${ground}V${arm}Q${left} ${neck} ${cx} ${neck}Q${right} ${neck} ${right} ${arm}V${ground}`;
  // Features narrow as they turn away
  const half = rx * 0.4 * (1 - Math.abs(dx) / (2 * rx));
  return (
    <g class="seen">
      <path d={shoulders} />
      <g transform={`rotate(${degrees} ${cx} ${cy + ry})`}>
        <ellipse cx={cx} cy={cy} rx={rx} ry={ry} />
        <g transform={`translate(${dx} ${dy})`}>
          <circle class="feature" cx={cx - half} cy={cy - ry * 0.08} r={rx * 0.08} />
          <circle class="feature" cx={cx + half} cy={cy - ry * 0.08} r={rx * 0.08} />
          <path d={`M${cx + dx * 0.15} ${cy}l${dx * 0.2 - rx * 0.05} ${ry * 0.2}h${rx * 0.1}`} />
          <path d={`M${cx - half * 0.8} ${cy + ry * 0.45}q${half * 0.8} ${ry * 0.1} ${half * 1.6} 0`} />
        </g>
      </g>
    </g>
  );
}
