/** One ordinary day: travellers by the hour, referrals and officers, sign-ins, administration, partners, traders, feeds. */
import { CustomsDays } from './customs.ts';
import { consoleOf, type Day, type DraftEvent, type ReferralOfDay, type Shift } from './day.ts';
import { OfficeDays } from './office.ts';
import { ProgramDays } from './programs.ts';
import { DOCUMENT_CODES, refer } from './refer.ts';
import { Random } from './random.ts';
import { DAY_MS, HOUR_MS, type Lane, type Person, type World } from './world.ts';

/** Travellers by hour of the day, relative. */
const PROFILE = [
  0.15, 0.08, 0.05, 0.05, 0.2, 0.7, 1.5, 1.8, 1.5, 1.2, 1.1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.6, 1.4, 1.2, 1, 0.7,
  0.4,
];
const PROFILE_SUM = PROFILE.reduce((sum, one) => sum + one, 0);
const WEEK = [1, 0.95, 0.95, 1, 1.2, 1.25, 1.15];
const SHIFT_HOURS = [
  [6, 14],
  [14, 22],
  [22, 30],
] as const;
const ATTACK_CODES = ['movement-undecidable', 'light-undecidable', 'light-not-returned'];
const SIGNALS = ['tls-failed', 'connections-refused', 'kiosk-tls-failed'];

/** Travellers and times between days. */
export class OrdinaryDays {
  readonly #world: World;
  readonly #random: Random;
  readonly #programs: ProgramDays;
  readonly #office: OfficeDays;
  readonly #customs: CustomsDays;
  readonly #referrals: ReferralOfDay[] = [];
  #handles = 0;
  #ids = 0;

  constructor(world: World) {
    this.#world = world;
    this.#random = new Random(world.options.seed * 104_729 + 5);
    this.#programs = new ProgramDays(world.options.seed);
    this.#office = new OfficeDays(world);
    this.#customs = new CustomsDays(world);
  }

  day(number: number): Day {
    const random = this.#random;
    const from = number * DAY_MS;
    const shifts = this.#world.people.flatMap((person) => this.#shiftOf(person, number));
    while (this.#referrals[0] !== undefined && this.#referrals[0].at < from - 4 * DAY_MS) this.#referrals.shift();
    const day: Day = {
      number,
      from,
      world: this.#world,
      random,
      shifts,
      events: [],
      referrals: this.#referrals,
      newHandle: () => `h${this.#handles++}`,
      newReferral: () => `r${this.#ids++}`,
    };
    for (const shift of shifts) this.#signIns(day, shift);
    for (const site of this.#world.sites) this.#travellers(day, site);
    for (const shift of shifts) this.#otherWork(day, shift);
    this.#administration(day);
    this.#programs.traderPeople(day);
    this.#programs.call(day);
    this.#background(day);
    this.#programs.otherNetworks(day, this.#office.random);
    if (number % 7 < 5) this.#office.work(day);
    if (number % 7 < 5) this.#customs.work(day);
    this.#office.seldom(day);
    return day;
  }

  #shiftOf(person: Person, number: number): Shift[] {
    const random = this.#random;
    if (number < person.from || (number >= person.away[0] && number <= person.away[1])) return [];
    const isOffice = person.role === 'privacy-officer' || person.role === 'administrator';
    if (isOffice) {
      if (number % 7 >= 5) return [];
      const begin = number * DAY_MS + (8 + random.share()) * HOUR_MS;
      return [{ person, from: begin, until: begin + 8 * HOUR_MS, console: person.consoles[0], site: person.site }];
    }
    if ((person.number + number) % 7 >= 5) return [];
    const usual = (person.crew + Math.floor(number / 7)) % 3;
    const [begins, ends] = SHIFT_HOURS[random.happens(0.05) ? random.below(3) : usual]!;
    const late = random.happens(0.1) ? random.between(1, 3) : 0;
    const isCover = random.happens(0.01);
    const site = isCover ? random.pick(this.#world.sites) : person.site;
    const console =
      site !== person.site
        ? `${site}-console-${random.below(8)}`
        : random.happens(0.85)
          ? person.consoles[0]
          : random.happens(0.8)
            ? person.consoles[1]
            : `${site}-console-${random.below(8)}`;
    const from = number * DAY_MS + begins * HOUR_MS;
    const shift = { person, from, until: number * DAY_MS + (ends + late) * HOUR_MS, console, site };
    if (!random.happens(0.08)) return [shift];
    const other = console === person.consoles[0] ? person.consoles[1] : person.consoles[0];
    return [
      {
        ...shift,
        moves: { at: from + random.between(3, 6) * HOUR_MS, console: site === person.site ? other : console },
      },
    ];
  }

  #signIns(day: Day, shift: Shift): void {
    const random = day.random;
    const { person, from, console, site, until, moves } = shift;
    const base = { actor: person.id, role: person.role, site, console };
    let at = from + (random.share() - 0.6) * 12 * 60_000;
    while (random.happens(0.06)) {
      day.events.push({ ...base, at, kind: 'sign-in-failed' });
      at += 8_000 + 20_000 * random.share();
    }
    day.events.push({ ...base, at, kind: 'signed-in' });
    if (moves !== undefined) day.events.push({ ...base, console: moves.console, at: moves.at, kind: 'signed-in' });
    else if (random.happens(0.08)) day.events.push({ ...base, at: random.between(from, until), kind: 'signed-in' });
    if (random.happens(0.03))
      day.events.push({ ...base, at: random.between(from, until), kind: 'act-refused', reason: 'off-shift' });
    if (random.happens(0.01))
      day.events.push({ ...base, at: random.between(from, until), kind: 'act-refused', reason: 'out-of-scope' });
  }

  #travellers(day: Day, site: string): void {
    const { random, world, number } = day;
    const season = number >= 40 && number < 46 ? 1.35 : 1;
    const ofDay = Math.exp(0.1 * random.normal()) * WEEK[number % 7]! * season;
    const lanes = world.lanes.filter((lane) => lane.site === site && lane.from <= number);
    for (let hour = 0; hour < 24; hour += 1) {
      const profile = PROFILE[hour]!;
      const bank = random.gamma(6) / 6;
      const mean = ((world.options.travellersPerDay * profile) / PROFILE_SUM) * ofDay * bank;
      const hard = Math.exp(0.25 * random.normal()) * (random.happens(0.01) ? 2.2 : 1);
      const open = lanes.slice(0, Math.max(3, Math.round(lanes.length * Math.min(1, profile / 1.2))));
      const weights = open.reduce((sum, { liked }) => sum + liked, 0);
      const from = day.from + hour * HOUR_MS;
      const duty = day.shifts.filter(
        (shift) =>
          shift.site === site &&
          shift.from <= from &&
          shift.until > from &&
          (shift.person.role === 'officer' || shift.person.role === 'supervisor'),
      );
      for (let left = random.poisson(mean); left > 0; left -= 1) {
        let place = random.share() * weights;
        const lane = open.find(({ liked }) => (place -= liked) <= 0) ?? open[0]!;
        this.#traveller(day, lane, from + random.share() * HOUR_MS, hard * (number >= 25 ? 1.08 : 1), duty, open);
      }
    }
  }

