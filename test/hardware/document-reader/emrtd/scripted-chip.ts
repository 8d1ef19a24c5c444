import type { ChipTransport } from '../../../../hardware/document-reader/emrtd/transport.ts';

export const bytes = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
export const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex').toUpperCase();

/** A chip with scripted answers, which records the commands. */
export function scriptedChip(...answers: readonly string[]): ChipTransport & { readonly sent: string[] } {
  const left = [...answers];
  const sent: string[] = [];
  return {
    sent,
    reset: async () => undefined,
    transmit: async (command) => {
      sent.push(hex(command));
      const answer = left.shift();
      if (answer === undefined) throw new Error('the script has ended');
      return bytes(answer);
    },
  };
}

/** The session ends when the test ends. */
export const forever = new AbortController().signal;
