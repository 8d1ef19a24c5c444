import type { Condition } from '../../conditions/answers.ts';
import type { ConditionKind } from '../../conditions/condition-kinds.ts';
import { Icon, type IconName } from '../design/icon.tsx';
import { age } from '../design/times.ts';
import type { Tone } from '../design/tone.ts';
import { conditions, isAway, isResponsible } from './conditions.ts';
import { now } from './live.ts';
import { hashOf } from './route.ts';
import { mayAct } from './session.ts';
import './condition-strip.css';

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly one: string;
  readonly many: string;
}

const LOOKS: { readonly [Kind in ConditionKind]: Look } = {
  'lane-in-emergency': { tone: 'bad', icon: 'warning', one: 'lane open: emergency', many: 'lanes open: emergency' },
  'confirmation-overdue': {
    tone: 'bad',
    icon: 'wait',
    one: 'opening not confirmed in time',
    many: 'openings not confirmed in time',
  },
  'lane-out-of-service': { tone: 'bad', icon: 'cross', one: 'lane out of service', many: 'lanes out of service' },
  'lane-refers-everyone': {
    tone: 'caution',
    icon: 'question',
    one: 'lane refers every traveller',
    many: 'lanes refer every traveller',
  },
  'confirmation-due': { tone: 'caution', icon: 'wait', one: 'opening to confirm', many: 'openings to confirm' },
};

/** Counts of what needs a person now, on every page. Each leads to the place where it is dealt with. */
export function ConditionStrip() {
  const list = conditions.value;
  if (!isResponsible() || list === null) return null;
  const kinds = (Object.keys(LOOKS) as ConditionKind[])
    .map((kind) => ({ kind, all: list.filter((one) => one.kind === kind) }))
    .filter(({ all }) => all.length > 0);
  if (kinds.length === 0) return null;
  return (
    <nav class="strip" aria-label="Lanes that need you">
      <ul>
        {kinds.map(({ kind, all }) => (
          <li key={kind}>
            <Count kind={kind} all={all} />
          </li>
        ))}
      </ul>
      {isAway.value && <span class="quiet">The server does not answer: this may be old.</span>}
    </nav>
  );
}

function Count({ kind, all }: { readonly kind: ConditionKind; readonly all: readonly Condition[] }) {
  const { tone, icon, one, many } = LOOKS[kind];
  const word = `${all.length} ${all.length === 1 ? one : many}`;
  return (
    <a class={`strip-count tone-${tone}`} href={placeOf(all)}>
      <Icon name={icon} />
      <span>
        <strong class="figures">{word}</strong> <span>{whereOf(all)}</span>
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

/** The first lanes by name; of a confirmation, the time that is left or over. */
function whereOf(all: readonly Condition[]): string {
  const [first] = all;
  const names = all.slice(0, NAMED).map(({ site, lane }) => `${site} ${lane}`);
  const where = all.length > NAMED ? `${names.join(', ')}, …` : names.join(', ');
  const by = first?.confirm?.by;
  if (by === undefined || first === undefined) return `(${where}, for ${age(now.value - (first?.since ?? now.value))})`;
  const leftMs = by - now.value;
  return leftMs > 0 ? `(${where}, ${age(leftMs)} left)` : `(${where}, ${age(-leftMs)} late)`;
}
