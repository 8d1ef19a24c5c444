/** Acts of people on roll-outs: hold, return, resume, and the freezes. Each is recorded with its effect. */
import { randomBytes } from 'node:crypto';
import type { Permit } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { GateState } from '../../contract/roll-out.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { ActDetails } from '../../records/ledger/entry/entry.ts';
import { changeRollOut, endFreeze, findRollOut, insertFreeze, type ReleaseKey } from './roll-out-table.ts';

type Desk = Pick<RoomContext, 'queue' | 'clock' | 'ledger'>;
export type Done = { readonly kind: 'done' } | Refusal;

const DONE: Done = { kind: 'done' };
type Change = 'hold' | 'return' | 'resume';
const STATE_AFTER: Readonly<Record<Change, GateState>> = { hold: 'held', return: 'returned', resume: 'open' };
/** A returned release is not opened again: lanes take its successor. */
const ALLOWED: Readonly<Record<Change, readonly GateState[]>> = {
  hold: ['open'],
  return: ['open', 'held'],
  resume: ['held'],
};

export async function changeByPerson(desk: Desk, permit: Permit, key: ReleaseKey, to: Change): Promise<Done> {
  const { kind, name, version } = key;
  return inOneAct(desk, permit, { to, kind, name, version }, async (transaction, at) => {
    const before = await findRollOut(transaction, key);
    if (before === undefined) return refuse('not-found', 'no such roll-out');
    if (!ALLOWED[to].includes(before.state)) return refuse('roll-out-changed', `the roll-out is ${before.state}`);
    const change = { state: STATE_AFTER[to], why: to === 'resume' ? null : ('person' as const) };
    await changeRollOut(transaction, before, change, { at, by: permit.principal.personId });
    return DONE;
  });
}

export async function addFreeze(
  desk: Desk,
  permit: Permit,
  times: { readonly from: number; readonly until: number },
): Promise<Done> {
  const id = randomBytes(16).toString('hex');
  const madeBy = permit.principal.personId;
  return inOneAct(desk, permit, { freeze: id, ...times }, async (transaction, at) => {
    if (times.until <= at) return refuse('invalid-message', 'is over already', 'until');
    await insertFreeze(transaction, { id, ...times, madeBy }, at);
    return DONE;
  });
}

export async function removeFreeze(desk: Desk, permit: Permit, id: string): Promise<Done> {
  return inOneAct(desk, permit, { freeze: id, to: 'end' }, async (transaction, at) =>
    (await endFreeze(transaction, id, at)) ? DONE : refuse('not-found', 'no such freeze'),
  );
}

async function inOneAct(
  { queue, clock, ledger }: Desk,
  { principal, duty, act }: Permit,
  details: ActDetails,
  work: (transaction: Transaction, at: number) => Promise<Done>,
): Promise<Done> {
  const done = await queue.run(async (transaction) => {
    const at = Math.round(clock.wallMs());
    const result = await work(transaction, at);
    if (result.kind === 'done') {
      await recordAct(transaction, {
        person: principal.personId,
        session: principal.sessionId,
        role: duty.role,
        act,
        result: 'done',
        at,
        details,
      });
    }
    return result;
  });
  await ledger.settle();
  return done;
}
