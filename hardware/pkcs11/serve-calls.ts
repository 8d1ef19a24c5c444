/**
 * The process that owns a token. It contains native code that may hang or crash, and the module's memory. Calls block it
 * and are served in sequence.
 */
import { DeviceError } from '../device/device-error.ts';
import { dieWithParent } from '../host/death-signal.ts';
import { channelEnd, type SealedChannel } from '../own-process/sealed-channel.ts';
import { openValue, sealValue } from '../own-process/sealed-values.ts';
import type { Greeting, SealedMessage, TokenAnswer } from './messages.ts';

/** Serves calls in this process. @param answerTo returns plain data; bytes are wiped once they are sent */
export function serveCalls(answerTo: (call: never) => unknown): void {
  dieWithParent();
  const end = channelEnd();
  let channel: SealedChannel | undefined;
  const serve = (from: SealedChannel, sealed: Uint8Array): TokenAnswer => {
    try {
      const call = openValue(from, sealed);
      if (call === undefined) return { kind: 'failed', code: 'corrupt', message: 'the call was damaged' };
      return { kind: 'done', value: answerTo(call as never) };
    } catch (error) {
      if (error instanceof DeviceError) return { kind: 'failed', code: error.code, message: error.message };
      const name = error instanceof Error ? error.name : typeof error;
      return { kind: 'failed', code: 'corrupt', message: `the call failed: ${name}` };
    }
  };
  process.on('message', (message: Greeting | SealedMessage) => {
    if ('publicKey' in message) {
      channel = end.agree(message.publicKey);
      process.send?.({ publicKey: end.publicKey } satisfies Greeting);
    } else if (channel !== undefined) {
      const answer = serve(channel, message.sealed);
      process.send?.({ id: message.id, sealed: sealValue(channel, answer) } satisfies SealedMessage);
      if (answer.kind === 'done' && answer.value instanceof Uint8Array) answer.value.fill(0);
    }
  });
  process.on('disconnect', () => process.exit());
}
