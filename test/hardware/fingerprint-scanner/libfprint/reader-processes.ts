import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of this process's children that run a reader program. */
export function readerProcesses(): readonly number[] {
  const tasks = `/proc/${process.pid}/task`;
  return readdirSync(tasks)
    .flatMap((task) => readFileSync(`${tasks}/${task}/children`, 'utf8').split(' '))
    .filter((pid) => pid !== '' && runsReader(pid))
    .map(Number);
}

function runsReader(pid: string): boolean {
  try {
    return /reader-(main|process)\.js/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}
