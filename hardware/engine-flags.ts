/** Flags of this process's engine that its helper processes are started with as well: what is freed there is overwritten too. */
const HANDED_ON: readonly string[] = ['--clear-free-memory'];

export function engineFlags(): readonly string[] {
  return process.execArgv.filter((flag) => HANDED_ON.includes(flag));
}
