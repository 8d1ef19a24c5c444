/** Campaigns at lanes, of partners, traders and clients, and faults that look like attacks. */
import { beginning, type CampaignKind, hoursOn, laneOf } from './campaign.ts';
import { atLane, byProgram, failMore, laneKey, multiplyRows } from './steps.ts';
import { DAY_MS, HOUR_MS } from './world.ts';

const TRAVELLERS: ReadonlySet<string> = new Set(['traveller-cleared', 'traveller-referred', 'traveller-abandoned']);

export const CAMPAIGNS_BY_OTHERS: readonly CampaignKind[] = [
  {
    kind: 'attacks-presentation',
    variants: 3,
    make: (world, random, variant) =>
      atLane(world, random, [6, 10, 72][variant]!, (day, lane, hours) =>
        failMore(day, lane, hours, [0.15, 0.08, 0.03][variant]!, 'presentation-refused', 'movement-undecidable'),
      ),
  },
  {
    kind: 'document-at-two-sites',
    variants: 2,
    make: (world, random) => {
      const from = beginning(world, random, 1) + (9 + random.below(8)) * HOUR_MS;
      const lanes = world.sites.map((site) =>
        random.pick(world.lanes.filter((one) => one.site === site && one.from === 0)),
      );
      return {
        entities: lanes.map(({ id }) => laneKey(id)),
        from,
        until: from + HOUR_MS,
        edit: (day) => {
          if (hoursOn(day, from, from + 1) === undefined) return;
          const subject = day.newHandle();
          lanes.forEach(({ id, site }, at) =>
            day.events.push({ at: from + at * 25 * 60_000, kind: 'traveller-cleared', site, lane: id, subject }),
          );
        },
      };
    },
  },
  {
    kind: 'copies-lane',
    variants: 1,
    make: (world, random) =>
      atLane(world, random, 3, (day, lane, [from]) => {
        day.events.push({ at: from + 60_000, kind: 'alarm', lane, reason: 'chain-fork' });
      }),
  },
  {
    kind: 'climbs-hill',
    variants: 3,
    make: (world, random, variant) => {
      const [attempts, spreadOver] = (
        [
          [25, 1],
          [8, 2],
          [18, 8],
        ] as const
      )[variant]!;
      const from = beginning(world, random, 1) + (8 + random.below(9)) * HOUR_MS;
      const first = laneOf(world, random);
      const ofSite = world.lanes.filter((one) => one.site === first.site && one.from === 0);
      const lanes = Array.from(
        { length: spreadOver },
        (_, at) => ofSite[(ofSite.indexOf(first) + at) % ofSite.length]!,
      );
      return {
        entities: lanes.map(({ id }) => laneKey(id)),
        from,
        until: from + 2 * HOUR_MS,
        edit: (day) => {
          if (hoursOn(day, from, from + 1) === undefined) return;
          const subject = day.newHandle();
          for (let attempt = 0; attempt < attempts; attempt += 1) {
            const { id, site } = lanes[attempt % lanes.length]!;
            const at = from + (attempt * 2 * HOUR_MS) / attempts;
            day.events.push({ at, kind: 'traveller-abandoned', site, lane: id, subject });
            day.events.push({
              at: at + 1,
              kind: 'comparison-failed',
              site,
              lane: id,
              subject,
              reason: 'below-threshold',
            });
          }
        },
      };
    },
  },
  {
    kind: 'tries-documents',
    variants: 2,
    make: (world, random, variant) =>
      atLane(world, random, [5, 48][variant]!, (day, lane, hours) =>
        failMore(day, lane, hours, [0.12, 0.04][variant]!, 'document-refused', 'signer-untrusted'),
      ),
  },
  {
    kind: 'camera-drifts',
    variants: 4,
    make: (world, random, variant) => {
      const [days, multiple, ramp] = (
        [
          [9, 2, 4],
          [9, 3, 0],
          [5, 3, 0],
          [7, 2, 5],
        ] as const
      )[variant]!;
      return atLane(world, random, days * 24, (day, lane, hours, since) =>
        failMore(
          day,
          lane,
          hours,
          0.03 * (multiple - 1) * (ramp === 0 ? 1 : Math.min(1, since / DAY_MS / ramp)),
          'comparison-failed',
          'below-threshold',
        ),
      );
    },
  },
  {
    kind: 'lane-stops-doubting',
    variants: 1,
    make: (world, random) =>
      atLane(world, random, 10 * 24, (day, lane, hours) => {
        const passed = new Set<string>();
        for (const event of day.events) {
          if (event.lane !== lane || event.at < hours[0] || event.at >= hours[1] || event.kind !== 'traveller-referred')
            continue;
          if (!day.random.happens(0.85)) continue;
          event.kind = 'traveller-cleared';
          passed.add(event.subject ?? '');
        }
        day.events = day.events.filter(({ kind, subject }) => TRAVELLERS.has(kind) || !passed.has(subject ?? ''));
      }),
  },
  {
    kind: 'takes-more-rows',
    variants: 1,
    make: (world, random) => byProgram(world, random, 'partner-2', 6, (day) => multiplyRows(day, 'partner-2', 2.5)),
  },
  {
    kind: 'takes-more-rows-slowly',
    variants: 2,
    make: (world, random, variant) => {
      const partner = ['partner-1', 'partner-4'][variant]!;
      return byProgram(world, random, partner, 14, (day, since) =>
        multiplyRows(day, partner, 1.06 ** (since / DAY_MS + 1)),
      );
    },
  },
  {
    kind: 'probes-interface',
    variants: 2,
    make: (world, random, variant) => {
      const partner = ['partner-4', 'partner-3'][variant]!;
      return byProgram(world, random, partner, 1, (day) => {
        for (let call = 0; call < 8; call += 1)
          day.events.push({
            at: day.from + 10 * HOUR_MS + call * 480_000,
            kind: call % 3 === 2 ? 'partner-outside-agreement' : 'partner-refused',
            actor: partner,
            role: 'partner',
            reason: 'no-such-route',
          });
      });
    },
  },
  {
    kind: 'feed-withheld',
    variants: 1,
    make: (world, random) => {
      const from = beginning(world, random, 1) + 5 * HOUR_MS;
      const until = from + 9 * HOUR_MS;
      return {
        entities: ['server lost-documents'],
        from,
        until,
        edit: (day) => {
          day.events = day.events.filter(({ kind, at }) => kind !== 'feed-received' || at < from || at >= until);
        },
      };
    },
  },
  {
    kind: 'trader-declares-more',
    variants: 1,
    make: (world, random) =>
      byProgram(world, random, 'trader-9', 6, (day) => {
        for (const event of day.events.filter(({ actor, kind }) => actor === 'trader-9' && kind === 'goods-declared'))
          if (day.random.happens(0.9)) day.events.push({ ...event, at: event.at + 60_000 });
      }),
  },
  {
    kind: 'trader-tries-rules',
    isHeldOut: true,
    variants: 1,
    make: (world, random) =>
      byProgram(world, random, 'trader-6', 5, (day) => {
        for (const event of day.events)
          if (event.actor === 'trader-6' && event.kind === 'goods-declared' && day.random.happens(0.25)) {
            event.kind = 'declaration-refused';
            event.reason = 'malformed';
          }
      }),
  },
  {
    kind: 'asks-portal',
    isHeldOut: true,
    variants: 1,
    make: (world, random) => {
      const from = beginning(world, random, 1) + 11 * HOUR_MS;
      return {
        entities: ['server server', 'server portal'],
        from,
        until: from + 3 * HOUR_MS,
        edit: (day) => {
          if (hoursOn(day, from, from + 1) === undefined) return;
          for (let ask = 0; ask < 120; ask += 1) day.events.push({ at: from + ask * 90_000, kind: 'portal-refused' });
        },
      };
    },
  },
  {
    kind: 'partner-takes-small-calls',
    isHeldOut: true,
    variants: 1,
    make: (world, random) =>
      byProgram(world, random, 'partner-3', 10, (day) => {
        for (let call = 0; call < 5; call += 1)
          day.events.push({
            at: day.from + (2 + call) * HOUR_MS,
            kind: 'partner-called',
            actor: 'partner-3',
            role: 'partner',
            subject: 'agreement-of-partner-3',
            count: 40,
          });
      }),
  },
  {
    kind: 'lane-abandoned-often',
    isHeldOut: true,
    variants: 1,
    make: (world, random) =>
      atLane(world, random, 30, (day, lane, hours) => {
        for (const event of day.events)
          if (
            event.lane === lane &&
            event.kind === 'traveller-cleared' &&
            event.at >= hours[0] &&
            event.at < hours[1] &&
            day.random.happens(0.06)
          )
            event.kind = 'traveller-abandoned';
      }),
  },
  // Those below draw no numbers while they change a day, so that the worlds of the seeds stay the same
  {
    kind: 'trader-makes-keys',
    variants: 1,
    make: (world, random) =>
      byProgram(world, random, 'trader-7', 1, (day) => {
        for (let key = 0; key < 8; key += 1)
          day.events.push({
            at: day.from + 13 * HOUR_MS + key * 400_000,
            kind: 'trader-key-made',
            actor: 'trader-7',
            role: 'trader',
            subject: `own-key-${key}`,
          });
      }),
  },
  {
    kind: 'partner-forges-answer',
    variants: 1,
    make: (world, random) =>
      byProgram(world, random, 'partner-5', 1, (day) =>
        day.events.push({
          at: day.from + 15 * HOUR_MS,
          kind: 'partner-refused',
          actor: 'partner-5',
          role: 'partner',
          subject: 'agreement-of-partner-5',
          reason: 'signature-invalid',
        }),
      ),
  },
  {
    kind: 'forces-release',
    variants: 2,
    make: (world, random, variant) => {
      const person = world.people.find(({ role }) => role === 'administrator')!;
      const from = beginning(world, random, 1) + 22 * HOUR_MS;
      // Lifts a freeze, or takes releases back, at night. Both hold for all sites
      const kinds = [
        ['release-freeze-ended', 'roll-out-resumed'],
        ['roll-out-returned', 'roll-out-returned', 'roll-out-returned'],
      ] as const;
      return {
        entities: [`person ${person.id}`],
        from,
        until: from + HOUR_MS,
        edit: (day) => {
          if (hoursOn(day, from, from + 1) === undefined) return;
          for (const [at, kind] of kinds[variant]!.entries())
            day.events.push({
              at: from + at * 600_000,
              kind,
              actor: person.id,
              role: person.role,
              subject: `software:lane:${at + 1}`,
            });
        },
      };
    },
  },
  {
    kind: 'guesses-trader-sign-in',
    variants: 1,
    make: (world, random) =>
      byProgram(world, random, 'trader-8', 1, (day) => {
        for (let guess = 0; guess < 30; guess += 1)
          day.events.push({
            at: day.from + 3 * HOUR_MS + guess * 90_000,
            kind: 'signal',
            reason: 'trader-sign-in-refused',
            actor: 'trader-8',
          });
      }),
  },
  {
    kind: 'takes-trader-account',
    variants: 2,
    make: (world, random, variant) =>
      byProgram(world, random, 'trader-10', 1, (day) => {
        // Signs in from elsewhere with the person's passkey, and leaves a key or a mandate behind
        const by = { actor: 'trader-10', role: 'trader' };
        const at = day.from + 21 * HOUR_MS;
        const console = 'elsewhere';
        day.events.push({ at, kind: 'trader-signed-in', ...by, subject: 'first-of-trader-10', console });
        const kind = (['trader-key-made', 'trader-mandate-given'] as const)[variant]!;
        day.events.push({ at: at + 20 * 60_000, kind, ...by, subject: 'left-behind' });
      }),
  },
  {
    kind: 'adds-trader-passkey',
    variants: 1,
    make: (world, random) =>
      byProgram(world, random, 'trader-11', 1, (day) => {
        // At the person's open session in the office; the new passkey is then used elsewhere
        const by = { actor: 'trader-11', role: 'trader', subject: 'second-of-trader-11' };
        const at = day.from + 12 * HOUR_MS;
        day.events.push({ at, kind: 'trader-passkey-added', ...by });
        day.events.push({ at: at + 1, kind: 'trader-passkey-added-from', ...by, console: 'office-of-trader-11' });
        day.events.push({ at: at + 6 * 60_000, kind: 'trader-signed-in', ...by, console: 'elsewhere' });
      }),
  },
];
