/** The byte stream to a TPM: one command, then its answer. */
export interface TpmTransport {
  /**
   * Whether objects and sessions stay loaded after a connection. Linux' resource manager removes them, and hides those
   * of other programs.
   */
  readonly keepsObjects: boolean;
  /**
   * Sends a command and resolves to the answer, at most 4,096 bytes in a buffer that can be wiped. Only one call at a
   * time. Rejects with `DeviceError`: `timed-out`, `disconnected`, `corrupt`. The transport is then useless, because a
   * late answer would be taken for that of the next command.
   */
  exchange(command: Uint8Array, limitMs: number): Promise<Uint8Array<ArrayBuffer>>;
  /** A pending exchange rejects with the reason, by default `disconnected`. */
  close(reason?: Error): void;
}

export interface OpenLimits {
  /** How long opening waits for the kernel to end an earlier connection, ms. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}
