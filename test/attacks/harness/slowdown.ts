/** How much an attack slows other clients: the same attack on a second server is the comparison, so that the machine is as busy in both. */

const PAIRS = 3;

/** Runs loops of an attack until the returned function ends them. */
export function attackInLoops(loops: number, once: () => Promise<unknown>): () => Promise<void> {
  const state = { isOver: false };
  const loop = async (): Promise<void> => {
    while (!state.isOver) {
      await once().catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const all = Promise.all(Array.from({ length: loops }, loop));
  return async () => {
    state.isOver = true;
    await all;
  };
}

type Begin = () => Promise<() => Promise<void>>;

/** @param timeOf resolves to the time that other clients' requests take, ms */
export async function medianSlowdown(timeOf: () => Promise<number>, attack: Begin, attackOnOther: Begin) {
  const measure = async (begin: Begin): Promise<number> => {
    const end = await begin();
    const ms = await timeOf();
    await end();
    return ms;
  };
  await timeOf();
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const compared = await measure(attackOnOther);
    ratios.push((await measure(attack)) / compared);
  }
  return { ratios, median: ratios.toSorted((a, b) => a - b)[Math.floor(PAIRS / 2)] };
}
