/** The contents of a page of the officers' console and of the server's database, in the same words. */
import type { Page } from 'playwright-core';
import { EVERYWHERE } from '../../server/fixtures/everywhere.ts';
import { listAlarms } from '../../../server/records/alarms/alarm-table.ts';
import { readConditions } from '../../../server/border/conditions/read-conditions.ts';
import { ticketNumberOf } from '../../../server/contract/ticket-number.ts';
import type { Connection } from '../../../server/platform/database/connection.ts';
import { listLanes } from '../../../server/records/kiosks/lane-status.ts';
import { handoversSince } from '../../../server/border/referrals/tables/handovers.ts';
import { openReferrals } from '../../../server/border/referrals/tables/referrals.ts';
import { trafficSince } from '../../../server/records/reports/traffic.ts';
import { ALARM_WORDS, LANE_STATE_WORDS } from '../../../server/console/words.ts';
import { shiftClock } from './shift-clock.ts';

export interface Watch {
  /** Ticket, lane, and the holder where there is one. */
  readonly queue: readonly string[];
  /** Number and state of each lane. */
  readonly lanes: readonly string[];
  /** Number of each kind of condition. */
  readonly conditions: readonly string[];
  /** Offers to this person. */
  readonly handovers: readonly string[];
}

const SEE = `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const text = (element) => (element?.innerText ?? '').replace(/\\s+/g, ' ').trim();
  return {
    queue: all('.queue-link').map((one) => [text(one.querySelector('.queue-lane')), text(one.querySelector('.badge'))].join(' ').trim()).sort(),
    lanes: all('.lane-button').map((one) => [text(one.querySelector('.lane-name')), text(one.querySelector('.lane-state'))].join(': ')),
    conditions: all('.strip-count strong').map(text).sort(),
    handovers: all('.handover-banner strong').map(text),
  };
})()`;

export function seenAt(page: Page): Promise<Watch> {
  return page.evaluate<Watch>(SEE);
}

/** @param person who looks: their own referrals and offers are shown otherwise */
export async function recorded(knex: Connection, person: string): Promise<Watch> {
  const lanes = await listLanes(knex);
  const nameOf = (kioskId: string) => lanes.find((one) => one.kioskId === kioskId)?.lane ?? kioskId;
  const queue = (await openReferrals(knex)).map(({ kioskId, transactionId, standing }) => {
    const ticket = `${ticketNumberOf(transactionId)} Lane ${nameOf(kioskId)}`;
    if (standing.state === 'waiting') return ticket;
    if (standing.state !== 'taken') return `${ticket} ${standing.state}`;
    return `${ticket} ${standing.holder.person === person ? 'Yours' : `Taken by ${standing.holder.person}`}`;
  });
  const counts = new Map<string, number>();
  for (const { kind } of await readConditions(knex, shiftClock.wallMs())) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const handovers = await handoversSince(knex, 0);
  return {
    queue: queue.sort(),
    lanes: lanes.map(
      ({ lane, heard }) => `Lane ${lane}: ${heard === null ? 'Not heard yet' : LANE_STATE_WORDS[heard.state]}`,
    ),
    conditions: [...counts].map(([kind, count]) => conditionWords(kind, count)).sort(),
    handovers: handovers
      .filter(
        ({ acceptedBy, withdrawnAt, offeredBy }) => acceptedBy === null && withdrawnAt === null && offeredBy !== person,
      )
      .map(({ offeredBy, site }) => `${offeredBy} offers a handover of ${site}.`),
  };
}

const CONDITIONS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'lane-in-emergency': ['lane open: emergency', 'lanes open: emergency'],
  'confirmation-overdue': ['opening not confirmed in time', 'openings not confirmed in time'],
  'lane-out-of-service': ['lane out of service', 'lanes out of service'],
  'lane-refers-everyone': ['lane refers every traveller', 'lanes refer every traveller'],
  'confirmation-due': ['opening to confirm', 'openings to confirm'],
};

function conditionWords(kind: string, count: number): string {
  const [one, many] = CONDITIONS[kind] ?? [kind, kind];
  return `${count} ${count === 1 ? one : many}`;
}

/** Runs in the page: text without line breaks. The list of erasures has items of the same look as the alarms. */
const ALARMS = `[...document.querySelectorAll('[aria-labelledby=alarms-title] .alarm')].map((one) => {
  const text = (selector) => (one.querySelector(selector)?.innerText ?? 'nothing').replace(/\\s+/g, ' ').trim();
  return [text('h3'), text('.badge'), text('.alarm-badges > .figures').split(' ·')[0]].join(', ');
})`;

/** Open and past alarms, each with its lane. */
export async function alarmsSeenAt(page: Page): Promise<readonly string[]> {
  return [...(await page.evaluate<readonly string[]>(ALARMS))].sort();
}

export async function alarmsRecorded(knex: Connection): Promise<readonly string[]> {
  const lanes = await listLanes(knex);
  const alarms = await listAlarms(knex, 100, EVERYWHERE);
  return alarms
    .map(({ kind, kioskId, filledAt }) => {
      const lane = lanes.find((one) => one.kioskId === kioskId)?.lane ?? '';
      return `${ALARM_WORDS[kind]}, ${filledAt === null ? 'Open' : 'Over'}, Lane ${lane}`;
    })
    .sort();
}

/** Cleared and referred travellers of each lane, as the cards and the reports say. */
export async function throughputSeenAt(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(
    "[...document.querySelectorAll('.lane-button')].map((one) => one.querySelector('.lane-name').innerText + ': ' + one.querySelector('.lane-facts').innerText)",
  );
}

export async function throughputRecorded(knex: Connection): Promise<readonly string[]> {
  const traffic = await trafficSince(knex, 0);
  const countOf = (kioskId: string, outcome: string) =>
    traffic.find((one) => one.kioskId === kioskId && one.outcome === outcome)?.travellers ?? 0;
  return (await listLanes(knex)).map(
    ({ kioskId, lane }) =>
      `Lane ${lane}: ${countOf(kioskId, 'cleared')} cleared, ${countOf(kioskId, 'referred')} referred`,
  );
}
