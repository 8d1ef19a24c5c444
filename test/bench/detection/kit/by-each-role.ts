/**
 * Campaigns of one person of each role, of people of traders, of partners and of hardware. They were written after the rules, as an outsider
 * would attack. Their changes draw from numbers of their own, so that the worlds of the seeds stay the same.
 */
import { beginning, type CampaignKind, hoursOn, laneOf, officerOf } from './campaign.ts';
import type { Day, DraftEvent } from './day.ts';
import { Random } from './random.ts';
import { DAY_MS, HOUR_MS, type Person, type StaffRole, type World } from './world.ts';

const MINUTE_MS = 60_000;

type Make = CampaignKind['make'];
type Act = (day: Day, own: Random, since: number) => void;

/** A campaign of some days, whose edits draw from numbers of its own. */
export function during(entities: readonly string[], from: number, days: number, act: Act) {
  const until = from + days * DAY_MS;
  const own = new Random(Math.floor(from / 1_000));
  return {
    entities,
    from,
    until,
    edit: (day: Day) => {
      if (hoursOn(day, from, until) !== undefined) act(day, own, day.from - from);
    },
  };
}

function byPerson(role: StaffRole, days: number, act: (person: Person, world: World) => Act): Make {
  return (world, random) => {
    const person =
      role === 'security-officer' || role === 'auditor'
        ? random.pick(world.staff.filter((one) => one.role === role))
        : officerOf(world, random, role);
    return during([`person ${person.id}`], beginning(world, random, days), days, act(person, world));
  };
}

function byClient(id: string, days: number, act: Act): Make {
  return (world, random) => during([`${id.split('-')[0]} ${id}`], beginning(world, random, days), days, act);
}

function atOneLane(days: number, act: (lane: string) => Act): Make {
  return (world, random) => {
    const { id } = laneOf(world, random);
    return during([`lane ${id}`], beginning(world, random, days), days, act(id));
  };
}

const base = ({ id, role, site }: Person) => ({ actor: id, role, site });

/** A lane that refuses nothing of a kind: its travellers are cleared. */
function refusesNothing(kind: DraftEvent['kind']): Make {
  return atOneLane(14, (lane) => (day) => {
    const passed = new Set(
      day.events.filter((event) => event.lane === lane && event.kind === kind).map(({ subject }) => subject),
    );
    for (const event of day.events)
      if (event.lane === lane && event.kind === 'traveller-referred' && passed.has(event.subject)) {
        event.kind = 'traveller-cleared';
        delete event.reason;
      }
    day.events = day.events.filter((event) => !(event.lane === lane && event.kind === kind));
  });
}

