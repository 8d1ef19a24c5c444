const SETTLE_TRIES = 240;
const SETTLE_MS = 500;

/** The findings on a page that are still there when it has had time to lay itself out again. */
export async function lasting<T>(find: () => Promise<readonly T[]>): Promise<readonly T[]> {
  let found = await find();
  for (let tries = 0; found.length > 0 && tries < SETTLE_TRIES; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    found = await find();
  }
  return found;
}
