import koffi from 'koffi';

/** PR_SET_PDEATHSIG of `sys/prctl.h`. */
const SET_PARENT_DEATH_SIGNAL = 1;
const SIGKILL = 9;

/** Makes the kernel kill this process when its parent dies, even while it hangs in a native call. Linux only. */
export function dieWithParent(): void {
  if (process.platform !== 'linux') return;
  const prctl = koffi.load(null).func('prctl', 'int', ['int', 'unsigned long']);
  prctl(SET_PARENT_DEATH_SIGNAL, SIGKILL);
  // The parent may have died before the call
  if (process.ppid === 1 && !process.connected) process.exit();
}
