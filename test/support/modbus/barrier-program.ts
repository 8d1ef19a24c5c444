/** The process of `barrier-process.ts`. */
import type { BarrierOrder, FromBarrier, ToBarrier } from './barrier-messages.ts';
import { barrierPlant } from './barrier-plant.ts';
import { foreignModule } from './foreign-module.ts';

const module = await foreignModule('pymodbus', 'tcp');
const plant = barrierPlant(module);
const say = (message: FromBarrier): void => void process.send?.(message);

async function obey(order: BarrierOrder): Promise<void> {
  switch (order.kind) {
    case 'expect-person':
      return plant.expectPerson(order.behaviour);
    case 'unplug':
      return module.unplug();
    case 'plug-in':
      return module.plugIn();
    case 'close':
      plant.close();
      return module.close();
  }
}

module.onCoils((coils) => say({ kind: 'coils', coils }));
process.on('message', ({ id, ...order }: ToBarrier) => {
  obey(order).then(() => {
    say({ kind: 'done', id });
    if (order.kind === 'close') process.disconnect();
  }, rethrow);
});
process.on('disconnect', () => void module.close().finally(() => process.exit()));
say({ kind: 'coils', coils: module.coils() });
say({ kind: 'ready', address: module.address });

/** Ends the process, which the test notices. */
function rethrow(error: unknown): never {
  throw error;
}