export const CAMPAIGNS_BY_EACH_ROLE: readonly CampaignKind[] = [
  {
    kind: 'officer-turns-away',
    variants: 1,
    make: byPerson('officer', 8, (person) => (day, own) => {
      for (const event of day.events)
        if (event.kind === 'referral-admitted' && event.actor === person.id && own.happens(0.4))
          event.kind = 'referral-turned-away';
    }),
  },
  {
    kind: 'officer-waits-for-accomplices',
    variants: 1,
    make: byPerson('officer', 8, (person) => (day, own) => {
      const shift = day.shifts.find((one) => one.person.id === person.id);
      if (shift === undefined) return;
      for (let passage = 0; passage < 2; passage += 1) {
        const at = own.between(shift.from, shift.until);
        const lane = `${shift.site}-lane-5`;
        const [handle, referral] = [`own-${person.id}-${Math.round(at)}`, `with-${person.id}-${Math.round(at)}`];
        const traveller = { site: shift.site, lane, subject: handle, reason: 'chip-unreadable' };
        const decision = { ...base(person), site: shift.site, lane, console: shift.console, subject: referral };
        day.events.push({ ...traveller, at, kind: 'traveller-referred' });
        day.events.push({ ...traveller, at: at + 1, kind: 'document-refused' });
        day.events.push({ ...decision, at: at + 3_000, kind: 'referral-taken', reason: 'chip-unreadable' });
        day.events.push({ ...decision, at: at + 11_000, kind: 'referral-admitted', reason: 'chip-unreadable' });
        day.events.push({ ...decision, at: at + 14_000, kind: 'opened-for-traveller' });
      }
    }),
  },
  {
    kind: 'supervisor-reviews-as-cover',
    variants: 1,
    make: byPerson('supervisor', 5, (person) => (day, own) => {
      for (let look = 0; look < 7; look += 1) {
        const at = day.from + own.between(8, 18) * HOUR_MS;
        const near = day.referrals.filter((one) => one.at < at);
        if (near.length === 0) continue;
        const subject = own.pick(near).id;
        day.events.push({ ...base(person), at, kind: 'evidence-viewed', subject, relation: 'supervisor-review' });
      }
    }),
  },
  {
    kind: 'supervisor-weakens-lane-at-night',
    variants: 1,
    make: byPerson('supervisor', 6, (person, world) => (day) => {
      const colleague = world.people.find((one) => one.role === 'supervisor' && one.id !== person.id)!;
      const at = day.from + 23 * HOUR_MS;
      const lane = `${person.site}-lane-4`;
      const approved = { ...base(colleague), site: person.site, lane, subject: person.id };
      day.events.push({ ...base(person), at, kind: 'proposal-made', reason: 'degradation' });
      day.events.push({ ...base(person), at, lane, kind: 'degradation-proposed' });
      day.events.push({ ...approved, at: at + 7 * MINUTE_MS, kind: 'degradation-approved', count: 420 });
      day.events.push({ ...base(person), at: at + 50 * MINUTE_MS, lane, kind: 'degradation-ended' });
    }),
  },
  {
    kind: 'administrator-arms-invented-person',
    variants: 1,
    make: (world, random) => {
      const person = officerOf(world, random, 'administrator');
      const other = world.people.find((one) => one.role === 'administrator' && one.id !== person.id)!;
      const from = beginning(world, random, 2);
      const made = `made-${person.id}`;
      return during([`person ${person.id}`, `person ${made}`], from, 2, (day, own, since) => {
        const at = day.from + 17 * HOUR_MS;
        if (since >= DAY_MS) {
          day.events.push({ ...base(person), at: day.from + 8 * HOUR_MS, kind: 'duty-ended', reason: made });
          return;
        }
        const duty = { ...base(other), subject: person.id, reason: made, count: 900 };
        const by = { actor: made, role: 'officer', site: person.site, console: 'console-of-made' };
        day.events.push({ ...base(person), at, kind: 'person-invited', subject: made });
        day.events.push({ ...by, at: at + 20 * MINUTE_MS, kind: 'person-enrolled' });
        day.events.push({ ...base(person), at: at + 30 * MINUTE_MS, kind: 'duty-proposed', subject: made });
        day.events.push({ ...duty, at: at + 45 * MINUTE_MS, kind: 'duty-approved' });
        day.events.push({ ...by, at: at + 3 * HOUR_MS, kind: 'signed-in' });
        for (let look = 0; look < 3; look += 1) {
          const near = day.referrals.filter((one) => one.site === person.site);
          const viewed = { at: at + (3 + 0.2 * look) * HOUR_MS, subject: own.pick(near).id };
          day.events.push({ ...by, ...viewed, kind: 'evidence-viewed', relation: 'none' });
        }
      });
    },
  },
  {
    kind: 'administrator-silences-at-night',
    variants: 1,
    make: byPerson('administrator', 4, (person) => (day) => {
      const at = day.from + 2 * HOUR_MS;
      day.events.push({ ...base(person), at, kind: 'signed-in', console: person.consoles[0] });
      day.events.push({ ...base(person), at: at + 2 * MINUTE_MS, kind: 'alerts-silenced' });
    }),
  },
  {
    kind: 'security-officer-explains-away',
    variants: 1,
    make: byPerson('security-officer', 1, (person) => (day) => {
      for (let finding = 0; finding < 15; finding += 1)
        day.events.push({
          ...base(person),
          at: day.from + 16 * HOUR_MS + finding * 80_000,
          kind: 'detection-disposed',
          reason: 'benign-explained',
        });
    }),
  },
  {
    kind: 'auditor-carries-records-out',
    variants: 1,
    make: byPerson('auditor', 4, (person) => (day, own) => {
      for (let copy = 0; copy < 2; copy += 1)
        day.events.push({
          ...base(person),
          at: day.from + own.between(9, 17) * HOUR_MS,
          kind: 'record-exported',
          count: 6_000,
        });
    }),
  },
  {
    kind: 'privacy-officer-erases-on-own-request',
    variants: 1,
    make: byPerson('privacy-officer', 4, (person) => (day, own) => {
      const at = day.from + own.between(9, 16) * HOUR_MS;
      const subject = `passage-${person.id}-${day.number}`;
      day.events.push({ ...base(person), at, kind: 'access-request-opened', subject });
      day.events.push({ ...base(person), at: at + 6 * MINUTE_MS, kind: 'captures-erased', subject });
    }),
  },
  {
    kind: 'trader-person-gives-mandates',
    variants: 1,
    make: byClient('trader-6', 1, (day) => {
      for (let mandate = 0; mandate < 6; mandate += 1)
        day.events.push({
          at: day.from + (18 + mandate / 6) * HOUR_MS,
          kind: 'trader-mandate-given',
          actor: 'trader-6',
          role: 'trader',
          subject: `bought-${mandate}`,
        });
    }),
  },
  {
    kind: 'trader-person-waits',
    variants: 1,
    make: byClient('trader-9', 1, (day) => {
      const by = { actor: 'trader-9', role: 'trader' };
      const signedIn = { ...by, subject: 'second-of-trader-9', console: 'rented' };
      day.events.push({ at: day.from + 12 * HOUR_MS, kind: 'trader-signed-in', ...signedIn });
      day.events.push({ at: day.from + 17 * HOUR_MS, kind: 'trader-key-made', ...by, subject: 'patient-key' });
    }),
  },
  {
    kind: 'trader-key-copied',
    variants: 1,
    make: byClient('trader-7', 8, (day, own) => {
      const key = { actor: 'trader-7', role: 'trader', subject: 'key-of-trader-7' };
      day.events.push({
        at: day.from + own.between(1, 4) * HOUR_MS,
        kind: 'key-used',
        ...key,
        console: 'net-of-thief',
      });
    }),
  },
  {
    kind: 'partner-key-copied',
    variants: 1,
    make: byClient('partner-2', 6, (day, own) => {
      const by = { actor: 'partner-2', role: 'partner', console: 'net-of-thief' };
      const at = day.from + own.between(1, 4) * HOUR_MS;
      day.events.push({ at, kind: 'key-used', ...by, subject: 'key-of-partner-2' });
      for (let call = 0; call < 2; call += 1)
        day.events.push({
          at: at + call * 9 * MINUTE_MS,
          kind: 'partner-called',
          ...by,
          subject: 'agreement-of-partner-2',
          count: 60,
        });
    }),
  },
  { kind: 'reader-accepts-all', variants: 1, make: refusesNothing('document-refused') },
  { kind: 'presentation-check-off', variants: 1, make: refusesNothing('presentation-refused') },
  {
    kind: 'passages-at-night',
    variants: 1,
    make: atOneLane(6, (lane) => (day, own) => {
      const site = lane.split('-lane-')[0]!;
      for (let passage = 0; passage < 12; passage += 1)
        day.events.push({
          at: day.from + own.between(2, 4) * HOUR_MS,
          kind: 'traveller-cleared',
          site,
          lane,
          subject: `night-${day.number}-${passage}`,
        });
    }),
  },
  {
    kind: 'door-tampered',
    variants: 1,
    make: atOneLane(5, (lane) => (day, own) => {
      const site = lane.split('-lane-')[0]!;
      for (let fault = 0; fault < 2; fault += 1)
        day.events.push({
          at: day.from + own.between(1, 5) * HOUR_MS,
          kind: 'lane-fault',
          site,
          lane,
          reason: 'lane-out-of-service',
        });
    }),
  },
];
