/** Two administrators confirm rows of an earlier version, which the ledger has adopted and no check proves. */
import { z } from 'zod';
import { markFilled, openAlarmsOf } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { enterAlarm, raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { type Adoption, listAdoptions } from '../../records/ledger/reconcile/adoptions.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { approvedPayloadsOf } from '../../records/proposals/proposal-table.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { poll } from '../../platform/base/poll.ts';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 3_600_000;
const KIND = 'adoption-confirmation';
const ALARM = 'rows-adopted';

/** The adoptions that the proposer was shown. */
const confirmationSchema = z.strictObject({
  adoptions: z
    .array(
      z.strictObject({
        index: z.int().min(0),
        tables: z.array(z.strictObject({ table: z.string().min(1).max(40), rows: z.int().min(0) })).max(200),
      }),
    )
    .min(1)
    .max(20),
});
type Confirmation = z.infer<typeof confirmationSchema>;

/** The adoptions of this log that two administrators have not confirmed. Rows that differ from the ledger confirm nothing. */
export async function unconfirmedAdoptions(database: Connection): Promise<Adoption[]> {
  const adoptions = await listAdoptions(database);
  if (adoptions.length === 0) return [];
  const approved = (await approvedPayloadsOf(database, KIND)).map((payload) => confirmationSchema.parse(payload));
  const confirmed = new Set(approved.flatMap((payload) => payload.adoptions.map(({ index }) => index)));
  return adoptions.filter((one) => !confirmed.has(one.index) && !isOfNewServer(one));
}

/**
 * Whether a new log began with these openings alone, such as those of a lane that was enrolled before the first start. Before it there was nothing
 * that they could have replaced.
 */
const isOfNewServer = ({ index, tables }: Adoption): boolean =>
  tables.every(({ table, rows }) => table === 'ledger_openings' && rows === index);

/** The confirmation repairs nothing and gives no right: it ends the alarm, and the ledger has who confirmed which numbers. */
export function adoptionKind({ alarms }: Pick<RoomContext, 'alarms'>): ProposalKind<Confirmation> {
  return {
    kind: KIND,
    proposeAct: 'record-return.propose',
    approveAct: 'record-return.approve',
    policy: KIND,
    schema: confirmationSchema,
    opensForMs: DAY_MS,
    targetsOf: () => Promise.resolve([]),
    before: async (database) => ({ adoptions: await unconfirmedAdoptions(database) }),
    objection: async (database, { adoptions }) =>
      isSame(adoptions, await unconfirmedAdoptions(database)) ? undefined : 'other-adoptions',
    async apply(transaction, { adoptions }, { at }) {
      // The proposal is approved in this transaction already, so its adoptions no longer count as unconfirmed
      const known = new Map((await listAdoptions(transaction)).map((one) => [one.index, one]));
      if (!adoptions.every((one) => isSame([one], [known.get(one.index)]))) {
        return { kind: 'inapplicable', code: 'other-adoptions' };
      }
      const isAll = (await unconfirmedAdoptions(transaction)).every(({ index }) =>
        adoptions.some((one) => one.index === index),
      );
      const over = isAll ? await endAlarms(transaction, at) : [];
      return { kind: 'applied', afterwards: () => over.forEach((alarm) => alarms.announce(alarm)) };
    },
  };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Looks now and hourly: raises the alarm while an adoption is unconfirmed, and ends it.
 * @returns a function that stops
 */
export function watchAdoptions(context: RoomContext): () => Promise<void> {
  const { clock, events } = context;
  const onFault = (error: unknown) => events.emit({ event: 'fault', where: 'adoptions', error });
  return poll(clock, LOOK_EVERY_MS, () => look(context), onFault);
}

async function look({ knex, queue, clock, alarms }: RoomContext): Promise<void> {
  const isRight = async (database: Connection) =>
    (await unconfirmedAdoptions(database)).length > 0 === (await openAlarmsOf(database, [ALARM])).length > 0;
  if (await isRight(knex)) return;
  const at = Math.round(clock.wallMs());
  const changed = await queue.run(async (transaction): Promise<Alarm[]> => {
    if (await isRight(transaction)) return [];
    const unconfirmed = await unconfirmedAdoptions(transaction);
    if (unconfirmed.length === 0) return endAlarms(transaction, at);
    const rows = unconfirmed.flatMap(({ tables }) => tables).reduce((sum, one) => sum + one.rows, 0);
    const noKiosk = { kioskId: null, fromSequence: null, toSequence: null };
    return [await raiseAndEnter(transaction, { kind: ALARM, ...noKiosk, about: `adoption/rows/${rows}` }, at)];
  });
  for (const alarm of changed) alarms.announce(alarm);
}

async function endAlarms(transaction: Transaction, at: number): Promise<Alarm[]> {
  const over: Alarm[] = [];
  for (const open of await openAlarmsOf(transaction, [ALARM])) {
    const alarm = await markFilled(transaction, open, at);
    await enterAlarm(transaction, alarm, at);
    over.push(alarm);
  }
  return over;
}
