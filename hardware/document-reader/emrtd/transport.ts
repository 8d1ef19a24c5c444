/** The way to a chip that lies on the reader. */
export interface ChipTransport {
  /**
   * Sends one command unit and resolves to the answer, status word included.
   *
   * Rejects with `ChipError` `removed` when the chip is out of reach, and with `DeviceError`: `disconnected` when the reader is
   * gone, `timed-out`, `aborted`.
   */
  transmit(command: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;

  /**
   * Powers the chip down and up: it forgets every session. Rejects as `transmit` does.
   */
  reset(signal: AbortSignal): Promise<void>;
}
