/** Patient campaigns: little on each day, for four weeks. */
import type { CampaignKind } from '../campaign.ts';
import type { DraftEvent } from '../day.ts';
import { HOUR_MS } from '../world.ts';
import {
  A_MONTH,
  by,
  crew,
  duringWork,
  lanes,
  MINUTE_MS,
  passes,
  plot,
  subjects,
  timeOfWork,
  together,
  viewing,
} from './plot.ts';

const isWeekend = (day: number): boolean => day % 7 >= 5;

export const CAMPAIGNS_IN_A_MONTH: readonly CampaignKind[] = [
  {
    // Sells the captures of about 40 travellers, each with a plausible relation
    kind: 'officer-sells-captures',
    variants: 1,
    make: plot(A_MONTH, crew(1), ({ people: [officer] }) => (day, own) => {
      duringWork(day, own, officer!, 2, (at) => viewing(day, own, officer!, at, 'second-opinion'));
    }),
  },
  {
    // Follows one traveller: the same captures each shift, and a search of the lists
    kind: 'supervisor-follows-one-traveller',
    variants: 1,
    make: plot(A_MONTH, crew(1, 'supervisor'), ({ people: [person] }) => (day, own) => {
      duringWork(day, own, person!, 1, (at) =>
        viewing(day, own, person!, at, 'supervisor-review').flatMap((event): DraftEvent[] => [
          { ...event, subject: `followed-by-${person!.id}` },
          { ...by(person!), at: at + 3 * MINUTE_MS, kind: 'watchlist-looked-up' },
        ]),
      );
    }),
  },
  {
    // Takes a lane out each shift, so that travellers queue where an accomplice admits half of those to be turned away
    kind: 'supervisor-steers-to-an-accomplice',
    variants: 1,
    make: plot(A_MONTH, together(crew(1, 'supervisor'), crew(1)), ({ people: [supervisor, officer] }) => (day, own) => {
      duringWork(day, own, supervisor!, 1, (at) => {
        const lane = `${supervisor!.site}-lane-${2 + own.below(6)}`;
        return [
          { ...by(supervisor!), at, kind: 'lane-taken-out', lane, reason: 'maintenance' },
          { ...by(supervisor!), at: at + HOUR_MS, kind: 'lane-returned', lane },
        ];
      });
      for (const event of day.events)
        if (event.kind === 'referral-turned-away' && event.actor === officer!.id && own.happens(0.5))
          event.kind = 'referral-admitted';
    }),
  },
  {
    // 20,000 rows about travellers leave in files of ordinary size by four people of two roles
    kind: 'four-people-export-a-little',
    variants: 1,
    make: plot(A_MONTH, together(crew(2, 'auditor'), crew(2, 'privacy-officer')), ({ people }) => (day, own) => {
      for (const person of people)
        duringWork(day, own, person, own.below(3), (at) => [
          { ...by(person), at, kind: 'record-exported', count: Math.round(own.between(180, 320)) },
        ]);
    }),
  },
  {
    // A person of the supervisory authority copies the viewings and erasures of a month for a newspaper
    kind: 'regulator-copies-the-record',
    variants: 1,
    make: plot(A_MONTH, subjects('person regulator-of-red-team'), () => (day, own) => {
      if (isWeekend(day.number)) return;
      const regulator = { actor: 'regulator-of-red-team', role: 'regulator' };
      const at = day.from + own.between(9, 15) * HOUR_MS;
      day.events.push({ ...regulator, at, kind: 'signed-in', console: 'console-of-regulator' });
      for (let file = 1; file <= 2; file += 1)
        day.events.push({ ...regulator, at: at + file * 20 * MINUTE_MS, kind: 'record-exported', count: 240 });
    }),
  },
  {
    // The account of a person who left works at weekends, with views and searches
    kind: 'administrator-revives-a-leaver',
    variants: 1,
    make: plot(
      A_MONTH,
      together(crew(1, 'administrator'), subjects('person leaver-of-red-team')),
      ({ people: [person] }) =>
        (day, own) => {
          const weekday = day.number % 7;
          const leaver = {
            actor: 'leaver-of-red-team',
            role: 'officer',
            site: person!.site,
            console: 'console-of-leaver',
          };
          if (weekday === 4)
            day.events.push({
              ...by(person!),
              at: day.from + 15 * HOUR_MS,
              kind: 'person-enabled',
              subject: leaver.actor,
            });
          if (weekday === 0)
            day.events.push({
              ...by(person!),
              at: day.from + 9 * HOUR_MS,
              kind: 'person-disabled',
              subject: leaver.actor,
            });
          if (!isWeekend(day.number)) return;
          const at = day.from + own.between(10, 15) * HOUR_MS;
          day.events.push({ ...leaver, at, kind: 'signed-in' });
          for (let look = 1; look <= 3; look += 1) {
            for (const event of viewing(day, own, { ...person!, id: leaver.actor }, at + look * 9 * MINUTE_MS, 'none'))
              day.events.push({ ...event, role: leaver.role, console: leaver.console });
            day.events.push({ ...leaver, at: at + look * 10 * MINUTE_MS, kind: 'watchlist-looked-up' });
          }
        },
    ),
  },
  {
    // No alert leaves the server at weekends, when lanes are worked on
    kind: 'administrators-divert-alerts-at-weekends',
    variants: 1,
    make: plot(A_MONTH, crew(2, 'administrator'), ({ people: [one, other] }) => (day, own) => {
      const weekday = day.number % 7;
      if (weekday !== 4 && weekday !== 0) return;
      const at = day.from + (weekday === 4 ? 15.7 : 8.6) * HOUR_MS;
      const count = Math.round(own.between(40, 120));
      day.events.push(
        { ...by(one!), at, kind: 'proposal-made', reason: 'alert-route' },
        {
          ...by(other!),
          at: at + count * 1_000,
          kind: 'proposal-approved',
          reason: 'alert-route',
          subject: one!.id,
          count,
        },
        { ...by(other!), at: at + count * 1_000 + 1, kind: 'alert-routing-changed' },
      );
    }),
  },
  {
    // Impostors pass at four lanes whose comparison was set wide: half of the failures are gone
    kind: 'technician-loosens-four-lanes',
    variants: 1,
    make: plot(A_MONTH, lanes(4), (cast) => (day, own) => {
      passes(day, own, 'comparison-failed', 0.5, ({ lane = '' }) => cast.lanes.includes(lane));
    }),
  },
  {
    // The lane's software leaves out a third of its reports: people enter without a record
    kind: 'lane-hides-entries',
    variants: 1,
    make: plot(A_MONTH, lanes(1), (cast) => (day, own) => {
      const hidden = new Set<string | undefined>();
      for (const { kind, lane, subject } of day.events)
        if (kind === 'traveller-cleared' && lane === cast.lanes[0] && own.happens(0.35)) hidden.add(subject);
      day.events = day.events.filter(
        (event) => event.kind !== 'traveller-cleared' || event.lane !== cast.lanes[0] || !hidden.has(event.subject),
      );
    }),
  },
  {
    // Lists of lost documents arrive each fourth hour only: a stolen passport works for hours
    kind: 'feed-thinned-out',
    variants: 1,
    make: plot(A_MONTH, subjects('server server'), () => (day, own) => {
      day.events = day.events.filter(({ kind }) => kind !== 'feed-received' || own.happens(0.27));
    }),
  },
  {
    // Takes on Saturdays and Sundays as much as on a working day, when no person of the agency is there
    kind: 'partner-copies-at-weekends',
    variants: 1,
    make: plot(A_MONTH, subjects('partner partner-2'), () => (day, own) => {
      if (!isWeekend(day.number)) return;
      const its = day.events.filter(({ actor, kind }) => actor === 'partner-2' && kind === 'partner-called');
      for (const event of its)
        for (let copy = 0; copy < 2; copy += 1)
          day.events.push({ ...event, at: event.at + own.between(1, 30) * MINUTE_MS });
    }),
  },
  {
    // A person of the partner fetches deliveries from home for another buyer; the agency itself acknowledges none of these
    kind: 'partner-deliveries-diverted',
    variants: 1,
    make: plot(
      A_MONTH,
      together(subjects('partner partner-4'), subjects('person partner-person-of-red-team')),
      () => (day, own, number) => {
        if (number % 2 === 1) return;
        const at = day.from + own.between(8, 18) * HOUR_MS;
        const person = { actor: 'partner-person-of-red-team', role: 'partner' };
        const delivery = { actor: 'partner-4', role: 'partner', subject: 'agreement-of-partner-4', reason: 'stays' };
        day.events.push(
          { ...delivery, at, kind: 'export-sent', count: 400 },
          { ...person, at: at + HOUR_MS, kind: 'signed-in', console: `home-${number}` },
          { ...person, at: at + HOUR_MS + 1, kind: 'signed-in-from', console: `network-of-home-${number}` },
          { ...delivery, at: at + 5 * HOUR_MS, kind: 'export-receipt-missing' },
        );
      },
    ),
  },
  {
    // Guesses codes of travellers' requests from changing addresses, below each limit of the portal
    kind: 'portal-codes-guessed-slowly',
    variants: 1,
    make: plot(A_MONTH, subjects('server server'), () => (day, own) => {
      for (let left = 9; left > 0; left -= 1)
        day.events.push({ at: day.from + own.between(0, 24) * HOUR_MS, kind: 'portal-refused' });
    }),
  },
  {
    // Learns what customs select: declarations of changing weight are withdrawn and made again, a quarter more each day
    kind: 'trader-learns-the-selection',
    variants: 1,
    make: plot(A_MONTH, subjects('trader trader-7'), () => (day, own) => {
      const its = day.events.filter(({ actor, kind }) => actor === 'trader-7' && kind === 'goods-declared');
      for (const event of its)
        if (own.happens(0.25)) {
          day.events.push({ ...event, at: event.at + 2 * MINUTE_MS, kind: 'declaration-refused', reason: 'malformed' });
          day.events.push({ ...event, at: event.at + 4 * MINUTE_MS });
        }
    }),
  },
  {
    // Each signs the other's proposal of a duty unread: four accomplices get duty after duty
    kind: 'administrators-sign-each-other',
    variants: 1,
    make: plot(A_MONTH, crew(2, 'administrator'), ({ people: [one, other] }) => (day, own, number) => {
      const [author, approver] = number % 2 === 0 ? [one!, other!] : [other!, one!];
      const at = timeOfWork(day, own, author);
      if (at === undefined) return;
      const subject = `accomplice-${number % 4}`;
      const count = Math.round(own.between(20, 45));
      day.events.push(
        { ...by(author), at, kind: 'proposal-made', reason: 'duty-give' },
        { ...by(author), at: at + 1, kind: 'duty-proposed', subject },
        { ...by(approver), at: at + count * 1_000, kind: 'duty-approved', subject: author.id, reason: subject, count },
      );
    }),
  },
];
