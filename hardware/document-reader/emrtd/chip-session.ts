/** A session with a chip: exchanges commands and answers, protected once keys are agreed. */
import { type Command, decodeResponse, encodeCommand, type Response } from './apdu.ts';
import { ChipError } from './chip-error.ts';
import type { SecureMessaging } from './secure-messaging.ts';
import { OK } from './status-word.ts';
import type { ChipTransport } from './transport.ts';

/** More than any inspection needs. Stops a chip that keeps the reader busy. */
const MAX_COMMANDS = 2_000;

export interface ChipSession {
  /**
   * Returns the answer with any status word. Rejects with `ChipError` `secure-messaging`, `limit-exceeded`, and
   * `DeviceError`.
   */
  send(command: Command): Promise<Response>;
  /**
   * Returns the answer's data when the status word is in `accepted`; otherwise rejects with `ChipError` `refused`. Also
   * rejects as `send` does.
   */
  expect(what: string, command: Command, accepted?: readonly number[]): Promise<Uint8Array<ArrayBuffer>>;
  /** Protects all further commands. The previous keys are wiped. */
  protect(messaging: SecureMessaging): void;
  /** Whether commands are protected. */
  secured(): boolean;
  /** Commands sent so far. */
  commands(): number;
  /** Wipes the keys. */
  close(): void;
}

export function openChipSession(transport: ChipTransport, signal: AbortSignal): ChipSession {
  let messaging: SecureMessaging | undefined;
  let commands = 0;

  const protect = (next: SecureMessaging | undefined): void => {
    messaging?.wipe();
    messaging = next;
  };

  async function send(command: Command): Promise<Response> {
    commands += 1;
    if (commands > MAX_COMMANDS) throw new ChipError('limit-exceeded', `${MAX_COMMANDS} commands`);
    if (messaging === undefined) return decodeResponse(await transport.transmit(encodeCommand(command), signal));
    const sealed = encodeCommand(messaging.protectCommand(command));
    const response = decodeResponse(await transport.transmit(sealed, signal));
    try {
      return messaging.openResponse(response);
    } catch (error) {
      protect(undefined);
      throw error;
    }
  }

  return {
    send,
    async expect(what, command, accepted = [OK]) {
      const { data, statusWord } = await send(command);
      if (accepted.includes(statusWord)) return data;
      throw new ChipError('refused', `${what} was answered ${statusWord.toString(16)}`, { statusWord });
    },
    protect,
    secured: () => messaging !== undefined,
    commands: () => commands,
    close: () => protect(undefined),
  };
}
