/** The form of the red team's campaigns: who takes part, for how long, and at which times of work. They draw from numbers of their own. */
import { BURN_IN_DAYS, type CampaignKind, hoursOn } from '../campaign.ts';
import { type Day, type DraftEvent, shiftOf } from '../day.ts';
import { Random } from '../random.ts';
import { DAY_MS, HOUR_MS, type Person, type StaffRole, type World } from '../world.ts';

export const MINUTE_MS = 60_000;

/** Days of a campaign with force, of one with care, and of a patient one. */
export const [A_DAY, A_WEEK, A_MONTH] = [1, 7, 28];

export interface Cast {
  readonly people: readonly Person[];
  readonly lanes: readonly string[];
  /** Keys of further subjects whose finding counts. */
  readonly others: readonly string[];
}

type Casting = (world: World, random: Random, site: string) => Cast;
/** `number` counts the days of the campaign from 0. */
type Act = (day: Day, own: Random, number: number) => void;

/** Different people of a role at the site who are there during the whole time, and of other sites where it has too few. */
export function crew(size: number, role: StaffRole = 'officer'): Casting {
  return (world, random, site) => {
    const all = [...world.people, ...world.staff, ...world.customs].filter(
      (one) => one.role === role && one.from === 0 && one.away[0] < 0,
    );
    const near = all.filter((one) => one.site === site);
    const first = random.below(Math.max(1, near.length - size + 1));
    const people = [...near.slice(first), ...all.filter((one) => one.site !== site)].slice(0, size);
    return { people, lanes: [], others: [] };
  };
}

/** Neighbouring lanes of the site that are open on ordinary days. */
export function lanes(size: number): Casting {
  return (world, random, site) => {
    const open = world.lanes.filter((one) => one.site === site && one.from === 0).slice(0, 10);
    const first = random.below(Math.max(1, open.length - size + 1));
    return { people: [], lanes: open.slice(first, first + size).map(({ id }) => id), others: [] };
  };
}

/** Subjects by their keys, such as `partner partner-1` or `server server`. */
export function subjects(...others: readonly string[]): Casting {
  return () => ({ people: [], lanes: [], others });
}

export function together(...castings: readonly Casting[]): Casting {
  return (world, random, site) => {
    const all = castings.map((one) => one(world, random, site));
    return {
      people: all.flatMap(({ people }) => people),
      lanes: all.flatMap((one) => one.lanes),
      others: all.flatMap(({ others }) => others),
    };
  };
}

function works({ role, number }: Person, day: number): boolean {
  const isInShifts = role === 'officer' || role === 'supervisor';
  return ((isInShifts ? number : 0) + day) % 7 < 5;
}

/** A campaign with force begins on a day on which its people work. */
function firstDay({ options }: World, random: Random, days: number, { people }: Cast): number {
  const latest = Math.max(1, options.days - BURN_IN_DAYS - days - 1);
  for (let tries = 0; tries < 50; tries += 1) {
    const first = BURN_IN_DAYS + random.below(latest);
    if (days > 1 || people.every((one) => works(one, first))) return first;
  }
  return BURN_IN_DAYS;
}

export function plot(days: number, casting: Casting, act: (cast: Cast) => Act): CampaignKind['make'] {
  return (world, random) => {
    const cast = casting(world, random, random.pick(world.sites));
    const own = new Random(random.below(1_000_000_000));
    const from = firstDay(world, random, days, cast) * DAY_MS;
    const until = from + days * DAY_MS;
    const edit = act(cast);
    return {
      entities: [
        ...cast.people.map(({ id }) => `person ${id}`),
        ...cast.lanes.map((id) => `lane ${id}`),
        ...cast.others,
      ],
      from,
      until,
      edit: (day) => {
        if (hoursOn(day, from, until) !== undefined) edit(day, own, (day.from - from) / DAY_MS);
      },
    };
  };
}

export const by = ({ id, role, site }: Person) => ({ actor: id, role, site });

/** A time at which a person works on this day. */
export function timeOfWork(day: Day, own: Random, person: Person): number | undefined {
  const shift = shiftOf(day, person.id);
  if (shift !== undefined) return own.between(shift.from + 10 * MINUTE_MS, shift.until - 30 * MINUTE_MS);
  const isOffice = person.role !== 'officer' && person.role !== 'supervisor';
  return isOffice && day.number % 7 < 5 ? day.from + own.between(8.5, 16.5) * HOUR_MS : undefined;
}

/** Adds acts at times of a person's work; none on a day off. */
export function duringWork(
  day: Day,
  own: Random,
  person: Person,
  count: number,
  make: (at: number) => DraftEvent[],
): void {
  for (let left = count; left > 0; left -= 1) {
    const at = timeOfWork(day, own, person);
    if (at !== undefined) day.events.push(...make(at));
  }
}

export function consoleAt(day: Day, { id, consoles }: Person): string {
  return shiftOf(day, id)?.console ?? consoles[0];
}

/** A viewing at the person's own console of one of the latest referrals. */
export function viewing(
  day: Day,
  own: Random,
  person: Person,
  at: number,
  relation: 'second-opinion' | 'supervisor-review' | 'none',
): DraftEvent[] {
  const near = day.referrals.filter((one) => one.at < at && one.site === person.site);
  if (near.length === 0) return [];
  const subject = own.pick(near.slice(-60)).id;
  return [{ ...by(person), at, kind: 'evidence-viewed', console: consoleAt(day, person), subject, relation }];
}

/** The lane's checks of this kind pass: their travellers are cleared. */
export function passes(
  day: Day,
  own: Random,
  kind: DraftEvent['kind'],
  share: number,
  isHit: (event: DraftEvent) => boolean,
): void {
  const passed = new Set<string | undefined>();
  for (const event of day.events)
    if (event.kind === kind && isHit(event) && own.happens(share)) passed.add(`${event.lane} ${event.subject}`);
  const isPassed = (event: DraftEvent) => passed.has(`${event.lane} ${event.subject}`) && isHit(event);
  for (const event of day.events)
    if (event.kind === 'traveller-referred' && isPassed(event)) event.kind = 'traveller-cleared';
  day.events = day.events.filter((event) => event.kind !== kind || !isPassed(event));
}

export const hourOf = ({ at }: DraftEvent): number => Math.floor((at % DAY_MS) / HOUR_MS);

export const siteOf = (lane: string): string => lane.split('-lane-')[0]!;
