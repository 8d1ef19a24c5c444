import type { Alarm } from '../../../records/alarms/answers.ts';
import { Badge } from '../../design/badge.tsx';
import { now } from '../../shell/live.ts';
import { alarms } from '../state/console.ts';
import { laneOf } from '../state/lanes.ts';
import { ALARM_ADVICE, ALARM_WORDS } from '../../words.ts';
import { timeOfDay } from '../../design/times.ts';
import { plural, t } from '../../languages/text.ts';

export function Alarms() {
  const list = alarms.value;
  return (
    <section class="panel" aria-labelledby="alarms-title">
      <h2 id="alarms-title" tabIndex={-1}>
        {t('Alarms')} {list !== null && list.length > 0 && <span class="quiet figures">{list.length}</span>}
      </h2>
      {list === null && <p class="empty">{t('Waiting for the server…')}</p>}
      {list?.length === 0 && <p class="empty">{t('No alarm has been raised.')}</p>}
      {list !== null && list.length > 0 && (
        <ul class="alarms">
          {list.map((alarm) => (
            <AlarmItem key={alarm.id} alarm={alarm} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AlarmItem({ alarm }: { readonly alarm: Alarm }) {
  const isOver = alarm.filledAt !== null;
  return (
    <li class="alarm">
      <h3>{ALARM_WORDS[alarm.kind]}</h3>
      <p class="alarm-badges">
        {isOver ? (
          <Badge
            tone="good"
            icon="tick"
            word={alarm.kind === 'sequence-gap' ? t('Arrived since') : t('Over ## an alarm')}
          />
        ) : (
          <Badge tone="bad" icon="warning" word={t('Open ## an alarm')} />
        )}
        <span class="figures quiet">
          {whereOf(alarm)} · {timeOfDay(alarm.lastAt, now.value)}
          {alarm.count > 1 && ` · ${plural(alarm.count, '{count} time', '{count} times')}`}
        </span>
      </p>
      {!isOver && <p class="quiet alarm-advice">{ALARM_ADVICE[alarm.kind]}</p>}
    </li>
  );
}

function whereOf(alarm: Alarm): string {
  const lane = alarm.kioskId === null ? undefined : laneOf(alarm.kioskId);
  const place = lane === undefined ? (alarm.kioskId ?? t('Server')) : t('Lane {lane}', { lane: lane.lane });
  const rate = /^analysed-frames\/tenths-per-second\/(\d+)$/.exec(alarm.about ?? '')?.[1];
  if (rate !== undefined)
    return t('{name}: {framesPerS} frames a second', { name: place, framesPerS: Number(rate) / 10 });
  const release = alarm.kind === 'release-untaken' ? alarm.about?.replace(/^[^/]+\//, '') : undefined;
  if (release !== undefined) return release;
  // The names and reasons of witnesses, in the words of the log
  const [, reason, witness] = /^witness\/([^/]+)\/([^/]+)\/none$/.exec(alarm.about ?? '') ?? [];
  if (reason !== undefined) return `${witness}: ${reason.replaceAll('-', ' ')}`;
  if (alarm.fromSequence === null || alarm.toSequence === null) return place;
  return alarm.fromSequence === alarm.toSequence
    ? t('{place}, report {number}', { place, number: String(alarm.fromSequence) })
    : t('{place}, reports {first} to {last}', {
        place,
        first: String(alarm.fromSequence),
        last: String(alarm.toSequence),
      });
}
