/** Engine flags that helper processes inherit, so that they overwrite freed memory too. */
const HANDED_ON: readonly string[] = ['--clear-free-memory'];

export function engineFlags(): readonly string[] {
  return process.execArgv.filter((flag) => HANDED_ON.includes(flag));
}
