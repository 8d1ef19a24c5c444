/**
 * The process that owns the token: native code that may hang or crash, and whatever a module keeps in its memory. Calls block it,
 * and are served one after the other.
 */
import { DeviceError } from '../../device-error.ts';
import { dieWithParent } from '../../own-process/death-signal.ts';
import { channelEnd, type SealedChannel } from '../../own-process/sealed-channel.ts';
import { openValue, sealValue } from '../../own-process/sealed-values.ts';
import type { Greeting, OpenedToken, SealedMessage, TokenAnswer, TokenCall } from './messages.ts';
import { CKF_HW_SLOT } from './numbers.ts';
import { openToken } from './open-token.ts';
import { elementError } from './return-codes.ts';
import { type TokenKeys, tokenKeys } from './token-keys.ts';

dieWithParent();
const end = channelEnd();
let channel: SealedChannel | undefined;
let keys: TokenKeys | undefined;

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

function serve(from: SealedChannel, sealed: Uint8Array): TokenAnswer {
  try {
    const call = openValue(from, sealed) as TokenCall | undefined;
    if (call === undefined) return { kind: 'failed', code: 'corrupt', message: 'the call came damaged' };
    return { kind: 'done', value: answerTo(call) };
  } catch (error) {
    if (error instanceof DeviceError) return { kind: 'failed', code: error.code, message: error.message };
    const name = error instanceof Error ? error.name : typeof error;
    return { kind: 'failed', code: 'corrupt', message: `the call broke off: ${name}` };
  }
}

function answerTo(call: TokenCall): unknown {
  if (call.call === 'open' || call.call === 'initialise') return open(call);
  const opened = keys;
  if (opened === undefined) throw elementError('not-connected', 'the token has not been opened');
  switch (call.call) {
    case 'sign':
      return opened.sign(call.message);
    case 'prf':
      return opened.prf(call.input);
    case 'wrap':
      try {
        return opened.wrapKey(call.key, call.context);
      } finally {
        call.key.fill(0);
      }
    case 'unwrap':
      return opened.unwrapKey(call.wrapped, call.context);
    case 'roots':
      return opened.roots();
    case 'rotate':
      return opened.rotateRoot();
    case 'destroy':
      return opened.destroyRoot(call.generation);
    case 'check':
      return opened.check();
  }
}

function open(request: Extract<TokenCall, { readonly call: 'open' | 'initialise' }>): OpenedToken {
  try {
    const { cryptoki, facts } = openToken(request);
    const opened = tokenKeys(cryptoki, facts.slot);
    if (request.call === 'initialise') opened.initialise();
    opened.assertComplete();
    keys = opened;
    const hardware = (facts.slotFlags & CKF_HW_SLOT) !== 0;
    return { model: facts.model, firmware: facts.firmware, hardware, publicKey: opened.publicKey() };
  } finally {
    request.pin.fill(0);
  }
}
