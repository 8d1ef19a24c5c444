/** The process that owns a kiosk's token. */
import type { OpenCall } from '../../pkcs11/messages.ts';
import { CKF_HW_SLOT } from '../../pkcs11/numbers.ts';
import { openToken } from '../../pkcs11/open-token.ts';
import { elementError } from '../../pkcs11/return-codes.ts';
import { serveCalls } from '../../pkcs11/serve-calls.ts';
import type { OpenedToken, TokenCall } from './messages.ts';
import { type TokenChains, tokenChains } from './token-chains.ts';
import { type TokenKeys, tokenKeys } from './token-keys.ts';
import { type TokenTerminalKeys, tokenTerminalKeys } from './token-terminal-keys.ts';

let keys: (TokenKeys & TokenChains & TokenTerminalKeys) | undefined;

serveCalls(answerTo);

function answerTo(call: TokenCall): unknown {
  if (call.call === 'open' || call.call === 'initialise') return open(call);
  const opened = keys;
  if (opened === undefined) throw elementError('not-connected', 'the token has not been opened');
  switch (call.call) {
    case 'sign':
      return opened.sign(call.message);
    case 'prf':
      return opened.prf(call.input);
    case 'random':
      return opened.random(call.length);
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
    case 'chains':
      return opened.chains();
    case 'make-chain':
      return opened.makeChain(call.name);
    case 'import-chain':
      try {
        return opened.importChain(call.name, call.secret);
      } finally {
        call.secret.fill(0);
      }
    case 'advance-chain':
      return opened.advanceChain(call.from, call.labels, call.to);
    case 'chain-prf':
      return opened.chainPrf(call.name, call.label, call.input);
    case 'destroy-chain':
      return opened.destroyChain(call.name);
    case 'terminal-keys':
      return opened.terminalKeys();
    case 'make-terminal-key':
      return opened.makeTerminalKey(call.name, call.curve);
    case 'sign-as-terminal':
      return opened.signAsTerminal(call.name, call.digest);
    case 'destroy-terminal-key':
      return opened.destroyTerminalKey(call.name);
  }
}

function open(request: OpenCall): OpenedToken {
  try {
    const { cryptoki, facts } = openToken(request);
    const opened = {
      ...tokenKeys(cryptoki, facts.slot),
      ...tokenChains(cryptoki, facts.slot),
      ...tokenTerminalKeys(cryptoki, facts.slot),
    };
    if (request.call === 'initialise') {
      opened.initialise();
      // Chains and terminal keys of a kiosk that used the token before
      for (const name of opened.chains()) opened.destroyChain(name);
      for (const { name } of opened.terminalKeys()) opened.destroyTerminalKey(name);
    }
    opened.assertComplete();
    opened.assertChainsStay();
    keys = opened;
    const hardware = (facts.slotFlags & CKF_HW_SLOT) !== 0;
    return { model: facts.model, firmware: facts.firmware, hardware, publicKey: opened.publicKey() };
  } finally {
    request.pin.fill(0);
  }
}
