import type { Condition } from '../../border/conditions/answers.ts';
import type { ConditionKind } from '../../border/conditions/condition-kinds.ts';
import { Icon, type IconName } from '../design/icon.tsx';
import { age } from '../design/times.ts';
import type { Tone } from '../design/tone.ts';
import { plural, t } from '../languages/text.ts';
import { conditions, isAway, isResponsible } from './conditions.ts';
import { now } from './live.ts';
import { hashOf } from './route.ts';
import { mayAct } from './session.ts';
import './condition-strip.css';

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
}

const LOOKS: { readonly [Kind in ConditionKind]: Look } = {
  'lane-in-emergency': { tone: 'bad', icon: 'warning' },
  'confirmation-overdue': { tone: 'bad', icon: 'wait' },
  'lane-out-of-service': { tone: 'bad', icon: 'cross' },
  'lane-refers-everyone': { tone: 'caution', icon: 'question' },
  'lane-slow': { tone: 'caution', icon: 'wait' },
  'lane-check-unfinished': { tone: 'bad', icon: 'cross' },
  'lane-drifted': { tone: 'caution', icon: 'question' },
  'lane-releases-differ': { tone: 'bad', icon: 'warning' },
  'lane-releases-behind': { tone: 'caution', icon: 'wait' },
  'lane-trust-old': { tone: 'caution', icon: 'wait' },
  'lane-watchlists-old': { tone: 'caution', icon: 'wait' },
  'lane-software-returned': { tone: 'caution', icon: 'warning' },
  'confirmation-due': { tone: 'caution', icon: 'wait' },
};

function countWords(kind: ConditionKind, count: number): string {
  switch (kind) {
    case 'lane-in-emergency':
      return plural(count, '{count} lane open: emergency', '{count} lanes open: emergency');
    case 'confirmation-overdue':
      return plural(count, '{count} opening not confirmed in time', '{count} openings not confirmed in time');
    case 'lane-out-of-service':
      return plural(count, '{count} lane out of service', '{count} lanes out of service');
    case 'lane-refers-everyone':
      return plural(count, '{count} lane refers every traveller', '{count} lanes refer every traveller');
    case 'lane-slow':
      return plural(count, '{count} lane too slow', '{count} lanes too slow');
    case 'lane-check-unfinished':
      return plural(count, '{count} readiness check not passed', '{count} readiness checks not passed');
    case 'lane-drifted':
      return plural(count, '{count} lane differs from its calibration', '{count} lanes differ from their calibration');
    case 'lane-releases-differ':
      return plural(count, '{count} lane with a foreign release', '{count} lanes with a foreign release');
    case 'lane-releases-behind':
      return plural(count, '{count} lane with old releases', '{count} lanes with old releases');
    case 'lane-trust-old':
      return plural(count, '{count} lane with an old master list', '{count} lanes with an old master list');
    case 'lane-watchlists-old':
      return plural(count, '{count} lane with an old watchlist', '{count} lanes with an old watchlist');
    case 'lane-software-returned':
      return plural(count, '{count} lane with its earlier software', '{count} lanes with their earlier software');
    case 'confirmation-due':
      return plural(count, '{count} opening to confirm', '{count} openings to confirm');
  }
}

/** Counts of what needs a person now, on every page. Each leads to the place where it is dealt with. */
export function ConditionStrip() {
  const list = conditions.value;
  if (!isResponsible() || list === null) return null;
  const kinds = (Object.keys(LOOKS) as ConditionKind[])
    .map((kind) => ({ kind, all: list.filter((one) => one.kind === kind) }))
    .filter(({ all }) => all.length > 0);
  if (kinds.length === 0) return null;
  return (
    <nav class="strip" aria-label={t('Lanes that need you')}>
      <ul>
        {kinds.map(({ kind, all }) => (
          <li key={kind}>
            <Count kind={kind} all={all} />
          </li>
        ))}
      </ul>
      {isAway.value && <span class="quiet">{t('The server does not answer: this may be old.')}</span>}
    </nav>
  );
}

function Count({ kind, all }: { readonly kind: ConditionKind; readonly all: readonly Condition[] }) {
  const { tone, icon } = LOOKS[kind];
  return (
    <a class={`strip-count tone-${tone}`} href={placeOf(all)}>
      <Icon name={icon} />
      <span>
        <strong class="figures">{countWords(kind, all.length)}</strong> <span>{whereOf(all)}</span>
      </span>
    </a>
  );
}

/** The page on which the person can do something about it. */
function placeOf(all: readonly Condition[]): string {
  const [first] = all;
  const confirm = first?.confirm ?? null;
  if (confirm !== null) {
    return confirm.kind === 'open-in-emergency' && mayAct('proposals.see')
      ? hashOf('decisions')
      : hashOf('officer', 'second-look');
  }
  if (!mayAct('referrals.see')) return hashOf('administration', 'fleet');
  return first === undefined ? hashOf('officer') : hashOf('officer', 'lanes', first.kioskId);
}

const NAMED = 2;

function nameOf({ site, lane, framesPerS }: Condition): string {
  const name = `${site} ${lane}`;
  return framesPerS === null ? name : t('{name}: {framesPerS} frames a second', { name, framesPerS });
}

/** The first lanes by name, a slow one with its rate; of a confirmation, the time that is left or over. */
function whereOf(all: readonly Condition[]): string {
  const [first] = all;
  const names = all.slice(0, NAMED).map(nameOf);
  const where = [...names, ...(all.length > NAMED ? ['…'] : [])].join(', ');
  const by = first?.confirm?.by;
  if (by === undefined || first === undefined) {
    return t('({where}, for {time})', { where, time: age(now.value - (first?.since ?? now.value)) });
  }
  const leftMs = by - now.value;
  return leftMs > 0
    ? t('({where}, {time} left)', { where, time: age(leftMs) })
    : t('({where}, {time} late)', { where, time: age(-leftMs) });
}
