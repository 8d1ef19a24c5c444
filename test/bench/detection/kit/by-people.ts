/** Campaigns of insiders, and of strangers with an insider's credentials. */
import { beginning, type CampaignKind, hoursOn, officerOf, spread } from './campaign.ts';
import { consoleOf, type Day, referralBefore, shiftOf } from './day.ts';
import { DAY_MS, HOUR_MS, type Person } from './world.ts';

const personKey = ({ id }: Person): string => `person ${id}`;

function daysOf(days: number, person: Person, from: number, act: (day: Day, since: number) => void) {
  const until = from + days * DAY_MS;
  const edit = (day: Day): void => {
    if (hoursOn(day, from, until) !== undefined) act(day, day.from - from);
  };
  return { entities: [personKey(person)], from, until, edit };
}

/** Views captures of travellers who are not the person's own. */
function look(day: Day, person: Person, at: number, relation: 'none' | 'second-opinion'): void {
  const referral = referralBefore(day, at);
  const shift = shiftOf(day, person.id);
  if (referral === undefined) return;
  day.events.push({
    at,
    kind: 'evidence-viewed',
    actor: person.id,
    role: person.role,
    site: person.site,
    console: shift === undefined ? person.consoles[0] : consoleOf(shift, at),
    subject: referral.id,
    relation,
  });
}

/** Turns some of the person's refusals into admissions. */
function admitMore(day: Day, person: Person, share: number, concerns: (reason: string) => boolean): void {
  for (const event of day.events)
    if (
      event.kind === 'referral-turned-away' &&
      event.actor === person.id &&
      concerns(event.reason ?? '') &&
      day.random.happens(share)
    )
      event.kind = 'referral-admitted';
}

