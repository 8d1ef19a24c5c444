/** Campaigns of customs officers. They change days without drawing from their numbers, so that the worlds of the seeds stay the same. */
import { beginning, type CampaignKind, hoursOn } from './campaign.ts';
import { control } from './customs.ts';
import type { Day } from './day.ts';
import { DAY_MS, HOUR_MS, type Person } from './world.ts';

function byOfficer(days: number, act: (person: Person) => (day: Day) => void): CampaignKind['make'] {
  return (world, random) => {
    const person = random.pick(world.customs);
    const from = beginning(world, random, days);
    const until = from + days * DAY_MS;
    const edit = act(person);
    return {
      entities: [`person ${person.id}`],
      from,
      until,
      edit: (day) => {
        if (hoursOn(day, from, until) !== undefined) edit(day);
      },
    };
  };
}

export const CAMPAIGNS_BY_CUSTOMS: readonly CampaignKind[] = [
  {
    kind: 'customs-officer-finds-nothing',
    variants: 1,
    make: byOfficer(14, ({ id }) => (day) => {
      for (const event of day.events)
        if (event.actor === id && event.kind === 'control-differed') event.kind = 'control-conformed';
    }),
  },
  {
    kind: 'customs-officer-clears-queue',
    variants: 1,
    make: byOfficer(3, (person) => (day) => {
      // Three days, so that at least one is a day of work
      for (let number = 0; number < 25; number += 1) {
        const at = day.from + 18 * HOUR_MS + number * 90_000;
        day.events.push(control(person, at, 'control-conformed', `trader-${1 + (number % 20)}`, 'documents'));
      }
    }),
  },
  {
    kind: 'customs-officer-serves-one-trader',
    variants: 1,
    make: byOfficer(14, (person) => (day) => {
      const [by, trader] = [person, 'trader-19'];
      for (let number = 0; number < 2; number += 1)
        day.events.push(control(by, day.from + (10 + 4 * number) * HOUR_MS, 'control-conformed', trader, 'physical'));
    }),
  },
];
