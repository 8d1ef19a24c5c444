/** Opens a token by module and label and logs its user in. Runs in the process that owns the token. */
import { type Cryptoki, loadCryptoki, type TokenFacts } from './cryptoki.ts';
import { CKF_HW_SLOT, CKF_TOKEN_INITIALIZED, CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_LOCKED } from './numbers.ts';
import { CryptokiError, elementError, loginFault, tokenFault } from './return-codes.ts';

export interface TokenRequest {
  readonly module: string;
  readonly tokenLabel: string;
  readonly pin: Uint8Array;
  /** Refuses a token whose slot is not flagged as hardware. */
  readonly hardwareOnly: boolean;
}

export interface OpenToken {
  readonly cryptoki: Cryptoki;
  readonly facts: TokenFacts;
}

/** Throws `DeviceError`: `unsupported`, `disconnected` when the token is absent, `not-permitted`. */
export function openToken({ module, tokenLabel, pin, hardwareOnly }: TokenRequest): OpenToken {
  const cryptoki = load(module);
  try {
    cryptoki.initialize();
    try {
      return { cryptoki, facts: logIn(cryptoki, { tokenLabel, pin, hardwareOnly }) };
    } catch (error) {
      // So that this process can open a token again
      cryptoki.finalize();
      throw error;
    }
  } catch (error) {
    throw error instanceof CryptokiError ? tokenFault(error) : error;
  }
}

function logIn(cryptoki: Cryptoki, { tokenLabel, pin, hardwareOnly }: Omit<TokenRequest, 'module'>): TokenFacts {
  const facts = tokenOf(cryptoki, tokenLabel);
  if (hardwareOnly && (facts.slotFlags & CKF_HW_SLOT) === 0) {
    throw elementError('unsupported', 'the token is software, which production refuses');
  }
  // Stays open, because closing the last session logs the user out
  const session = cryptoki.openSession(facts.slot);
  login(cryptoki, session, pin, facts);
  return facts;
}

function load(module: string): Cryptoki {
  try {
    return loadCryptoki(module);
  } catch (cause) {
    throw elementError('unsupported', `there is no PKCS #11 module at ${module}, or it does not load`, cause);
  }
}

function tokenOf(cryptoki: Cryptoki, label: string): TokenFacts {
  const found = cryptoki
    .tokens()
    .filter((token) => token.label === label && (token.flags & CKF_TOKEN_INITIALIZED) !== 0);
  if (found.length > 1) throw elementError('unsupported', 'more than one token has this label');
  const [token] = found;
  if (token === undefined) throw elementError('disconnected', 'no token with this label is there');
  return token;
}

function login(cryptoki: Cryptoki, session: bigint, pin: Uint8Array, { flags }: TokenFacts): void {
  if ((flags & CKF_USER_PIN_LOCKED) !== 0) {
    throw elementError('not-permitted', "the PIN is locked: the token's security officer must reset it");
  }
  if ((flags & CKF_USER_PIN_FINAL_TRY) !== 0) {
    throw elementError(
      'not-permitted',
      'the PIN was wrong before, and one more wrong try locks the token: log in manually with the correct PIN, then start again',
    );
  }
  try {
    cryptoki.login(session, pin);
  } catch (error) {
    throw error instanceof CryptokiError ? loginFault(error) : error;
  }
}
