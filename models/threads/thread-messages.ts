/** Messages from a pool to a thread. */
export type ToThread<Request> = { readonly kind: 'request'; readonly request: Request } | { readonly kind: 'close' };

/** Messages from a thread to its pool. A thread handles one request at a time, so answers carry no request number. */
export type FromThread<Response> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'response'; readonly response: Response }
  | { readonly kind: 'failure'; readonly fault: ThreadFault }
  | { readonly kind: 'closed'; readonly fault: ThreadFault | undefined };

/** An error in a form that keeps its `code` between threads; a structured clone would drop it. */
export interface ThreadFault {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly stack: string | undefined;
}

/** Converts a thrown value for sending. It accepts values that are not errors, because any value can be thrown. */
export function threadFault(error: unknown): ThreadFault {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: 'a value that is not an Error was thrown', code: undefined, stack: undefined };
  }
  const code = (error as { code?: unknown }).code;
  const { name, message, stack } = error;
  return { name, message, code: typeof code === 'string' ? code : undefined, stack };
}
