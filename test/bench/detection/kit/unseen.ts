/**
 * Campaigns that were written after the rules, to be run once: slow ones, ones that several people share, wrong clocks, partners and traders.
 * No rule is changed for them. They are no part of the other worlds, whose recall would otherwise mix both.
 */
import { during } from './by-each-role.ts';
import { beginning, type CampaignKind, laneOf, officerOf, spread } from './campaign.ts';
import { control } from './customs.ts';
import { type Day, type DraftEvent, shiftOf } from './day.ts';
import type { Random } from './random.ts';
import { DAY_MS, HOUR_MS, type Person, type World } from './world.ts';

const MINUTE_MS = 60_000;

type Make = CampaignKind['make'];
type Act = (day: Day, own: Random, since: number) => void;

const by = ({ id, role, site }: Person) => ({ actor: id, role, site });
const keyOf = ({ id }: Person): string => `person ${id}`;

/** Different people of a role at one site. */
function team(world: World, random: Random, size: number, role = 'officer'): readonly Person[] {
  const first = officerOf(world, random, role);
  const others = world.people.filter(
    (one) => one.role === role && one.site === first.site && one.id !== first.id && one.from === 0 && one.away[0] < 0,
  );
  return [first, ...others.slice(0, size - 1)];
}

function byTeam(size: number, days: number, act: (people: readonly Person[]) => Act, role = 'officer'): Make {
  return (world, random) => {
    const people = team(world, random, size, role);
    return during(people.map(keyOf), beginning(world, random, days), days, act(people));
  };
}

function byOne(people: (world: World) => readonly Person[], days: number, act: (person: Person) => Act): Make {
  return (world, random) => {
    const person = random.pick(people(world));
    return during([keyOf(person)], beginning(world, random, days), days, act(person));
  };
}

const ofRole = (role: Person['role']) => (world: World) =>
  [...world.people, ...world.staff, ...world.customs].filter((one) => one.role === role && one.away[0] < 0);

function byProgram(id: string, days: number, act: Act): Make {
  return (world, random) => during([`${id.split('-')[0]} ${id}`], beginning(world, random, days), days, act);
}

function atLane(days: number, act: (lane: string) => Act): Make {
  return (world, random) => {
    const { id } = laneOf(world, random);
    return during([`lane ${id}`], beginning(world, random, days), days, act(id));
  };
}

/** Adds a failed check to some of the lane's cleared travellers. */
function fail(day: Day, own: Random, share: number, isHit: (event: DraftEvent) => boolean): void {
  const added: DraftEvent[] = [];
  for (const event of day.events) {
    if (event.kind !== 'traveller-cleared' || !isHit(event) || !own.happens(share)) continue;
    event.kind = 'traveller-referred';
    event.reason = 'below-threshold';
    added.push({ ...event, at: event.at + 1, kind: 'comparison-failed' });
  }
  day.events.push(...added);
}

const hourOf = ({ at }: DraftEvent): number => Math.floor((at % DAY_MS) / HOUR_MS);

