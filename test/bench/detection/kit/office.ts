/**
 * Ordinary days of security officers and auditors, and what people seldom do: keys, holds, responses, reviews, new consoles. They draw numbers of
 * their own, so that the rest of the world of a seed stays the same.
 */
import type { Day, DraftEvent } from './day.ts';
import { Random } from './random.ts';
import { HOUR_MS, type Person, type StaffRole, type World } from './world.ts';

/** Acts that people of a role seldom do: how many on a day of work of one person, and what the event names. */
const SELDOM: readonly (readonly [StaffRole, DraftEvent['kind'], number, (number: number) => Partial<DraftEvent>])[] = [
  ['officer', 'referral-handed-over', 0.03, (number) => ({ subject: `handed-${number}` })],
  ['officer', 'second-look-agreed', 0.05, () => ({ relation: 'second-opinion' })],
  ['officer', 'credential-added', 0.004, () => ({})],
  ['supervisor', 'opening-reviewed', 0.6, () => ({ reason: 'justified' })],
  ['supervisor', 'referral-handed-over', 0.1, (number) => ({ subject: `handed-${number}` })],
  ['supervisor', 'lane-returned', 0.1, () => ({ reason: 'maintenance' })],
  ['privacy-officer', 'hold-placed', 0.06, (number) => ({ subject: `held-passage-${number}` })],
  ['privacy-officer', 'credential-added', 0.01, () => ({})],
  ['administrator', 'key-issued', 0.03, (number) => ({ subject: `issued-${number}` })],
  ['administrator', 'key-revoked', 0.02, (number) => ({ subject: `old-key-${number}` })],
  ['administrator', 'person-disabled', 0.03, (number) => ({ subject: `former-${number}` })],
  ['administrator', 'exception-made', 0.03, (number) => ({ subject: `component-${number}` })],
  ['administrator', 'lane-enrolled', 0.01, () => ({})],
  ['security-officer', 'detection-response-started', 0.05, () => ({ reason: 'require-step-up' })],
  ['auditor', 'credential-added', 0.01, () => ({})],
];
/** Acts that name a colleague. */
const ABOUT_A_COLLEAGUE: ReadonlySet<DraftEvent['kind']> = new Set(['second-look-agreed', 'opening-reviewed']);
/** Findings about people, among those that security officers judge. */
const ABOUT_PEOPLE = 0.6;
/** First sign-ins of a day from a browser whose cookies were deleted. */
const NEW_CONSOLE = 0.004;

export class OfficeDays {
  /** Also of the programs that are moved. */
  readonly random: Random;
  readonly #seldom: Random;
  readonly #staff: readonly Person[];
  readonly #people: readonly Person[];
  #number = 0;

  constructor({ options, staff, people }: World) {
    this.random = new Random(options.seed * 15_485_863 + 9);
    this.#seldom = new Random(options.seed * 49_979_687 + 13);
    this.#staff = staff;
    this.#people = people;
  }

  /** Security officers judge findings, auditors export records. */
  work(day: Day): void {
    const { random } = this;
    for (const { id, role, site, consoles } of this.#staff) {
      const base = { actor: id, role, site };
      if (random.happens(0.15)) continue;
      const some = (mean: number, make: (at: number) => void): void => {
        for (let left = random.poisson(mean); left > 0; left -= 1) make(day.from + random.between(8.2, 17) * HOUR_MS);
      };
      day.events.push({ ...base, at: day.from + 8 * HOUR_MS, kind: 'signed-in', console: consoles[0] });
      if (role === 'auditor')
        some(0.4, (at) =>
          day.events.push({ ...base, at, kind: 'record-exported', count: Math.round(300 * Math.exp(random.normal())) }),
        );
      else
        some(1.5, (at) =>
          day.events.push({
            ...base,
            at,
            kind: 'detection-disposed',
            reason: random.pick(['true', 'benign-explained']),
            ...(this.#seldom.happens(ABOUT_PEOPLE) && { subject: this.#colleague(id) }),
          }),
        );
    }
  }

  seldom(day: Day): void {
    const random = this.#seldom;
    const begun = new Set<string | undefined>();
    for (const event of day.events) {
      if (event.kind !== 'signed-in' || begun.has(event.actor)) continue;
      begun.add(event.actor);
      if (random.happens(NEW_CONSOLE)) event.console = `new-console-${(this.#number += 1)}`;
    }
    const lanes = day.world.lanes;
    const inOffice = day.number % 7 >= 5 ? [] : this.#staff.map((person) => [person, day.from + 8 * HOUR_MS] as const);
    for (const [{ id, role, site }, from] of [
      ...day.shifts.map(({ person, from }) => [person, from] as const),
      ...inOffice,
    ])
      for (const [its, kind, mean, about] of SELDOM) {
        if (its !== role) continue;
        for (let left = random.poisson(mean); left > 0; left -= 1) {
          const lane = kind.startsWith('lane-')
            ? { lane: random.pick(lanes.filter((one) => one.site === site)).id }
            : {};
          const colleague = ABOUT_A_COLLEAGUE.has(kind) ? { subject: this.#colleague(id) } : {};
          const at = from + random.between(0.2, 7.5) * HOUR_MS;
          day.events.push({ at, kind, actor: id, role, site, ...about((this.#number += 1)), ...lane, ...colleague });
        }
      }
  }

  #colleague(id: string): string {
    return this.#seldom.pick(this.#people.filter((one) => one.id !== id)).id;
  }
}
