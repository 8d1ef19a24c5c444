/** The program's side: starts the process that owns the token, calls it and ends it. */
import type { Clock } from '../host/clock.ts';
import type { DeviceError } from '../device/device-error.ts';
import { pendingRequests } from '../device/pending-requests.ts';
import { startSilently } from '../host/silent-process.ts';
import { channelEnd, type SealedChannel } from '../own-process/sealed-channel.ts';
import { openValue, sealValue } from '../own-process/sealed-values.ts';
import type { Greeting, NamedCall, SealedMessage, TokenAnswer } from './messages.ts';
import { elementError } from './return-codes.ts';

export interface TokenConnection<Call extends NamedCall> {
  readonly processId: number | undefined;
  /**
   * Rejects with `DeviceError`: `timed-out` when the call takes longer than `limitMs`. The process is then killed, because
   * its native call still hangs; likewise when the signal fires.
   */
  ask(call: Call, limitMs: number, signal?: AbortSignal): Promise<unknown>;
  /** Ends the process. Never rejects. */
  close(): Promise<void>;
}

/**
 * @param entry path of the program that serves (`serve-calls.ts`)
 * @param onLost called once when the process ends unexpectedly
 */
export function connectToken<Call extends NamedCall>(
  entry: string,
  clock: Pick<Clock, 'after'>,
  onLost: (reason: DeviceError) => void,
): TokenConnection<Call> {
  const { child, exited } = startSilently(entry);
  const mine = channelEnd();
  const calls = pendingRequests<TokenAnswer | DeviceError>();
  let ended: DeviceError | undefined;
  let greeted: (channel: SealedChannel) => void = () => undefined;
  const channel = new Promise<SealedChannel>((resolve) => {
    greeted = resolve;
  });

  function end(reason: DeviceError): boolean {
    if (ended !== undefined) return false;
    ended = reason;
    child.kill('SIGKILL');
    calls.settleAll(reason);
    return true;
  }

  function say(message: Greeting | SealedMessage): void {
    // A process that is ending accepts no messages; its exit is reported separately
    if (child.connected) child.send(message, () => undefined);
  }

  const died = (): void => {
    const reason = elementError('disconnected', 'the process that owns the token has ended');
    if (end(reason)) onLost(reason);
  };
  child.once('exit', died);
  child.once('error', died);
  child.on('message', (message: Greeting | SealedMessage) => {
    if ('publicKey' in message) {
      greeted(mine.agree(message.publicKey));
      return;
    }
    void channel.then((open) => {
      const answer = openValue(open, message.sealed) as TokenAnswer | undefined;
      calls.settle(message.id, answer ?? elementError('corrupt', 'the answer was damaged'));
    });
  });
  say({ publicKey: mine.publicKey });

  return {
    processId: child.pid,
    async ask(call, limitMs, signal) {
      if (ended !== undefined) throw ended;
      const { id, answer } = calls.add(undefined);
      const cancelLimit = clock.after(limitMs, () => {
        end(elementError('timed-out', `the token has not answered for ${limitMs} ms`));
      });
      const onAbort = (): void => void end(elementError('aborted', 'the call was cancelled'));
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted === true) onAbort();
      void channel.then((open) => {
        if (ended === undefined) say({ id, sealed: sealValue(open, call) });
      });
      const outcome = await answer;
      cancelLimit();
      signal?.removeEventListener('abort', onAbort);
      if (outcome instanceof Error) throw outcome;
      if (outcome.kind === 'failed') throw elementError(outcome.code, outcome.message);
      return outcome.value;
    },
    async close() {
      end(elementError('disconnected', 'the token was disconnected'));
      await exited;
    },
  };
}
