/**
 * A laboratory in which each invariant is broken, and in which what is close to each breach and allowed happens as well, among ordinary days
 * and attacks. The people, lanes and programs of each example have names of their own; sites come from the world.
 */
import type { DetectionEvent } from '../../../../server/oversight/detection/events/event.ts';
import { INVARIANT_IDS, type InvariantId } from '../../../../server/oversight/detection/rules/rule-ids.ts';
import { EXAMPLES } from '../../../server/oversight/detection/invariants/examples.ts';
import type { Campaign } from './campaign.ts';
import { type Laboratory, laboratory, type LaboratoryOptions } from './laboratory.ts';
import { Random } from './random.ts';
import { DAY_MS, HOUR_MS } from './world.ts';

/** Examples that last longer are told faster. */
const LONGEST_MS = 3 * DAY_MS;
const NAMED = ['actor', 'session', 'subject', 'lane', 'console'] as const;
const NONE = { edit: () => undefined };

/** One occurrence; its `kind` is the id of the rule. */
type Planted = Campaign & { readonly events: readonly DetectionEvent[] };

export interface BreachLaboratory extends Laboratory {
  /** Allowed cases, about which no finding of the rule is wanted. */
  readonly allowed: readonly Campaign[];
}

/**
 * Allowed cases of every invariant twice, in the first half of the days, and then its breaches twice: a freeze of releases that is broken
 * would otherwise still hold for the allowed ones.
 */
export function breachLaboratory(options: LaboratoryOptions): BreachLaboratory {
  const base = laboratory(options);
  const random = new Random(options.seed * 32_452_843 + 5);
  const quarterMs = (base.days * DAY_MS) / 4;
  const plant = (which: 'breaks' | 'keeps', quarters: readonly number[]) =>
    quarters.flatMap((quarter) =>
      INVARIANT_IDS.map((rule) => {
        const from = quarter * quarterMs + 2 * HOUR_MS + Math.round(random.between(0, quarterMs - LONGEST_MS - DAY_MS));
        return planted(base, rule, which, `${which}-${quarter}`, from);
      }),
    );
  // An example of what a rule about absences allows ends, and is then an absence. Ordinary days have feeds that go on
  const allowed = plant('keeps', [0, 1]).filter(({ kind }) => EXAMPLES[kind as InvariantId].turnAt === undefined);
  const breaches = plant('breaks', [2, 3]);
  const all = [...breaches, ...allowed].flatMap(({ events }) => events);
  return {
    ...base,
    campaigns: breaches,
    allowed,
    *events() {
      for (const [number, day] of [...base.events()].entries()) {
        const its = all.filter(({ at }) => Math.floor(at / DAY_MS) === number);
        yield [...day, ...its].sort((one, other) => one.at - other.at);
      }
    },
  };
}

function planted(
  { sites }: Laboratory,
  rule: InvariantId,
  which: 'breaks' | 'keeps',
  suffix: string,
  from: number,
): Planted {
  const { about, turnAt = 0, ...example } = EXAMPLES[rule];
  const events = example[which];
  const names = new Set(
    [...example.breaks, ...example.keeps].flatMap((event) => NAMED.flatMap((field) => event[field] ?? [])),
  );
  const named = (word: string): string => (names.has(word) ? `${word}-${rule}-${suffix}` : word);
  const until = Math.max(turnAt, ...events.map(({ at }) => at));
  const pace = until > LONGEST_MS ? LONGEST_MS / until : 1;
  const [kind = '', id = ''] = about.split(' ');
  return {
    ...NONE,
    kind: rule,
    entities: [`${kind} ${named(id)}`],
    from,
    until: from + until * pace,
    events: events.map((event) => {
      const renamed = [...NAMED, 'reason' as const].flatMap((field) =>
        event[field] === undefined ? [] : [[field, named(event[field])]],
      );
      const site = event.site === undefined ? {} : { site: sites[event.site === 'south' ? 1 : 0] ?? event.site };
      return { ...event, ...site, ...Object.fromEntries(renamed), at: from + Math.round(event.at * pace) };
    }),
  };
}
