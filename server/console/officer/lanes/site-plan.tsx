import { computed, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { LaneView } from '../../../records/kiosks/answers.ts';
import { plural, t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { LANE_STATE_WORDS } from '../../words.ts';
import { positions } from './site-plans.ts';
import { hasTrouble, LOOK_SHAPES, LOOK_TONES, LOOK_WORDS, lookOf, type LaneLook } from './lane-look.ts';
import { type Direction, layoutOf, neighbourOf } from './lane-positions.ts';
import './site-plan.css';

/** Units of the drawing in a lane's width, and the width on the screen: it grows with the reader's letters. */
const UNIT = 64;
const UNIT_REM = 3.75;
/** Room beyond the outer lanes for words that are wider than a lane. */
const MARGIN = 10;

export interface SitePlanProps {
  readonly site: string;
  readonly lanes: readonly Signal<LaneView>[];
  /** The lane that Tab comes to. */
  readonly entry: string | null;
  /** Referrals that are not decided, by kiosk. */
  readonly waiting: ReadonlyMap<string, number>;
  readonly onEnter: (kioskId: string) => void;
  readonly onOpen: (kioskId: string) => void;
}

/** The lanes of a site where they stand. Arrow keys go to the nearest lane in their direction; Enter opens it. */
export function SitePlan({ site, lanes, entry, waiting, onEnter, onOpen }: SitePlanProps) {
  const at = positions.value;
  const layout = useMemo(
    () =>
      layoutOf(
        lanes.map((lane) => lane.peek()),
        at,
      ),
    [lanes, at],
  );
  const width = layout.width * UNIT + 2 * MARGIN;
  const height = layout.height * UNIT + 2 * MARGIN;
  const go = (event: KeyboardEvent & { readonly currentTarget: SVGSVGElement }) => {
    const { activeElement } = document;
    const from = activeElement?.getAttribute('data-kiosk');
    const direction = KEYS[event.key];
    if (direction === undefined || from === null || from === undefined) return;
    event.preventDefault();
    const next = neighbourOf(layout.lanes, from, direction);
    if (next !== undefined) event.currentTarget.querySelector<SVGGElement>(`[data-kiosk="${next}"]`)?.focus();
  };
  return (
    <div class="plan-frame" role="group" aria-label={t('Plan of {site}', { site })} tabIndex={0}>
      <svg
        class="site-plan"
        viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
        style={{ inlineSize: `${(width / UNIT) * UNIT_REM}rem` }}
        onKeyDown={go}
      >
        {layout.lanes.map(({ kioskId, x, y }) => {
          const lane = lanes.find((one) => one.peek().kioskId === kioskId);
          return (
            lane !== undefined && (
              <PlanLane
                key={kioskId}
                lane={lane}
                left={x * UNIT}
                top={y * UNIT}
                isEntry={kioskId === entry}
                waiting={waiting.get(kioskId) ?? 0}
                onEnter={onEnter}
                onOpen={onOpen}
              />
            )
          );
        })}
      </svg>
    </div>
  );
}

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface PlanLaneProps extends Pick<SitePlanProps, 'onEnter' | 'onOpen'> {
  readonly lane: Signal<LaneView>;
  readonly left: number;
  readonly top: number;
  readonly isEntry: boolean;
  readonly waiting: number;
}

function PlanLane({ lane, left, top, isEntry, waiting, onEnter, onOpen }: PlanLaneProps) {
  // Most messages of a lane change nothing that the plan shows.
  const [look, isTroubled] = useMemo(
    () => [computed(() => lookOf(lane.value, now.value)), computed(() => hasTrouble(lane.value))],
    [lane],
  );
  const { kioskId, lane: name } = lane.peek();
  const shown = look.value;
  return (
    <g
      class={`plan-lane tone-${LOOK_TONES[shown]}`}
      role="button"
      tabIndex={isEntry ? 0 : -1}
      transform={`translate(${left} ${top})`}
      data-kiosk={kioskId}
      data-look={shown}
      aria-label={nameOf(name, shown, lane.peek(), waiting, isTroubled.value)}
      onFocus={() => onEnter(kioskId)}
      onClick={() => onOpen(kioskId)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onOpen(kioskId);
      }}
    >
      <rect class="plan-ground" x="0" y="0" width={UNIT} height={UNIT} rx="6" />
      <text class="plan-name" x={UNIT / 2} y="16">
        {name}
      </text>
      <Shape look={shown} />
      <text class="plan-word" x={UNIT / 2} y="58">
        {LOOK_WORDS[shown]}
      </text>
      {isTroubled.value && <path class="plan-trouble" d="M9 3 16 15H2zM9 7v4M9 13v.1" />}
      {waiting > 0 && (
        <>
          <path class="plan-waiting" d={`M${UNIT - 10} -6 l12 12 -12 12 -12 -12z`} />
          <text class="plan-count figures" x={UNIT - 10} y="10">
            {waiting}
          </text>
        </>
      )}
    </g>
  );
}

function Shape({ look }: { readonly look: LaneLook }) {
  const { outline, mark, isFilled, isDashed } = LOOK_SHAPES[look];
  return (
    <g class={`plan-shape${isFilled === true ? ' plan-filled' : ''}`} transform="translate(16 21)">
      <path class="plan-outline" d={outline} {...(isDashed === true && { 'stroke-dasharray': '3 3' })} />
      <path class="plan-mark" d={mark} />
    </g>
  );
}

/** Everything that the drawing shows, and the full words of the state. */
function nameOf(name: string, look: LaneLook, { heard }: LaneView, waiting: number, isTroubled: boolean): string {
  const isKnown = look !== 'silent' && look !== 'disabled' && heard !== null;
  return [
    t('Lane {lane}', { lane: name }),
    isKnown ? LANE_STATE_WORDS[heard.state] : LOOK_WORDS[look],
    ...(isTroubled ? [t('Fault')] : []),
    ...(waiting > 0 ? [plural(waiting, '{count} traveller waits', '{count} travellers wait')] : []),
  ].join(', ');
}
