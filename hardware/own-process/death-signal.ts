import koffi from 'koffi';

/** PR_SET_PDEATHSIG of `sys/prctl.h`. */
const SET_PARENT_DEATH_SIGNAL = 1;
const SIGKILL = 9;

/** Lets the kernel end this process when the one that started it dies, even if this one hangs in a native call. Linux only. */
export function dieWithParent(): void {
  if (process.platform !== 'linux') return;
  const prctl = koffi.load(null).func('prctl', 'int', ['int', 'unsigned long']);
  prctl(SET_PARENT_DEATH_SIGNAL, SIGKILL);
  // It may have died before it was asked for
  if (process.ppid === 1 && !process.connected) process.exit();
}