  #traveller(
    day: Day,
    lane: Lane,
    at: number,
    hard: number,
    duty: readonly Shift[],
    open: readonly Lane[],
    again = '',
  ): void {
    const { random } = day;
    const subject = again === '' ? day.newHandle() : again;
    const base = { at, site: lane.site, lane: lane.id, subject };
    const failed = random.happens(Math.min(0.4, lane.fails * hard));
    const suspected = random.happens(lane.attacksSuspected);
    const refused = random.happens(lane.documentsRefused);
    if (!failed && !suspected && !refused && random.happens(0.012)) {
      day.events.push({ ...base, kind: 'traveller-abandoned' });
      if (random.happens(0.6))
        this.#traveller(
          day,
          random.happens(0.5) ? lane : random.pick(open),
          at + random.between(20, 80) * 1_000,
          hard,
          duty,
          open,
          subject,
        );
      return;
    }
    if (!failed && !suspected && !refused) {
      day.events.push({ ...base, kind: 'traveller-cleared' });
      return;
    }
    const document = random.happens(0.02) ? 'signer-revoked' : random.pick(DOCUMENT_CODES);
    const attack = random.happens(0.03) ? 'plane-not-head' : random.pick(ATTACK_CODES);
    day.events.push({
      ...base,
      kind: 'traveller-referred',
      reason: refused ? document : suspected ? attack : 'below-threshold',
    });
    if (failed) day.events.push({ ...base, at: at + 1, kind: 'comparison-failed', reason: 'below-threshold' });
    if (suspected) day.events.push({ ...base, at: at + 1, kind: 'presentation-refused', reason: attack });
    if (refused) day.events.push({ ...base, at: at + 1, kind: 'document-refused', reason: document });
    if (duty.length === 0) return;
    const present = duty.filter(({ until }) => until > at);
    refer(
      day,
      base,
      refused ? document : suspected ? attack : 'below-threshold',
      random.pick(present.length > 0 ? present : duty),
      duty,
    );
  }

  #otherWork(day: Day, shift: Shift): void {
    const { random } = day;
    const { person, from, until, site } = shift;
    const base = { actor: person.id, role: person.role, site };
    const some = (mean: number, make: (at: number) => void): void => {
      for (let left = random.poisson(mean); left > 0; left -= 1) make(random.between(from, until));
    };
    const view = (relation: NonNullable<DraftEvent['relation']>) => (at: number) => {
      const near = day.referrals.filter((one) => one.at < at);
      if (near.length > 20)
        day.events.push({
          ...base,
          console: consoleOf(shift, at),
          at,
          kind: 'evidence-viewed',
          relation,
          subject: random.pick(near).id,
        });
    };
    const lane = () => random.pick(day.world.lanes.filter((one) => one.site === site)).id;
    if (person.role === 'supervisor') {
      some(2.4, view('supervisor-review'));
      some(3, (at) => day.events.push({ ...base, at, kind: 'watchlist-looked-up' }));
      some(0.6, (at) =>
        day.events.push({ ...base, at, kind: 'decision-reviewed', subject: random.pick(day.referrals)?.id ?? 'r0' }),
      );
      some(0.25, (at) => this.#proposal(day, person, at, 'degradation'));
    }
    if (person.role === 'officer') {
      some(0.25, view('second-opinion'));
      some(0.05, view('none'));
      some(0.5, (at) => day.events.push({ ...base, at, kind: 'watchlist-looked-up' }));
    }
    if (person.role === 'officer' || person.role === 'supervisor') {
      some(0.25, (at) =>
        day.events.push({
          ...base,
          at,
          kind: 'opened-for-cause',
          lane: lane(),
          reason: random.pick(['staff', 'assistance', 'escort', 'decided-at-desk']),
        }),
      );
      some(0.05, (at) => day.events.push({ ...base, at, kind: 'lane-taken-out', lane: lane(), reason: 'maintenance' }));
    }
    if (person.role === 'privacy-officer') {
      some(1, (at) =>
        day.events.push({ ...base, at, kind: 'access-request-opened', subject: `q${day.newReferral()}` }),
      );
      some(1, (at) =>
        day.events.push({ ...base, at, kind: 'access-request-answered', subject: `q${day.newReferral()}` }),
      );
      some(0.4, (at) =>
        day.events.push({ ...base, at, kind: 'record-exported', count: Math.round(200 * Math.exp(random.normal())) }),
      );
    }
    if (person.role === 'administrator') {
      some(1.2, (at) => this.#proposal(day, person, at, random.pick(['duty', 'alert-route', 'component-exception'])));
      some(0.3, (at) => day.events.push({ ...base, at, kind: 'person-invited', subject: `new-${day.newReferral()}` }));
    }
  }

  /** A proposal and its approval by another person of the same role, minutes to hours later. */
  #proposal(day: Day, person: Person, at: number, reason: string): void {
    const { random, world } = day;
    const subject = person.id;
    day.events.push({ at, kind: 'proposal-made', actor: person.id, role: person.role, site: person.site, reason });
    const others = world.people.filter((one) => one.role === person.role && one.id !== person.id);
    if (others.length === 0) return;
    const seconds = Math.round(30 + 900 * random.gamma(1.2));
    const approver = random.pick(others);
    day.events.push({
      at: at + seconds * 1_000,
      kind: random.happens(0.93) ? 'proposal-approved' : 'proposal-declined',
      actor: approver.id,
      role: approver.role,
      site: approver.site,
      subject,
      reason,
      count: seconds,
    });
  }

  #administration(day: Day): void {
    const { random, number, from } = day;
    if (number % 9 === 4)
      day.events.push({
        at: from + 10 * HOUR_MS,
        kind: 'release-published',
        actor: day.world.people[4]!.id,
        role: 'administrator',
        subject: `release-${number}`,
      });
    for (const site of day.world.sites) {
      for (let left = random.poisson(0.4); left > 0; left -= 1) {
        const at = from + random.share() * DAY_MS;
        const lane = random.pick(day.world.lanes.filter((one) => one.site === site)).id;
        const reason = random.pick(['lane-out-of-service', 'lane-slow', 'lane-drifted']);
        day.events.push({ at, kind: 'alarm', site, lane, reason });
        if (random.happens(0.2))
          day.events.push({
            at: at + 600_000,
            kind: 'alerts-silenced',
            site,
            actor: `${site}-person-1`,
            role: 'supervisor',
          });
      }
      for (let left = random.poisson(2); left > 0; left -= 1)
        day.events.push({
          at: from + random.share() * DAY_MS,
          kind: 'lane-fault',
          site,
          lane: random.pick(day.world.lanes.filter((one) => one.site === site)).id,
          reason: 'camera',
        });
    }
  }

  #background(day: Day): void {
    const { random, from } = day;
    for (let hour = 0; hour < 24; hour += 1) {
      const begin = from + hour * HOUR_MS;
      if (!random.happens(0.02))
        day.events.push({ at: begin + random.share() * 600_000, kind: 'feed-received', subject: 'lost-documents' });
      const asked = (60 * PROFILE[hour]!) / PROFILE_SUM;
      for (let left = random.poisson((asked * random.gamma(6)) / 6); left > 0; left -= 1)
        day.events.push({
          at: begin + random.share() * HOUR_MS,
          kind: random.happens(0.05) ? 'portal-refused' : 'portal-asked',
        });
      for (const reason of SIGNALS)
        for (let left = random.poisson((0.3 * random.gamma(2)) / 2); left > 0; left -= 1)
          day.events.push({ at: begin + random.share() * HOUR_MS, kind: 'signal', reason });
    }
  }
}
