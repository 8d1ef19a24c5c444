import { LANE_STALE_MS } from '../../../contract/timing.ts';
import type { LanePhase } from '../../../contract/vocabulary.ts';
import type { LaneView } from '../../../views/lane.ts';
import { Badge } from '../../design/badge.tsx';
import { Icon, type IconName } from '../../design/icon.tsx';
import type { Tone } from '../../design/tone.ts';
import { now } from '../../shell/live.ts';
import { DEVICE_WORDS, HEALTH_WORDS, PHASE_WORDS } from '../../words.ts';
import { age, timeOfDay } from '../../design/times.ts';

type Heard = NonNullable<LaneView['heard']>;

/** The phases in which a lane wants somebody. */
const CALLS: { readonly [Phase in LanePhase]?: { readonly tone: Tone; readonly icon: IconName } } = {
  referred: { tone: 'caution', icon: 'arrow' },
  'out-of-service': { tone: 'bad', icon: 'cross' },
};

/** One lane: what it does, what ails it, and how old that news is. What is well takes little room. */
export function LaneCard({ lane }: { readonly lane: LaneView }) {
  const { heard } = lane;
  const isStale = heard !== null && now.value - heard.receivedAt > LANE_STALE_MS;
  return (
    <li class={`lane${isStale || heard === null ? ' lane-stale' : ''}`}>
      <h3>
        Lane {lane.lane} <span class="quiet">{lane.site}</span>
      </h3>
      {heard === null ? <p class="lane-phase quiet">Not heard yet</p> : <Phase phase={heard.phase} isStale={isStale} />}
      <p class="lane-badges">
        {lane.disabled && <Badge tone="bad" icon="cross" word="Disabled" />}
        {isStale && <Badge tone="caution" icon="wait" word={`Not heard for ${age(now.value - heard.receivedAt)}`} />}
        {heard !== null && <Troubles heard={heard} />}
      </p>
      {heard !== null && <Condition heard={heard} />}
    </li>
  );
}

function Phase({ phase, isStale }: { readonly phase: LanePhase; readonly isStale: boolean }) {
  const call = isStale ? undefined : CALLS[phase];
  return (
    <p class={`lane-phase${call === undefined ? '' : ` tone-${call.tone}`}`}>
      {call !== undefined && <Icon name={call.icon} />}
      {isStale && <span class="quiet">Last: </span>}
      {PHASE_WORDS[phase]}
    </p>
  );
}

function Troubles({ heard }: { readonly heard: Heard }) {
  return (
    <>
      {heard.devices
        .filter((device) => device.health !== 'ready')
        .map((device) => (
          <Badge
            key={device.kind}
            tone="bad"
            icon="warning"
            word={`${DEVICE_WORDS[device.kind]}: ${HEALTH_WORDS[device.health]}`}
          />
        ))}
      {heard.undelivered > 0 && (
        <Badge
          tone="caution"
          icon="wait"
          word={`${heard.undelivered} ${heard.undelivered === 1 ? 'report' : 'reports'} to deliver`}
        />
      )}
    </>
  );
}

function Condition({ heard }: { readonly heard: Heard }) {
  const ready = heard.devices.filter((device) => device.health === 'ready').length;
  return (
    <div class="lane-facts quiet figures">
      <p>
        {ready} of {heard.devices.length} devices ready
        {heard.undelivered === 0 && ' · all reports delivered'}
      </p>
      <p>
        Last heard{' '}
        <time dateTime={new Date(heard.receivedAt).toISOString()}>{timeOfDay(heard.receivedAt, now.value)}</time>{' '}
        <bdi>({age(now.value - heard.receivedAt)} ago)</bdi>
      </p>
    </div>
  );
}