export const UNSEEN_CAMPAIGNS: readonly CampaignKind[] = [
  {
    // Each opens one gate a day, at another lane
    kind: 'two-officers-open-in-turns',
    variants: 1,
    make: byTeam(2, 12, (people) => (day, own) => {
      const person = people[day.number % 2]!;
      const lane = `${person.site}-lane-${1 + own.below(12)}`;
      const at = day.from + own.between(8, 18) * HOUR_MS;
      day.events.push({ ...by(person), at, kind: 'opened-for-cause', lane, reason: 'assistance' });
    }),
  },
  {
    // A client pays five officers for one look each day
    kind: 'five-officers-look',
    variants: 1,
    make: byTeam(5, 4, (people) => (day, own) => {
      const referral = day.referrals.at(-40);
      if (referral === undefined) return;
      for (const person of people)
        day.events.push({
          ...by(person),
          at: day.from + own.between(8, 18) * HOUR_MS,
          kind: 'evidence-viewed',
          subject: referral.id,
          relation: 'none',
        });
    }),
  },
  {
    // Two officers each admit some of those whom they would have turned away
    kind: 'two-officers-admit-more',
    variants: 1,
    make: byTeam(2, 14, (people) => (day, own) => {
      for (const event of day.events)
        if (event.kind === 'referral-turned-away' && people.some(({ id }) => id === event.actor) && own.happens(0.5))
          event.kind = 'referral-admitted';
    }),
  },
  {
    kind: 'officer-hands-accomplices-over',
    variants: 1,
    make: byTeam(1, 8, ([person]) => (day) => {
      spread(day, 3, (at) =>
        day.events.push({ ...by(person!), at, kind: 'referral-handed-over', reason: 'below-threshold' }),
      );
    }),
  },
  {
    // A thief works with the passkey of a person on leave
    kind: 'works-as-person-on-leave',
    variants: 1,
    make: byTeam(1, 5, ([person]) => (day, own) => {
      if (shiftOf(day, person!.id) !== undefined) return;
      const at = day.from + own.between(9, 17) * HOUR_MS;
      day.events.push({ ...by(person!), at, kind: 'signed-in', console: 'console-of-thief' });
      const near = day.referrals.at(-10);
      if (near !== undefined)
        day.events.push({
          ...by(person!),
          at: at + 4 * MINUTE_MS,
          kind: 'evidence-viewed',
          console: 'console-of-thief',
          subject: near.id,
          relation: 'supervisor-review',
        });
    }),
  },
  {
    // Two supervisors weaken a lane every second day; the first one decides there
    kind: 'supervisors-weaken-lane-in-turns',
    variants: 1,
    make: byTeam(
      2,
      12,
      ([one, other]) =>
        (day) => {
          if (day.number % 2 === 1) return;
          const at = day.from + 13 * HOUR_MS;
          const lane = `${one!.site}-lane-7`;
          day.events.push({ ...by(one!), at, lane, kind: 'degradation-proposed' });
          const approval = { ...by(other!), lane, subject: one!.id, count: 900 };
          day.events.push({ ...approval, at: at + 15 * MINUTE_MS, kind: 'degradation-approved' });
          day.events.push({ ...by(other!), at: at + 90 * MINUTE_MS, lane, kind: 'degradation-ended' });
        },
      'supervisor',
    ),
  },
  {
    // Ends a hold on one day and erases on the next
    kind: 'privacy-officer-erases-after-hold',
    variants: 1,
    make: byOne(ofRole('privacy-officer'), 9, (person) => (day) => {
      const subject = `held-${person.id}-${Math.floor(day.number / 3)}`;
      const kind = (['hold-released', 'captures-erased'] as const)[day.number % 3];
      if (kind !== undefined) day.events.push({ ...by(person), at: day.from + 15 * HOUR_MS, kind, subject });
    }),
  },
  {
    kind: 'auditor-exports-a-little',
    variants: 1,
    make: byOne(ofRole('auditor'), 7, (person) => (day, own) => {
      for (let copy = 0; copy < 2; copy += 1)
        day.events.push({
          ...by(person),
          at: day.from + own.between(9, 17) * HOUR_MS,
          kind: 'record-exported',
          count: 180,
        });
    }),
  },
  {
    kind: 'administrator-issues-keys',
    variants: 1,
    make: byOne(ofRole('administrator'), 6, (person) => (day) => {
      const subject = `spare-${person.id}-${day.number}`;
      day.events.push({ ...by(person), at: day.from + 12 * HOUR_MS, kind: 'key-issued', subject });
      day.events.push({ ...by(person), at: day.from + 20 * HOUR_MS, kind: 'key-revoked', subject });
    }),
  },
  {
    // Protects one person
    kind: 'security-officer-protects-one',
    variants: 1,
    make: byOne(ofRole('security-officer'), 8, (person) => (day) => {
      for (let finding = 0; finding < 2; finding += 1)
        day.events.push({
          ...by(person),
          at: day.from + (10 + finding) * HOUR_MS,
          kind: 'detection-disposed',
          reason: 'benign-explained',
          subject: `${person.site}-person-9`,
        });
    }),
  },
  {
    // Two customs officers waive each other's controls
    kind: 'customs-officers-waive-in-turns',
    variants: 1,
    make: (world, random) => {
      const [one, other] = world.customs.filter(({ site }) => site === world.sites[0]) as [Person, Person];
      return during([keyOf(one), keyOf(other)], beginning(world, random, 10), 10, (day) => {
        const [first, second] = day.number % 2 === 0 ? [one, other] : [other, one];
        const at = day.from + 14 * HOUR_MS;
        day.events.push(control(first, at, 'control-waived', 'trader-14', 'physical'));
        const confirmed = { actor: second.id, role: second.role, subject: first.id };
        day.events.push({ ...confirmed, at: at + 9 * MINUTE_MS, kind: 'control-waiver-confirmed' });
      });
    },
  },
  {
    // Finds nothing in the goods of one trader, and the usual in those of others
    kind: 'customs-officer-spares-one-trader',
    variants: 1,
    make: byOne(ofRole('customs-officer'), 14, ({ id }) => (day) => {
      for (const event of day.events)
        if (event.actor === id && event.kind === 'control-differed' && event.subject === 'trader-1')
          event.kind = 'control-conformed';
    }),
  },
  {
    // The clock of a lane is six hours fast
    kind: 'lane-clock-fast',
    variants: 1,
    make: atLane(4, (lane) => (day) => {
      for (const event of day.events)
        if (event.lane === lane && event.kind.startsWith('traveller-')) event.at += 6 * HOUR_MS;
    }),
  },
  {
    kind: 'camera-blinded-in-the-evening',
    variants: 1,
    make: atLane(6, (lane) => (day, own) => {
      fail(day, own, 0.1, (event) => event.lane === lane && hourOf(event) >= 18 && hourOf(event) < 22);
    }),
  },
  {
    // The threshold of comparison was lowered: four of five failures pass
    kind: 'threshold-lowered',
    variants: 1,
    make: atLane(10, (lane) => (day, own) => {
      const passed = new Set<string | undefined>();
      for (const event of day.events)
        if (event.lane === lane && event.kind === 'traveller-referred' && event.reason === 'below-threshold')
          if (own.happens(0.8)) {
            event.kind = 'traveller-cleared';
            passed.add(event.subject);
          }
      day.events = day.events.filter(
        ({ kind, lane: at, subject }) => !(kind === 'comparison-failed' && at === lane && passed.has(subject)),
      );
    }),
  },
  {
    // Impostors spread over six lanes of a site
    kind: 'impostors-at-six-lanes',
    variants: 1,
    make: (world, random) => {
      const site = random.pick(world.sites);
      const lanes = Array.from({ length: 6 }, (_, at) => `${site}-lane-${at + 1}`);
      const entities = [...lanes.map((lane) => `lane ${lane}`), `site ${site}`];
      return during(entities, beginning(world, random, 8), 8, (day, own) =>
        fail(day, own, 0.02, ({ lane = '' }) => lanes.includes(lane)),
      );
    },
  },
  {
    kind: 'partner-takes-a-third-more',
    variants: 1,
    make: byProgram('partner-1', 14, (day) => {
      for (const event of day.events)
        if (event.actor === 'partner-1' && event.kind === 'partner-called')
          event.count = Math.round((event.count ?? 1) * 1.35);
    }),
  },
  {
    kind: 'partner-probes-slowly',
    variants: 1,
    make: byProgram('partner-4', 6, (day, own) => {
      for (let call = 0; call < 3; call += 1)
        day.events.push({
          at: day.from + (8 * call + own.between(0, 8)) * HOUR_MS,
          kind: 'partner-refused',
          actor: 'partner-4',
          role: 'partner',
          reason: 'not-in-agreement',
        });
    }),
  },
  {
    kind: 'trader-splits-declarations',
    variants: 1,
    make: byProgram('trader-10', 10, (day) => {
      const its = day.events.filter(({ actor, kind }) => actor === 'trader-10' && kind === 'goods-declared');
      for (const event of its) {
        event.count = Math.max(1, Math.round((event.count ?? 1) / 2));
        day.events.push({ ...event, at: event.at + 5 * MINUTE_MS });
      }
    }),
  },
  {
    kind: 'trader-refused-steadily',
    variants: 1,
    make: byProgram('trader-10', 12, (day, own) => {
      for (const event of day.events)
        if (event.actor === 'trader-10' && event.kind === 'goods-declared' && own.happens(0.1)) {
          event.kind = 'declaration-refused';
          event.reason = 'malformed';
        }
    }),
  },
  {
    kind: 'portal-asked-twice-as-often',
    variants: 1,
    make: (world, random) =>
      during(['server server'], beginning(world, random, 5), 5, (day) => {
        const asked = day.events.filter(({ kind }) => kind === 'portal-asked');
        day.events.push(...asked.map((event) => ({ ...event, at: event.at + 30_000 })));
      }),
  },
];
