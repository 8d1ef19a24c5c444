/**
 * A passport chip in software, the counterpart of `emrtd/`. It processes command units, and loses its session at
 * power-down. It shares the reader's primitives but not its flow: each protocol is written from the chip's side, so that
 * reader and chip do not have the same errors.
 */
import { concat } from '../../ber/write.ts';
import {
  type Command,
  decodeCommand,
  encodeResponse,
  needsExtendedLength,
  type Response,
} from '../../document-reader/emrtd/apdu.ts';
import { ChipError } from '../../document-reader/emrtd/chip-error.ts';
import type { SecureMessaging } from '../../document-reader/emrtd/secure-messaging.ts';
import * as status from '../../document-reader/emrtd/status-word.ts';
import { BerError } from '../../ber/ber-error.ts';
import type { ChipMemory, ChipPart } from './chip-memory.ts';
import type { ChipFault, ChipProfile } from './chip-profile.ts';
import { createAuthentication } from './chip-authentication-side.ts';
import { createFileSystem } from './chip-file-system.ts';
import { createPaceSide } from './chip-pace-side.ts';
import { createTerminalSide } from './chip-terminal-side.ts';
import { createBasicAccessSide } from './chip-basic-access-side.ts';
import { answer, Refusal } from './answers.ts';

export interface VirtualChip {
  /** Answers one command unit. Refuses unknown commands; never throws. */
  process(command: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  /** Power off and on. */
  reset(): void;
}

const SECURED_CLASS = 0x0c;

export function createVirtualChip(profile: ChipProfile, faults: readonly ChipFault[] = []): VirtualChip {
  let memory: ChipMemory;
  let messaging: SecureMessaging | undefined;
  let parts: readonly ChipPart[];
  let securedCommands = 0;

  function reset(): void {
    messaging?.wipe();
    messaging = undefined;
    securedCommands = 0;
    memory = {
      granted: !profile.basicAccessControl && profile.pace.length === 0,
      terminalTrusted: false,
      challenge: undefined,
      nextMessaging: undefined,
      paceKey: undefined,
      readerKey: undefined,
    };
    parts = [
      createFileSystem(profile, memory, faults),
      createBasicAccessSide(profile, memory),
      createPaceSide(profile, memory, faults),
      createAuthentication(profile, memory, faults),
      createTerminalSide(profile, memory),
    ];
  }
  reset();

  const dispatch = (command: Command, secured: boolean): Response => {
    for (const part of parts) {
      const response = part(command, secured);
      if (response !== undefined) return response;
    }
    return answer(status.UNKNOWN_INSTRUCTION);
  };
  const guarded = (command: Command, secured: boolean): Response => {
    try {
      return dispatch(command, secured);
    } catch (error) {
      if (error instanceof Refusal) return answer(error.statusWord);
      if (error instanceof ChipError || error instanceof BerError) return answer(status.WRONG_DATA);
      throw error;
    }
  };

  function processSecured(command: Command, current: SecureMessaging): Response {
    let opened: Command;
    try {
      opened = current.openCommand(command);
    } catch {
      endSession();
      return answer(status.WRONG_SECURE_MESSAGING);
    }
    securedCommands += 1;
    const response = guarded(opened, true);
    const ahead = faults.some((fault) => fault.kind === 'counter-ahead' && securedCommands > fault.afterCommands);
    if (ahead) current.openCommand(current.protectCommand({ cla: 0, ins: 0xb0, p1: 0, p2: 0 }));
    const sealed = current.protectResponse(response, command.ins % 2 === 1);
    if (memory.nextMessaging !== undefined) adopt();
    return sealed;
  }

  function adopt(): void {
    messaging?.wipe();
    messaging = memory.nextMessaging;
    memory.nextMessaging = undefined;
  }

  function endSession(): void {
    messaging?.wipe();
    messaging = undefined;
    memory.granted = false;
    memory.terminalTrusted = false;
  }

  return {
    reset,
    process(bytes) {
      const command = decodeCommand(bytes);
      if (command === undefined) return encodeResponse(answer(status.WRONG_LENGTH));
      if (needsExtendedLength(command) && !profile.extendedLength) {
        // As on some chips: the command is not understood, and the counters no longer agree
        if (messaging !== undefined) endSession();
        return encodeResponse(answer(status.WRONG_LENGTH));
      }
      const secured = (command.cla & SECURED_CLASS) === SECURED_CLASS;
      if (secured && messaging !== undefined) return encodeResponse(processSecured(command, messaging));
      if (secured) return encodeResponse(answer(status.WRONG_SECURE_MESSAGING));
      if (messaging !== undefined) endSession();
      const response = guarded(command, false);
      if (memory.nextMessaging !== undefined) adopt();
      return encodeResponse({ ...response, data: concat(response.data) });
    },
  };
}