export const CAMPAIGNS_BY_PEOPLE: readonly CampaignKind[] = [
  {
    kind: 'snoops',
    variants: 4,
    make: (world, random, variant) => {
      const [days, perDay] = (
        [
          [5, 2],
          [1, 6],
          [8, 1],
          [10, 1],
        ] as const
      )[variant]!;
      const person = officerOf(world, random);
      return daysOf(days, person, beginning(world, random, days), (day) =>
        spread(day, perDay, (at) => look(day, person, at, variant === 3 ? 'second-opinion' : 'none')),
      );
    },
  },
  {
    kind: 'shares-credentials',
    variants: 2,
    make: (world, random) => {
      const person = officerOf(world, random);
      return daysOf(4, person, beginning(world, random, 4), (day) => {
        const shift = shiftOf(day, person.id);
        if (shift === undefined) return;
        const other = `${person.site}-console-${(person.number + 5) % 8}`;
        const at = (shift.from + shift.until) / 2;
        for (const [minutes, console] of [
          [0, consoleOf(shift, at)],
          [3, other],
          [6, consoleOf(shift, at)],
          [9, other],
        ] as const) {
          const referral = referralBefore(day, at);
          if (referral !== undefined)
            day.events.push({
              at: at + minutes * 60_000,
              kind: 'evidence-viewed',
              actor: person.id,
              role: person.role,
              site: person.site,
              console,
              subject: referral.id,
              relation: 'own-referral',
            });
        }
      });
    },
  },
  {
    kind: 'views-off-duty',
    variants: 2,
    make: (world, random) => {
      const person = officerOf(world, random);
      return daysOf(5, person, beginning(world, random, 5), (day) => {
        const shift = shiftOf(day, person.id);
        const at = shift === undefined ? day.from + 3 * HOUR_MS : shift.until + 5 * HOUR_MS;
        day.events.push({
          at,
          kind: 'signed-in',
          actor: person.id,
          role: person.role,
          site: person.site,
          console: person.consoles[0],
        });
        for (let minutes = 5; minutes <= 10; minutes += 5) look(day, person, at + minutes * 60_000, 'none');
      });
    },
  },
  {
    kind: 'admits-more-slowly',
    variants: 2,
    make: (world, random, variant) => {
      const person = officerOf(world, random);
      const peak = [0.9, 0.6][variant]!;
      return daysOf(16, person, beginning(world, random, 16), (day, since) =>
        admitMore(day, person, Math.min(1, since / (6 * DAY_MS)) * peak, (reason) => reason === 'below-threshold'),
      );
    },
  },
  {
    kind: 'admits-bad-documents',
    variants: 2,
    make: (world, random, variant) => {
      const person = officerOf(world, random);
      return daysOf(12, person, beginning(world, random, 12), (day) =>
        admitMore(day, person, [0.9, 0.7][variant]!, (reason) => reason !== 'below-threshold'),
      );
    },
  },
  {
    kind: 'admits-unseen',
    variants: 1,
    make: (world, random) => {
      const person = officerOf(world, random);
      return daysOf(10, person, beginning(world, random, 10), (day) => {
        day.events = day.events.filter(
          (event) =>
            !(
              event.kind === 'evidence-viewed' &&
              event.actor === person.id &&
              event.relation === 'own-referral' &&
              day.random.happens(0.95)
            ),
        );
        admitMore(day, person, 0.8, () => true);
      });
    },
  },
  {
    kind: 'searches-lists',
    variants: 2,
    make: (world, random, variant) => {
      const person = officerOf(world, random);
      return daysOf(8, person, beginning(world, random, 8), (day) =>
        spread(day, [8, 3][variant]!, (at) =>
          day.events.push({ at, kind: 'watchlist-looked-up', actor: person.id, role: person.role, site: person.site }),
        ),
      );
    },
  },
  {
    kind: 'opens-for-friends',
    variants: 2,
    make: (world, random, variant) => {
      const person = officerOf(world, random);
      return daysOf(10, person, beginning(world, random, 10), (day) =>
        spread(day, [3, 1.5][variant]! > 1 + day.random.share() * 2 ? 3 : 1, (at) =>
          day.events.push({
            at,
            kind: 'opened-for-cause',
            reason: 'assistance',
            actor: person.id,
            role: person.role,
            site: person.site,
            lane: `${person.site}-lane-3`,
          }),
        ),
      );
    },
  },
  {
    kind: 'guesses-password',
    variants: 1,
    make: (world, random) => {
      const person = officerOf(world, random);
      const from = beginning(world, random, 1) + 3 * HOUR_MS;
      return daysOf(0.02, person, from, (day) => {
        for (let guess = 0; guess < 60; guess += 1)
          day.events.push({
            at: from + guess * 13_000,
            kind: 'sign-in-failed',
            actor: person.id,
            site: person.site,
            console: 'net-outside',
          });
      });
    },
  },
  {
    kind: 'sprays-passwords',
    variants: 1,
    make: (world, random) => {
      const from = beginning(world, random, 3);
      const until = from + 3 * DAY_MS;
      return {
        entities: ['console net-outside', 'server server', ...world.sites.map((site) => `site ${site}`)],
        from,
        until,
        edit: (day) => {
          if (hoursOn(day, from, until) === undefined) return;
          for (let guess = 0; guess < 36; guess += 1) {
            const person = day.random.pick(world.people);
            day.events.push({
              at: day.from + guess * 40 * 60_000,
              kind: 'sign-in-failed',
              actor: person.id,
              site: person.site,
              console: 'net-outside',
            });
          }
        },
      };
    },
  },
  {
    kind: 'privacy-officer-fishes',
    isHeldOut: true,
    variants: 1,
    make: (world, random) => {
      const person = officerOf(world, random, 'privacy-officer');
      return daysOf(10, person, beginning(world, random, 10), (day) =>
        spread(day, 4, (at) =>
          day.events.push({
            at,
            kind: 'access-request-opened',
            actor: person.id,
            role: person.role,
            site: person.site,
            subject: `q${day.newReferral()}`,
          }),
        ),
      );
    },
  },
  {
    kind: 'administrator-adds-proposals',
    isHeldOut: true,
    variants: 1,
    make: (world, random) => {
      const person = officerOf(world, random, 'administrator');
      return daysOf(9, person, beginning(world, random, 9), (day) =>
        spread(day, 5, (at) =>
          day.events.push({
            at,
            kind: 'proposal-made',
            actor: person.id,
            role: person.role,
            site: person.site,
            reason: 'duty',
          }),
        ),
      );
    },
  },
  {
    kind: 'erases-on-request',
    isHeldOut: true,
    variants: 1,
    make: (world, random) => {
      const person = officerOf(world, random, 'privacy-officer');
      return daysOf(5, person, beginning(world, random, 5), (day) =>
        spread(day, 1, (at) =>
          day.events.push({
            at,
            kind: 'captures-erased',
            actor: person.id,
            role: person.role,
            site: person.site,
            subject: day.newReferral(),
          }),
        ),
      );
    },
  },
  {
    kind: 'favours-one-lane',
    isHeldOut: true,
    variants: 1,
    make: (world, random) => {
      const person = officerOf(world, random);
      const lane = `${person.site}-lane-2`;
      const taken = new Set<string>();
      return daysOf(12, person, beginning(world, random, 12), (day) => {
        for (const event of day.events) {
          if (event.lane !== lane || event.subject === undefined) continue;
          if (event.kind === 'referral-taken' && shiftOf(day, person.id) !== undefined && day.random.happens(0.6))
            taken.add(event.subject);
          if (taken.has(event.subject) && event.kind.startsWith('referral-')) event.actor = person.id;
        }
      });
    },
  },
];
