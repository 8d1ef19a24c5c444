/** The records that people of a partner read: its agreements and its deliveries. Nothing of another partner is read for them. */
import type { RoomContext } from '../../records/context/room-context.ts';
import { differencesOf } from '../agreement/differences.ts';
import { type AgreementInState, agreementsAt } from '../agreement/in-force.ts';
import { deliveryState } from '../deliveries/delivery-state.ts';
import { accountOf } from '../deliveries/budget-account.ts';
import { spentIn } from '../deliveries/tables/budget-table.ts';
import { deletionsOf } from '../deliveries/tables/deletion-table.ts';
import { deliveriesOf } from '../deliveries/tables/delivery-table.ts';
import { sentLists } from '../lists/read-lists.ts';
import type { Caller } from '../partners/caller.ts';
import { isOpen } from '../partners/reading.ts';
import { budgetPeriodAt } from '../projection/periods.ts';
import type { OwnAgreements, OwnDeliveries } from './answers.ts';

const LISTED = 200;

type Context = Pick<RoomContext, 'knex' | 'clock' | 'signer'>;

async function agreementsOf({ knex }: Context, { partner }: Caller, now: number): Promise<AgreementInState[]> {
  const all = await agreementsAt(knex, now);
  return all.filter(({ agreement }) => agreement.parties.recipient.party === partner.id);
}

export async function ownAgreements(context: Context, caller: Caller): Promise<OwnAgreements> {
  const serverTime = Math.round(context.clock.wallMs());
  const own = await agreementsOf(context, caller, serverTime);
  const sent = await sentLists(context.knex, caller.partner.id, serverTime);
  const agreements: OwnAgreements['agreements'][number][] = [];
  for (const { agreement, digest, state, signedAt, stopReason } of own) {
    const before = own.find(
      (other) => other.agreement.id === agreement.id && other.agreement.version === agreement.version - 1,
    );
    agreements.push({
      agreement,
      digest,
      state,
      signedAt,
      stopReason,
      differences: before === undefined ? [] : differencesOf(before.agreement, agreement),
      lists: sent.filter((one) => one.agreement === agreement.id && one.version === agreement.version),
      budget: await budgetOf(context, agreement, serverTime),
    });
  }
  return { serverTime, agreements };
}

async function budgetOf(
  { knex }: Context,
  agreement: AgreementInState['agreement'],
  now: number,
): Promise<OwnAgreements['agreements'][number]['budget']> {
  const { privacyBudget } = agreement;
  if (privacyBudget === null) return null;
  const period = budgetPeriodAt(privacyBudget.period, now);
  const spentThousandths = await spentIn(knex, accountOf(agreement, privacyBudget, now));
  return { period, spentThousandths, ofThousandths: privacyBudget.epsilonThousandths };
}

/** Counts are shown while their agreement delivers, requests to delete always. */
export async function ownDeliveries(context: Context, caller: Caller): Promise<OwnDeliveries> {
  const { knex, signer } = context;
  const serverTime = Math.round(context.clock.wallMs());
  const agreements = new Set((await agreementsOf(context, caller, serverTime)).map(({ agreement }) => agreement.id));
  const shown: OwnDeliveries['deliveries'][number][] = [];
  let closed = 0;
  for (const id of agreements) {
    const all = (await deliveriesOf(knex, id)).filter(({ party }) => party === caller.partner.id);
    const decided = new Set((await deletionsOf(knex, id)).map(({ delivery }) => delivery));
    const asked = new Map(all.flatMap((one) => (one.about === null ? [] : [[one.about, one] as const])));
    for (const one of all) {
      const { digest, kind, dataset, period, bytes, madeAt, answerUntil, answeredAt, version, agreementDigest } = one;
      if (digest === null) continue;
      if (!(await isOpen(knex, one, caller.record))) {
        closed += 1;
        continue;
      }
      const state = deliveryState(one, { deletion: asked.get(digest), isDecided: decided.has(digest) }, serverTime);
      shown.push({
        digest,
        kind,
        dataset,
        period,
        bytes,
        madeAt,
        answerUntil,
        answeredAt,
        state,
        agreement: { id: one.agreement, version, digest: agreementDigest },
        isOpen: state === 'waiting' || state === 'overdue',
      });
    }
  }
  shown.sort((one, other) => other.madeAt - one.madeAt || other.period.localeCompare(one.period));
  const serverKey = Buffer.from(signer.publicKey).toString('hex');
  return { serverTime, serverKey, deliveries: shown.slice(0, LISTED), closed };
}
