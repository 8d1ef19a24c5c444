/** Campaigns with force: the harm of one day. */
import type { CampaignKind } from '../campaign.ts';
import type { DraftEvent } from '../day.ts';
import { HOUR_MS } from '../world.ts';
import {
  A_DAY,
  by,
  crew,
  duringWork,
  hourOf,
  lanes,
  MINUTE_MS,
  passes,
  plot,
  siteOf,
  subjects,
  timeOfWork,
  together,
  viewing,
} from './plot.ts';

export const CAMPAIGNS_IN_A_DAY: readonly CampaignKind[] = [
  {
    // Nine people enter in a quarter of an hour without any check
    kind: 'officer-opens-for-a-group',
    variants: 1,
    make: plot(A_DAY, crew(1), ({ people: [officer] }) => (day, own) => {
      const at = timeOfWork(day, own, officer!) ?? day.from + 10 * HOUR_MS;
      for (let number = 0; number < 9; number += 1)
        day.events.push({
          ...by(officer!),
          at: at + number * 90_000,
          kind: 'opened-for-cause',
          lane: `${officer!.site}-lane-2`,
          reason: 'assistance',
        });
    }),
  },
  {
    // Six lanes compare faces and look for masks less strictly for three hours, in which impostors pass
    kind: 'supervisors-weaken-half-a-site',
    variants: 1,
    make: plot(A_DAY, crew(2, 'supervisor'), ({ people: [one, other] }) => (day, own) => {
      const from = day.from + 14 * HOUR_MS;
      const weak = Array.from({ length: 6 }, (_, at) => `${one!.site}-lane-${at + 1}`);
      for (const [number, lane] of weak.entries()) {
        const at = from + number * 4 * MINUTE_MS;
        const count = Math.round(own.between(40, 90));
        day.events.push({ ...by(one!), at, kind: 'proposal-made', reason: 'degradation' });
        day.events.push({ ...by(one!), at: at + 1, lane, kind: 'degradation-proposed' });
        day.events.push({
          ...by(other!),
          at: at + count * 1_000,
          lane,
          kind: 'degradation-approved',
          subject: one!.id,
          count,
        });
        day.events.push({ ...by(other!), at: at + 3 * HOUR_MS, lane, kind: 'degradation-ended' });
      }
      const isWeak = (event: DraftEvent) =>
        weak.includes(event.lane ?? '') && hourOf(event) >= 14 && hourOf(event) < 17;
      passes(day, own, 'comparison-failed', 0.8, isWeak);
      passes(day, own, 'presentation-refused', 0.8, isWeak);
    }),
  },
  {
    // Copies the captures of 18 travellers with the passkeys of six officers, in office hours
    kind: 'thief-signs-in-as-six-officers',
    variants: 1,
    make: plot(A_DAY, together(crew(6), subjects('console console-of-red-team')), ({ people }) => (day, own) => {
      for (const officer of people) {
        const at = timeOfWork(day, own, officer) ?? day.from + own.between(9, 17) * HOUR_MS;
        day.events.push({ ...by(officer), at, kind: 'signed-in', console: 'console-of-red-team' });
        for (let look = 1; look <= 3; look += 1)
          for (const event of viewing(day, own, officer, at + look * 2 * MINUTE_MS, 'second-opinion'))
            day.events.push({ ...event, console: 'console-of-red-team' });
      }
    }),
  },
  {
    // Three invented people see captures and search lists before the day ends
    kind: 'administrators-arm-three-strangers',
    variants: 1,
    make: plot(A_DAY, crew(2, 'administrator'), ({ people: [one, other] }) => (day, own) => {
      for (let number = 0; number < 3; number += 1) {
        const stranger = `stranger-${day.number}-${number}`;
        const at = day.from + (8.5 + number) * HOUR_MS;
        const approval = { ...by(other!), subject: one!.id, reason: stranger, count: 70 };
        const console = `console-of-stranger-${number}`;
        const its = { actor: stranger, role: 'officer', site: one!.site, console };
        day.events.push(
          { ...by(one!), at, kind: 'person-invited', subject: stranger },
          { ...its, at: at + 20 * MINUTE_MS, kind: 'person-enrolled' },
          { ...by(one!), at: at + 25 * MINUTE_MS, kind: 'proposal-made', reason: 'duty-give' },
          { ...by(one!), at: at + 25 * MINUTE_MS + 1, kind: 'duty-proposed', subject: stranger },
          { ...approval, at: at + 27 * MINUTE_MS, kind: 'duty-approved' },
          { ...its, at: at + 60 * MINUTE_MS, kind: 'signed-in' },
        );
        for (let look = 0; look < 4; look += 1) {
          const then = at + (70 + 10 * look) * MINUTE_MS;
          for (const event of viewing(day, own, { ...one!, id: stranger }, then, 'none'))
            day.events.push({ ...event, role: 'officer', console });
          day.events.push({ ...its, at: then + MINUTE_MS, kind: 'watchlist-looked-up' });
        }
      }
    }),
  },
  {
    // Ends the sessions of a shift: the desk stands still while an accomplice is waved through
    kind: 'security-officer-hinders-a-shift',
    variants: 1,
    make: plot(A_DAY, crew(1, 'security-officer'), ({ people: [person] }) => (day) => {
      const from = day.from + 11 * HOUR_MS;
      const shift = day.shifts.filter((one) => one.site === person!.site && one.from <= from && one.until > from);
      for (const [number, one] of shift.slice(0, 9).entries()) {
        const at = from + number * 5 * MINUTE_MS;
        day.events.push({ ...by(person!), at, kind: 'detection-response-started', reason: 'end-sessions' });
        day.events.push({ ...by(one.person), at: at + 1_000, kind: 'session-ended', console: one.console });
      }
    }),
  },
  {
    // Reads the sealed prices of fifteen consignments for a competitor
    kind: 'customs-officer-reads-prices',
    variants: 1,
    make: plot(A_DAY, crew(1, 'customs-officer'), ({ people: [person] }) => (day, own) => {
      duringWork(day, own, person!, 15, (at) => [
        {
          ...by(person!),
          at,
          kind: 'declaration-viewed',
          subject: `declaration-${day.number}-${own.below(900)}`,
          reason: 'control',
        },
      ]);
    }),
  },
  {
    // Card readers of four lanes are replaced at night by ones that keep a copy of each document
    kind: 'technician-opens-four-lanes-at-night',
    variants: 1,
    make: plot(A_DAY, together(lanes(4), subjects('person technician-of-red-team')), (cast) => (day) => {
      const technician = { actor: 'technician-of-red-team', role: 'technician', console: 'console-of-hall' };
      day.events.push({ ...technician, at: day.from + 2 * HOUR_MS, kind: 'signed-in' });
      for (const [number, lane] of cast.lanes.entries()) {
        const at = day.from + (2.2 + 0.5 * number) * HOUR_MS;
        const place = { lane, site: siteOf(lane) };
        for (let fault = 0; fault < 3; fault += 1)
          day.events.push({ ...place, at: at + fault * 4 * MINUTE_MS, kind: 'lane-fault', reason: 'document-reader' });
        day.events.push({ ...place, at: at + 15 * MINUTE_MS, kind: 'alarm', reason: 'lane-out-of-service' });
      }
    }),
  },
  {
    // Fills five gates with people who walk away: the crowd is sent to the desk, where an accomplice decides
    kind: 'five-lanes-jammed',
    variants: 1,
    make: plot(A_DAY, lanes(5), (cast) => (day, own) => {
      for (const lane of cast.lanes)
        for (let left = 14; left > 0; left -= 1) {
          const at = day.from + own.between(13, 17) * HOUR_MS;
          day.events.push({ at, site: siteOf(lane), lane, subject: day.newHandle(), kind: 'traveller-abandoned' });
        }
    }),
  },
  {
    // 2,000 rows about people leave in four hours of one night, in calls of the usual size
    kind: 'partner-copies-in-a-night',
    variants: 1,
    make: plot(A_DAY, subjects('partner partner-3'), () => (day, own) => {
      for (let call = 0; call < 40; call += 1) {
        const at = day.from + own.between(1, 5) * HOUR_MS;
        day.events.push({
          at,
          kind: 'partner-called',
          actor: 'partner-3',
          role: 'partner',
          subject: 'agreement-of-partner-3',
          count: 50,
        });
      }
    }),
  },
  {
    // So many small declarations that customs control none of the dangerous ones in time
    kind: 'trader-floods-customs',
    variants: 1,
    make: plot(A_DAY, subjects('trader trader-10'), () => (day, own) => {
      for (let number = 0; number < 150; number += 1) {
        const at = day.from + own.between(9, 12) * HOUR_MS;
        day.events.push({ at, kind: 'goods-declared', actor: 'trader-10', role: 'trader', count: 1 });
      }
    }),
  },
  {
    // Copies 14 captures while accomplices make three lanes and a partner conspicuous, so that the day's findings are about these
    kind: 'officer-looks-under-cover-of-noise',
    variants: 1,
    make: plot(A_DAY, crew(1), ({ people: [officer] }) => (day, own) => {
      const noisy = [3, 4, 5].map((number) => `${officer!.site}-lane-${number}`);
      const added: DraftEvent[] = [];
      for (const event of day.events) {
        if (event.kind !== 'traveller-cleared' || !noisy.includes(event.lane ?? '') || !own.happens(0.2)) continue;
        Object.assign(event, { kind: 'traveller-referred', reason: 'below-threshold' });
        added.push({ ...event, at: event.at + 1, kind: 'comparison-failed' });
      }
      for (let call = 0; call < 6; call += 1)
        added.push({
          at: day.from + (6 + call / 10) * HOUR_MS,
          kind: 'partner-refused',
          actor: 'partner-1',
          role: 'partner',
          reason: 'malformed',
        });
      day.events.push(...added);
      duringWork(day, own, officer!, 14, (at) => viewing(day, own, officer!, at, 'none'));
    }),
  },
];
