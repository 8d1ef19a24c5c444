/** The front as a child process of the server, which then can read its memory. `service.ts` is the front with an account of its own. */
import { dieWithParent } from '../../../../hardware/host/death-signal.ts';
import type { ToFront } from './messages.ts';
import { runFront } from './run-front.ts';

dieWithParent();
runFront({
  link: {
    say: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (take) => void process.on('message', (message: ToFront) => take(message)),
    onGone: (then) => void process.on('disconnect', then),
  },
  settingsOf: (settings) => settings,
  onList: () => undefined,
});
// The server ends this process; a signal to the group must not end it before its requests
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
