/** Notices of a breach: written in versions, signed by a person, and recorded as sent. The server sends none itself. */
import type { Permit } from '../../../platform/access/guarded-router.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { Addressee, LawId } from '../laws/vocabulary.ts';
import type { StoredBreach } from './breach-table.ts';
import { type CaseDuty, caseDuties, faultsOfNotice, isLate } from './case-duties.ts';
import { type BreachAnswer, type BreachParts, inOpenCase } from './handle-breach.ts';
import {
  type BreachNotice,
  decisionsOf,
  insertNotice,
  type NoticeItem,
  noticesOf,
  recordSending,
  signNotice,
} from './notice-table.ts';
import type { Channel } from './vocabulary.ts';

/** Versions of the notices of one case. */
const MAX_NOTICES = 200;

/** Stores a draft as the next version. `not-found`: no law of the case has this duty. */
export function writeNotice(
  parts: BreachParts,
  permit: Permit,
  id: string,
  draft: { readonly law: LawId; readonly addressee: Addressee; readonly items: readonly NoticeItem[] },
): Promise<BreachAnswer<Pick<BreachNotice, 'id' | 'digest'>>> {
  return inOpenCase(parts, permit, id, async (transaction, one, { by, at }) => {
    const { notices, duties } = await readCase(transaction, one);
    if (dutyOf(duties, draft) === undefined) return { kind: 'refused', code: 'not-found' };
    if (notices.length >= MAX_NOTICES) return { kind: 'refused', code: 'proposal-settled' };
    const { law, addressee } = draft;
    const made = await insertNotice(transaction, id, { ...draft, madeBy: by, madeAt: at });
    const { version, digest } = made;
    return { kind: 'done', made, details: { step: 'written', law, addressee, version, digest } };
  });
}

/** Signs the latest version, as its digest names it, if no part is missing. */
export function signBreachNotice(
  parts: BreachParts,
  permit: Permit,
  id: string,
  { notice: noticeId, digest }: { readonly notice: string; readonly digest: string },
): Promise<BreachAnswer> {
  return inOpenCase(parts, permit, id, async (transaction, one, { by, at }) => {
    const { notices, duties } = await readCase(transaction, one);
    const notice = notices.find((known) => known.id === noticeId);
    if (notice === undefined) return { kind: 'refused', code: 'not-found' };
    const { law, addressee, version } = notice;
    const owed = dutyOf(duties, notice);
    const latest = latestOf(notices, notice);
    if (owed === undefined || latest.id !== noticeId || notice.digest !== digest) {
      return { kind: 'refused', code: 'notice-incomplete' };
    }
    if (faultsOfNotice(owed.duty, notice.items, isLate(owed, at)).length > 0) {
      return { kind: 'refused', code: 'notice-incomplete' };
    }
    if (!(await signNotice(transaction, noticeId, { by, at }))) return { kind: 'refused', code: 'proposal-settled' };
    return { kind: 'done', made: null, details: { step: 'signed', law, addressee, version, digest } };
  });
}

/** Records that a signed notice was sent. `invalid-message`: at a time before the signature, or in the future. */
export function sendBreachNotice(
  parts: BreachParts,
  permit: Permit,
  id: string,
  sent: {
    readonly notice: string;
    readonly sentAt: number;
    readonly channel: Channel;
    readonly reference: string | null;
  },
): Promise<BreachAnswer> {
  return inOpenCase(parts, permit, id, async (transaction, _one, { by, at }) => {
    const notice = (await noticesOf(transaction, id)).find((known) => known.id === sent.notice);
    if (notice === undefined) return { kind: 'refused', code: 'not-found' };
    const { law, addressee, version, signedAt } = notice;
    if (signedAt === null) return { kind: 'refused', code: 'notice-incomplete' };
    const { sentAt, channel, reference } = sent;
    if (sentAt > at || sentAt < signedAt) return { kind: 'refused', code: 'invalid-message' };
    if (!(await recordSending(transaction, notice.id, { by, sentAt, channel, reference }))) {
      return { kind: 'refused', code: 'proposal-settled' };
    }
    return { kind: 'done', made: null, details: { step: 'sent', law, addressee, version, sentAt, channel } };
  });
}

async function readCase(database: Connection, one: StoredBreach) {
  const notices = await noticesOf(database, one.id);
  return { notices, duties: caseDuties(one, notices, await decisionsOf(database, one.id)) };
}

type Named = Pick<BreachNotice, 'law' | 'addressee'>;

function dutyOf(duties: readonly CaseDuty[], { law, addressee }: Named): CaseDuty | undefined {
  return duties.find((one) => one.law === law && one.duty.addressee === addressee);
}

function latestOf(notices: readonly BreachNotice[], notice: BreachNotice): BreachNotice {
  const own = notices.filter(({ law, addressee }) => law === notice.law && addressee === notice.addressee);
  return own.reduce((latest, one) => (one.version > latest.version ? one : latest), notice);
}
