/** An order rig whose lane has started and is at rest. */
import type { Order, OrderCommand } from '../../../../server/contract/order.ts';
import { signOrder } from '../../../support/signed-orders.ts';
import { orderRig } from './order-rig.ts';

export async function startedLane(options: Parameters<typeof orderRig>[0] = {}) {
  const lane = await orderRig(options);
  await lane.taker.recover();
  lane.lane.dispatch({ kind: 'started' });
  await lane.lane.settled();
  lane.moved.length = 0;
  const sign = (command: OrderCommand, over: Partial<Order> = {}) =>
    signOrder(command, { notBefore: lane.clock.wallMs(), ...over });
  const give = async (command: OrderCommand, over: Partial<Order> = {}) => {
    const settled = await lane.taker.take(sign(command, over).wire, lane.connection);
    await lane.lane.settled();
    return settled;
  };
  const said = async () => (await lane.answers()).map(({ result, refusal }) => refusal ?? result);
  return { ...lane, sign, give, said };
}
