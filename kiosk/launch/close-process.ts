/** Closes what a running process would still open to others of its user: its memory, and a debugger on demand. */
import koffi from 'koffi';

/** PR_SET_DUMPABLE of `sys/prctl.h`. */
const SET_DUMPABLE = 4;

/**
 * From here on nobody but the system's administrator reads this process's memory or attaches to it, and the signal that would have the
 * engine listen for a debugger is only told to `onDebuggerSignal`. Linux; elsewhere only the signal is taken.
 */
export function closeProcess(onDebuggerSignal: () => void): void {
  process.on('SIGUSR1', onDebuggerSignal);
  if (process.platform !== 'linux') return;
  koffi.load(null).func('prctl', 'int', ['int', 'unsigned long'])(SET_DUMPABLE, 0);
}
