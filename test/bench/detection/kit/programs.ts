/** Ordinary days of partners, traders, their programs and people. */
import type { Day } from './day.ts';
import { Random } from './random.ts';
import { DAY_MS, HOUR_MS } from './world.ts';

export class ProgramDays {
  /** The portal draws its own numbers, so that it changes nothing else in the world of a seed. */
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed * 15_485_863 + 7);
  }

  /** Calls and declarations. They draw from the day's numbers. */
  call(day: Day): void {
    const { random, number, from } = day;
    for (const program of day.world.programs) {
      const mean = program.calls * (number % 7 >= 5 ? program.weekends : 1);
      const calls =
        program.kind === 'partner'
          ? Math.max(1, random.poisson(mean))
          : random.poisson(mean * Math.exp(0.2 * random.normal()));
      for (let call = 0; call < calls; call += 1) {
        const at = from + ((call + random.share()) / calls) * DAY_MS;
        const base = { at, actor: program.id, role: program.kind, console: random.pick(program.networks) };
        day.events.push({ ...base, kind: 'key-used', subject: `key-of-${program.id}` });
        if (random.happens(program.refused)) {
          day.events.push({
            ...base,
            at: at + 1,
            kind: program.kind === 'partner' ? 'partner-refused' : 'declaration-refused',
            reason: 'malformed',
          });
          continue;
        }
        const rows = Math.max(1, Math.round((program.rows / program.calls) * Math.exp(0.35 * random.normal())));
        if (program.kind === 'partner')
          day.events.push({
            ...base,
            at: at + 1,
            kind: 'partner-called',
            subject: `agreement-of-${program.id}`,
            count: rows,
          });
        else day.events.push({ ...base, at: at + 1, kind: 'goods-declared', count: 1 + random.poisson(4) });
      }
    }
  }

  /** Two people of each trader sign in on most days, now and then from elsewhere. A key, a mandate or a passkey is rare. */
  traderPeople(day: Day): void {
    const random = this.#random;
    const isWeekend = day.number % 7 >= 5;
    for (const { id, kind } of day.world.programs) {
      if (kind !== 'trader') continue;
      const by = { actor: id, role: kind };
      for (const subject of [`first-of-${id}`, `second-of-${id}`]) {
        if (!random.happens(isWeekend ? 0.1 : 0.7)) continue;
        const at = day.from + random.between(7, 17) * HOUR_MS;
        const console = random.happens(0.02) ? `away-${day.number}-${subject}` : `office-of-${id}`;
        if (random.happens(0.08))
          day.events.push({ at: at - 60_000, kind: 'signal', reason: 'trader-sign-in-refused', actor: id, count: 1 });
        day.events.push({ at, kind: 'trader-signed-in', ...by, subject, console });
        const later = at + random.between(0.1, 3) * HOUR_MS;
        const made = { at: later, ...by, subject: `of-day-${day.number}-${subject}` };
        if (random.happens(0.01)) day.events.push({ ...made, kind: 'trader-key-made' });
        if (random.happens(0.005)) day.events.push({ ...made, kind: 'trader-mandate-given' });
        if (!random.happens(0.005)) continue;
        day.events.push({ at: later, kind: 'trader-passkey-added', ...by, subject });
        day.events.push({ at: later + 1, kind: 'trader-passkey-added-from', ...by, subject, console });
      }
    }
  }

  /** A program is moved, or its operator tries it from elsewhere. */
  otherNetworks(day: Day, random: Random): void {
    for (const { id, kind } of day.world.programs) {
      if (!random.happens(0.002)) continue;
      const at = day.from + random.share() * DAY_MS;
      const key = { actor: id, role: kind, subject: `key-of-${id}`, console: `other-${day.number}` };
      day.events.push({ ...key, at, kind: 'key-used' });
    }
  }
}
