/** Transmits commands to the chip on the reader. */
export interface ChipTransport {
  /**
   * Sends one command unit and resolves to the answer, status word included.
   *
   * Rejects with `ChipError` `removed` when the chip is out of reach, and with `DeviceError`: `disconnected` when the
   * reader is lost, `timed-out`, `aborted`.
   */
  transmit(command: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;

  /** Powers the chip down and up, which ends every session. Rejects as `transmit` does. */
  reset(signal: AbortSignal): Promise<void>;
}
