/** Protects a running process from others of the same user: its memory, and the debugger on demand. */
import koffi from 'koffi';

/** PR_SET_DUMPABLE of `sys/prctl.h`. */
const SET_DUMPABLE = 4;

/**
 * From now on only root can read this process's memory or attach to it, and the signal that would start the debugger only
 * calls `onDebuggerSignal`. On systems other than Linux it only handles the signal.
 */
export function closeProcess(onDebuggerSignal: () => void): void {
  process.on('SIGUSR1', onDebuggerSignal);
  if (process.platform !== 'linux') return;
  koffi.load(null).func('prctl', 'int', ['int', 'unsigned long'])(SET_DUMPABLE, 0);
}
