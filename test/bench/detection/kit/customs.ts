/** Ordinary controls of declarations: customs officers take them from a queue, find differences in some, and now and then waive one. */
import type { Day, DraftEvent } from './day.ts';
import { Random } from './random.ts';
import { HOUR_MS, type Person, type World } from './world.ts';

/** Recommended controls, how often, and the share of them that finds goods as declared. */
const ROUTES = [
  ['documents', 0.5, 0.78],
  ['scan', 0.2, 0.9],
  ['physical', 0.3, 0.7],
] as const;
const CONTROLS_OF_A_DAY = 9;
const WAIVED = 0.04;
/** Traders whose declarations are selected, the larger ones more often. */
const TRADERS = 24;

/** One control, as an officer recorded it. */
export function control(
  person: Person,
  at: number,
  kind: DraftEvent['kind'],
  trader: string,
  route: string,
): DraftEvent {
  return { at, kind, actor: person.id, role: person.role, subject: trader, reason: route };
}

export class CustomsDays {
  readonly #people: readonly Person[];
  readonly #random: Random;
  readonly #finds: ReadonlyMap<string, number>;

  constructor({ customs, options }: World) {
    this.#people = customs;
    this.#random = new Random(options.seed * 32_452_867 + 3);
    // Some look more closely than others
    this.#finds = new Map(customs.map(({ id }) => [id, this.#random.between(0.7, 1.3)]));
  }

  work(day: Day): void {
    const random = this.#random;
    for (const person of this.#people) {
      const base = { actor: person.id, role: person.role, site: person.site, console: person.consoles[0] };
      if (random.happens(0.15)) continue;
      day.events.push({ ...base, at: day.from + 7.8 * HOUR_MS, kind: 'signed-in' });
      for (let left = random.poisson(CONTROLS_OF_A_DAY); left > 0; left -= 1)
        this.#control(day, person, day.from + random.between(8, 17) * HOUR_MS);
    }
  }

  #control(day: Day, person: Person, at: number): void {
    const random = this.#random;
    let place = random.share();
    const [route, , conforms] = ROUTES.find(([, share]) => (place -= share) <= 0) ?? ROUTES[0];
    const trader = `trader-${1 + Math.floor(TRADERS * random.share() ** 2)}`;
    if (random.happens(WAIVED)) {
      const other = random.pick(this.#people.filter(({ id }) => id !== person.id));
      day.events.push(control(person, at, 'control-waived', trader, route));
      day.events.push({
        at: at + random.between(5, 60) * 60_000,
        kind: 'control-waiver-confirmed',
        actor: other.id,
        role: other.role,
        subject: person.id,
      });
      return;
    }
    const finds = (1 - conforms) * this.#finds.get(person.id)!;
    day.events.push(
      control(person, at, random.happens(finds) ? 'control-differed' : 'control-conformed', trader, route),
    );
  }
}
