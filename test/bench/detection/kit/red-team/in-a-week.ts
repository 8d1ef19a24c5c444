/** Campaigns with care: in hours of work, shared by colleagues, for a week or two. */
import type { CampaignKind } from '../campaign.ts';
import { control } from '../customs.ts';
import type { DraftEvent } from '../day.ts';
import { HOUR_MS } from '../world.ts';
import {
  A_WEEK,
  by,
  consoleAt,
  crew,
  duringWork,
  lanes,
  MINUTE_MS,
  plot,
  siteOf,
  subjects,
  timeOfWork,
  together,
  viewing,
} from './plot.ts';

const SPARED = ['trader-1', 'trader-2', 'trader-3', 'trader-4', 'trader-5'];

export const CAMPAIGNS_IN_A_WEEK: readonly CampaignKind[] = [
  {
    // Two a shift are refused in the record and enter by a gate that is opened for another cause
    kind: 'officer-refuses-and-opens',
    variants: 1,
    make: plot(A_WEEK, crew(1), ({ people: [officer] }) => (day, own) => {
      duringWork(day, own, officer!, 2, (at) => {
        const place = { lane: `${officer!.site}-lane-${1 + own.below(10)}`, console: consoleAt(day, officer!) };
        const referral = { ...by(officer!), ...place, subject: day.newReferral(), reason: 'below-threshold' };
        return [
          { ...referral, at, kind: 'referral-taken' },
          { ...referral, at: at + 2 * MINUTE_MS, kind: 'referral-turned-away' },
          { ...by(officer!), at: at + 4 * MINUTE_MS, kind: 'opened-for-cause', lane: place.lane, reason: 'escort' },
        ];
      });
    }),
  },
  {
    // Holders of revoked documents enter, two a day: one of three officers admits, another gives the second opinion
    kind: 'three-officers-confirm-each-other',
    variants: 1,
    make: plot(A_WEEK, crew(3), ({ people }) => (day, own, number) => {
      for (let pair = 0; pair < 2; pair += 1) {
        const [one, other] = [people[(number + pair) % people.length]!, people[(number + pair + 1) % people.length]!];
        const at = timeOfWork(day, own, one) ?? timeOfWork(day, own, other) ?? day.from + own.between(8, 20) * HOUR_MS;
        const place = { site: one.site, lane: `${one.site}-lane-${1 + own.below(10)}` };
        const traveller = { ...place, subject: day.newHandle(), reason: 'signer-revoked' };
        const referral = { ...by(one), ...place, subject: day.newReferral(), reason: 'signer-revoked' };
        day.events.push(
          { ...traveller, at, kind: 'traveller-referred' },
          { ...traveller, at: at + 1, kind: 'document-refused' },
          { ...referral, at: at + 40_000, kind: 'referral-taken', console: consoleAt(day, one) },
          {
            ...referral,
            ...by(other),
            at: at + 90_000,
            kind: 'second-opinion-given',
            relation: 'second-opinion',
            console: consoleAt(day, other),
          },
          { ...referral, at: at + 120_000, kind: 'referral-admitted', console: consoleAt(day, one) },
        );
      }
    }),
  },
  {
    // A gang learns each day which of its nine people are on a list
    kind: 'six-officers-search-lists',
    variants: 1,
    make: plot(A_WEEK, crew(6), ({ people }) => (day, own) => {
      for (const officer of people)
        duringWork(day, own, officer, 1 + own.below(2), (at) => [{ ...by(officer), at, kind: 'watchlist-looked-up' }]);
    }),
  },
  {
    // An officer opens gates for accomplices twice a shift, and a supervisor confirms each opening within a minute
    kind: 'supervisor-justifies-openings',
    variants: 1,
    make: plot(A_WEEK, together(crew(1), crew(1, 'supervisor')), ({ people: [officer, supervisor] }) => (day, own) => {
      duringWork(day, own, officer!, 2, (at) => {
        const lane = `${officer!.site}-lane-${1 + own.below(10)}`;
        const reviewed = at + own.between(15, 60) * 1_000;
        return [
          { ...by(officer!), at, kind: 'opened-for-cause', lane, reason: 'assistance' },
          {
            ...by(supervisor!),
            at: reviewed,
            kind: 'opening-reviewed',
            lane,
            reason: 'justified',
            subject: officer!.id,
          },
        ];
      });
    }),
  },
  {
    // All lanes erase after a day, three times: evidence is gone before a complaint arrives
    kind: 'privacy-officers-shorten-retention',
    variants: 1,
    make: plot(A_WEEK, crew(2, 'privacy-officer'), ({ people: [one, other] }) => (day, own, number) => {
      if (number % 2 === 1) return;
      const at = timeOfWork(day, own, one!);
      if (at === undefined) return;
      const count = Math.round(own.between(35, 80));
      const approval = { ...by(other!), at: at + count * 1_000, reason: 'retention-policy', subject: one!.id, count };
      day.events.push({ ...by(one!), at, kind: 'proposal-made', reason: 'retention-policy' });
      day.events.push({ ...approval, kind: 'proposal-approved' });
      day.events.push({ ...by(other!), at: approval.at + 1, kind: 'retention-changed' });
      day.events.push({ ...by(one!), at: approval.at + 5 * MINUTE_MS, kind: 'retention-changed' });
    }),
  },
  {
    // A friend at a partner gets a new agreement each second day, and with it a growing delivery
    kind: 'privacy-officers-deliver-to-a-friend',
    variants: 1,
    make: plot(
      A_WEEK,
      together(crew(2, 'privacy-officer'), subjects('partner partner-5')),
      ({ people: [one, other] }) =>
        (day, own, number) => {
          if (number % 2 === 1) return;
          const at = timeOfWork(day, own, one!);
          if (at === undefined) return;
          const agreement = `agreement-${day.number}-of-partner-5`;
          const approved = at + own.between(40, 100) * 1_000;
          const partner = { actor: 'partner-5', role: 'partner', subject: agreement };
          day.events.push(
            { ...by(one!), at, kind: 'proposal-made', reason: 'sharing-agreement' },
            { ...by(one!), at: at + 1, kind: 'export-proposed', subject: agreement },
            {
              ...by(other!),
              at: approved,
              kind: 'export-approved',
              subject: one!.id,
              reason: 'sharing-agreement',
              count: Math.round((approved - at) / 1_000),
            },
            { ...partner, at: approved + HOUR_MS, kind: 'export-sent', count: 300 * (number + 1) },
            { ...partner, at: approved + 2 * HOUR_MS, kind: 'export-received', count: 300 * (number + 1) },
          );
        },
    ),
  },
  {
    // Takes over one officer's account a day, and views captures in their names
    kind: 'administrators-recover-accounts',
    variants: 1,
    make: plot(
      A_WEEK,
      together(crew(2, 'administrator'), crew(5)),
      ({ people: [one, other, ...officers] }) =>
        (day, own, number) => {
          const officer = officers[number];
          const at = timeOfWork(day, own, one!);
          if (officer === undefined || at === undefined) return;
          const console = `console-of-visitor-${number}`;
          const its = { ...by(officer), console };
          day.events.push(
            { ...by(one!), at, kind: 'recovery-proposed', subject: officer.id },
            { ...by(other!), at: at + 3 * MINUTE_MS, kind: 'recovery-approved', subject: one!.id, reason: officer.id },
            { ...its, at: at + 10 * MINUTE_MS, kind: 'recovery-used' },
            { ...its, at: at + 11 * MINUTE_MS, kind: 'credential-added' },
            { ...its, at: at + 12 * MINUTE_MS, kind: 'signed-in' },
          );
          for (let look = 0; look < 4; look += 1)
            for (const event of viewing(day, own, officer, at + (15 + 3 * look) * MINUTE_MS, 'none'))
              day.events.push({ ...event, console });
        },
    ),
  },
  {
    // A release that lanes fail with reaches all of them: it was held three times and resumed after a pause
    kind: 'administrator-resumes-after-a-pause',
    variants: 1,
    make: plot(A_WEEK, crew(1, 'administrator'), ({ people: [person] }) => (day, own, number) => {
      if (number % 2 === 1) return;
      const at = timeOfWork(day, own, person!);
      if (at === undefined) return;
      const subject = `release-of-red-team-${day.number - number}`;
      day.events.push({ at: at - 4 * HOUR_MS, kind: 'roll-out-held', subject });
      day.events.push({ ...by(person!), at, kind: 'roll-out-resumed', subject });
    }),
  },
  {
    // An invented lane reports 30 entries a day of people who never came: false stays in the country
    kind: 'administrator-enrols-invented-lane',
    variants: 1,
    make: plot(
      A_WEEK,
      together(crew(1, 'administrator'), subjects('lane site-1-lane-77')),
      ({ people: [person] }) =>
        (day, own, number) => {
          const place = { site: 'site-1', lane: 'site-1-lane-77' };
          if (number === 0)
            day.events.push({ ...by(person!), ...place, at: day.from + 10 * HOUR_MS, kind: 'lane-enrolled' });
          for (let traveller = 0; traveller < 30; traveller += 1)
            day.events.push({
              ...place,
              at: day.from + own.between(11, 20) * HOUR_MS,
              kind: 'traveller-cleared',
              subject: day.newHandle(),
            });
        },
    ),
  },
  {
    // A friend views captures six times a shift, while two security officers make exceptions and explain the findings away
    kind: 'security-officers-exempt-a-friend',
    variants: 1,
    make: plot(
      A_WEEK,
      together(crew(2, 'security-officer'), crew(1)),
      ({ people: [one, other, friend] }) =>
        (day, own, number) => {
          const at = timeOfWork(day, own, one!);
          if (at !== undefined && number % 2 === 0)
            day.events.push(
              { ...by(one!), at, kind: 'proposal-made', reason: 'detection-exception' },
              {
                ...by(other!),
                at: at + 60_000,
                kind: 'proposal-approved',
                reason: 'detection-exception',
                subject: one!.id,
                count: 60,
              },
              { ...by(other!), at: at + 60_001, kind: 'detection-exception-made', subject: friend!.id },
            );
          duringWork(day, own, other!, 1, (then) => [
            { ...by(other!), at: then, kind: 'detection-disposed', reason: 'benign-explained', subject: friend!.id },
          ]);
          duringWork(day, own, friend!, 6, (then) => viewing(day, own, friend!, then, 'second-opinion'));
        },
    ),
  },
  {
    // Three officers find nothing in the goods of five traders: about twenty consignments of contraband in two weeks
    kind: 'customs-officers-spare-five-traders',
    variants: 1,
    make: plot(
      2 * A_WEEK,
      together(crew(3, 'customs-officer'), subjects(...SPARED.map((id) => `trader ${id}`))),
      ({ people }) =>
        (day) => {
          const ring = new Set(people.map(({ id }) => id));
          for (const event of day.events)
            if (
              event.kind === 'control-differed' &&
              SPARED.includes(event.subject ?? '') &&
              ring.has(event.actor ?? '')
            )
              event.kind = 'control-conformed';
        },
    ),
  },
  {
    // Each day a container goes through with papers looked at instead of a search; colleagues agree in turns
    kind: 'customs-officers-replace-searches',
    variants: 1,
    make: plot(A_WEEK, crew(3, 'customs-officer'), ({ people }) => (day, own, number) => {
      const [one, other] = [people[number % people.length]!, people[(number + 1) % people.length]!];
      duringWork(day, own, one, 2, (at): DraftEvent[] => [
        control(one, at, 'control-waived', `trader-${15 + own.below(3)}`, 'physical'),
        { ...by(other), at: at + own.between(2, 5) * MINUTE_MS, kind: 'control-waiver-confirmed', subject: one.id },
      ]);
    }),
  },
  {
    // One passport, two people: the second passes another lane of the site some minutes later
    kind: 'document-used-by-two',
    variants: 1,
    make: plot(A_WEEK, lanes(2), ({ lanes: [one, other] }) => (day, own) => {
      for (let pair = 0; pair < 3; pair += 1) {
        const at = day.from + own.between(9, 19) * HOUR_MS;
        const traveller = { site: siteOf(one!), subject: day.newHandle(), kind: 'traveller-cleared' } as const;
        day.events.push({ ...traveller, at, lane: one! });
        day.events.push({ ...traveller, at: at + own.between(4, 12) * MINUTE_MS, lane: other! });
      }
    }),
  },
  {
    // Goods change their owner by mandates of an hour, so that no trader's record shows them
    kind: 'traders-hide-behind-mandates',
    variants: 1,
    make: plot(A_WEEK, subjects('trader trader-8', 'trader trader-9', 'trader trader-11'), () => (day, own, number) => {
      const ring = ['trader-8', 'trader-9', 'trader-11'];
      const [giver, taker] = [ring[number % 3]!, ring[(number + 1) % 3]!];
      const at = day.from + own.between(9, 14) * HOUR_MS;
      const mandate = { role: 'trader', subject: `mandate-${day.number}` };
      day.events.push(
        { ...mandate, at, kind: 'trader-mandate-given', actor: giver },
        { ...mandate, at: at + 6 * MINUTE_MS, kind: 'trader-mandate-accepted', actor: taker },
        { at: at + 20 * MINUTE_MS, kind: 'goods-declared', actor: taker, role: 'trader', count: 6 },
        { ...mandate, at: at + HOUR_MS, kind: 'trader-mandate-ended', actor: giver },
      );
    }),
  },
  {
    // A dismissed clerk declares in the name of the former employer, with a key made on the last day
    kind: 'clerk-leaves-with-a-key',
    variants: 1,
    make: plot(A_WEEK, subjects('trader trader-6'), () => (day, own, number) => {
      const [clerk, key] = [{ actor: 'trader-6', role: 'trader', subject: 'second-of-trader-6' }, 'key-of-clerk'];
      const trader = { actor: 'trader-6', role: 'trader' };
      if (number === 0) {
        day.events.push({ ...trader, at: day.from + 15 * HOUR_MS, kind: 'trader-key-made', subject: key });
        day.events.push({ ...clerk, at: day.from + 17 * HOUR_MS, kind: 'trader-person-ended' });
        return;
      }
      const at = day.from + own.between(9, 17) * HOUR_MS;
      day.events.push({ ...trader, at, kind: 'key-used', subject: key, console: 'home-of-clerk' });
      for (let declaration = 0; declaration < 5; declaration += 1)
        day.events.push({ ...trader, at: at + declaration * MINUTE_MS, kind: 'goods-declared', count: 3 });
    }),
  },
];
