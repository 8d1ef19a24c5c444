/** The process that owns the server's token. */
import type { OpenCall } from '../../../../hardware/pkcs11/messages.ts';
import { CKF_HW_SLOT } from '../../../../hardware/pkcs11/numbers.ts';
import { openToken } from '../../../../hardware/pkcs11/open-token.ts';
import { elementError } from '../../../../hardware/pkcs11/return-codes.ts';
import { serveCalls } from '../../../../hardware/pkcs11/serve-calls.ts';
import type { OpenedServerToken, ServerTokenCall } from './messages.ts';
import { type ServerToken, serverToken } from './server-token.ts';

let token: ServerToken | undefined;

serveCalls(answerTo);

function answerTo(call: ServerTokenCall): unknown {
  if (call.call === 'open' || call.call === 'initialise') return open(call);
  if (token === undefined) throw elementError('not-connected', 'the token has not been opened');
  switch (call.call) {
    case 'sign':
      return token.sign(call.key, call.message);
    case 'public':
      return (call.make ? token.makeKey(call.key) : token.publicKey(call.key)) ?? null;
    case 'secret':
      return token.secret(call.purpose);
    case 'replace-signing':
      return token.replaceSigning();
    case 'succeed':
      return token.succeed();
    case 'check':
      return token.check();
  }
}

function open(request: OpenCall): OpenedServerToken {
  try {
    const { cryptoki, facts } = openToken(request);
    const opened = serverToken(cryptoki, facts.slot);
    if (request.call === 'initialise') opened.initialise();
    opened.assertComplete();
    token = opened;
    const publicKey = opened.publicKey('signing');
    if (publicKey === undefined) throw elementError('unknown-key', 'the token has no signing key');
    const hardware = (facts.slotFlags & CKF_HW_SLOT) !== 0;
    return { model: facts.model, firmware: facts.firmware, hardware, publicKey };
  } finally {
    request.pin.fill(0);
  }
}
