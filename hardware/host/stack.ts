/**
 * The stack of this thread. A call leaves its bytes there until a later call is as deep: Node, for example, decrypts a record of TLS into
 * 16 KiB of it (`TLSWrap::ClearOut`).
 */

/** 256 KiB: every argument has a place of 8 bytes. Node gives its main thread about 1 MB. */
const PLACES = 32_768;
const ZEROS: readonly number[] = Array.from({ length: PLACES }, () => 0);

/** Overwrites 256 KiB of the stack below the caller. Call it from a timer: within the handler of an event the bytes may still be in use. */
export function overwriteStack(): void {
  // The engine copies the arguments to the stack, one after another
  Reflect.apply(nothing, undefined, ZEROS);
}

function nothing(): void {
  // The arguments are all that matters
}
