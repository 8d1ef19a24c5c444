/** Gives an order that moves a gate as a console does: drafted, signed with a passkey, given. */
import type { OrderPerson } from '../../server/contract/order.ts';
import {
  draftOrder,
  issueDrafted,
  type IssueAnswer,
  type OrderDesk,
  type WantedOrder,
} from '../../server/lanes/orders/issue-order.ts';
import type { Transaction } from '../../server/platform/database/connection.ts';
import type { SoftAuthenticator } from '../server/people/people/fixtures/soft-authenticator.ts';
import { assertOver, passkeyOf } from './officer-passkeys.ts';

export async function giveSignedOrder(
  desk: OrderDesk,
  transaction: Transaction,
  wanted: WantedOrder & { readonly person: OrderPerson },
  passkey: SoftAuthenticator = passkeyOf(wanted.person.id),
): Promise<IssueAnswer> {
  const drafted = await draftOrder(desk, transaction, wanted);
  if (drafted.kind === 'refused') return drafted;
  const { payload, digest } = drafted;
  return issueDrafted(desk, transaction, {
    payload,
    assertion: assertOver('order', digest, passkey),
    session: wanted.session,
  });
}
