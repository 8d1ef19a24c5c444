import { computed, type ReadonlySignal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { LANE_STALE_MS } from '../../../contract/timing.ts';
import type { LaneState, LaneView } from '../../../records/kiosks/answers.ts';
import type { LaneThroughput } from '../../../border/referrals/answers.ts';
import { Badge } from '../../design/badge.tsx';
import { Icon } from '../../design/icon.tsx';
import { age } from '../../design/times.ts';
import { plural, t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { DEVICE_WORDS, HEALTH_WORDS, LANE_STATE_WORDS, outOfServiceWords } from '../../words.ts';
import { LANE_CALLS } from './lane-calls.ts';

type Heard = NonNullable<LaneView['heard']>;

export interface LaneCardProps {
  readonly lane: Signal<LaneView>;
  readonly isEntry: boolean;
  /** Referrals of this lane that are not decided. */
  readonly waiting: number;
  readonly throughput: LaneThroughput | undefined;
  readonly onEnter: (kioskId: string) => void;
  readonly onOpen: (kioskId: string) => void;
}

/** One lane: its state, faults, waiting travellers and throughput. A lane without trouble takes little room. It opens the lane's dialog. */
export function LaneCard({ lane, isEntry, waiting, throughput, onEnter, onOpen }: LaneCardProps) {
  // Most messages of a lane change only whether it is in use: that is one text, written without drawing the card again.
  const [shape, silence, word] = useMemo(
    () => [
      computed(() => shapeOf(lane.value)),
      // Time passes for all cards; only the card of a lane that becomes silent is drawn again.
      computed(() => silenceOf(lane.value.heard, now.value)),
      computed(() => (lane.value.heard === null ? '' : LANE_STATE_WORDS[lane.value.heard.state])),
    ],
    [lane],
  );
  void shape.value;
  const { kioskId, lane: name, heard, disabled } = lane.peek();
  const silentFor = silence.value;
  const isStale = silentFor !== null;
  return (
    <li class={`lane${isStale || heard === null ? ' lane-stale' : ''}`}>
      <button
        type="button"
        class="lane-button"
        tabIndex={isEntry ? 0 : -1}
        onFocus={() => onEnter(kioskId)}
        onClick={() => onOpen(kioskId)}
      >
        <span class="lane-top">
          <span class="lane-name">{t('Lane {lane}', { lane: name })}</span>
          {heard === null ? (
            <span class="lane-state quiet">{t('Not heard yet')}</span>
          ) : (
            <State state={heard.state} word={word} isStale={isStale} />
          )}
        </span>
        <span class="lane-badges">
          {disabled && <Badge tone="bad" icon="cross" word={t('Disabled ## a kiosk')} />}
          {silentFor !== null && (
            <Badge tone="caution" icon="wait" word={t('Not heard for {time}', { time: silentFor })} />
          )}
          {heard !== null && <Troubles heard={heard} />}
        </span>
        <span class="lane-facts quiet figures">
          {heard !== null && outOfServiceWords(heard).map((word) => <span key={word}>{word}</span>)}
          {waiting > 0 && (
            <strong class="lane-waiting">{t('{count} waiting ## travellers', { count: waiting })}</strong>
          )}
          {throughput === undefined ? (
            heard !== null && <span>{devicesWord(heard)}</span>
          ) : (
            <span>
              {t('{cleared} cleared, {referred} referred', {
                cleared: throughput.cleared,
                referred: throughput.referred,
              })}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

function silenceOf(heard: LaneView['heard'], at: number): string | null {
  if (heard === null || at - heard.receivedAt <= LANE_STALE_MS) return null;
  return age(at - heard.receivedAt);
}

/** Everything that a card shows except the state. An equal shape draws nothing. */
function shapeOf({ heard, disabled, lane }: LaneView): string {
  if (heard === null) return `${lane} ${disabled}`;
  const { state, outOfService, devices, undelivered } = heard;
  const called = LANE_CALLS[state] === undefined ? '' : `${state} ${outOfService.join()}`;
  return `${lane} ${disabled} ${called} ${undelivered} ${devices.map(({ kind, health }) => `${kind}:${health}`).join()}`;
}

interface StateProps {
  readonly state: LaneState;
  readonly word: ReadonlySignal<string>;
  readonly isStale: boolean;
}

function State({ state, word, isStale }: StateProps) {
  const call = isStale ? undefined : LANE_CALLS[state];
  return (
    <span class={`lane-state${call === undefined ? '' : ` tone-${call.tone}`}`}>
      {call !== undefined && <Icon name={call.icon} />}
      {isStale && <span class="quiet">{t('Last:')} </span>}
      <span>{word}</span>
    </span>
  );
}

function Troubles({ heard }: { readonly heard: Heard }) {
  const { devices, undelivered } = heard;
  return (
    <>
      {devices
        .filter((device) => device.health !== 'ready')
        .map(({ kind, health }) => (
          <Badge key={kind} tone="bad" icon="warning" word={`${DEVICE_WORDS[kind]}: ${HEALTH_WORDS[health]}`} />
        ))}
      {undelivered > 0 && (
        <Badge
          tone="caution"
          icon="wait"
          word={plural(undelivered, '{count} report to deliver', '{count} reports to deliver')}
        />
      )}
    </>
  );
}

function devicesWord({ devices }: Heard): string {
  const ready = devices.filter(({ health }) => health === 'ready').length;
  return ready === devices.length
    ? plural(ready, '{count} device ready', '{count} devices ready')
    : t('{ready} of {all} devices ready', { ready, all: devices.length });
}
