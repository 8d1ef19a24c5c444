/** What a pool sends to a thread. */
export type ToThread<Request> = { readonly kind: 'request'; readonly request: Request } | { readonly kind: 'close' };

/** What a thread sends to its pool. A thread works on one request at a time, so answers need no number. */
export type FromThread<Response> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'response'; readonly response: Response }
  | { readonly kind: 'failure'; readonly fault: ThreadFault }
  | { readonly kind: 'closed'; readonly fault: ThreadFault | undefined };

/** An error, in a form that keeps its `code` between threads: a structured clone would drop it. */
export interface ThreadFault {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly stack: string | undefined;
}

/** Takes an error apart for sending. Anything may be thrown, so anything is accepted. */
export function threadFault(error: unknown): ThreadFault {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: 'not an Error was thrown', code: undefined, stack: undefined };
  }
  const code = (error as { code?: unknown }).code;
  const { name, message, stack } = error;
  return { name, message, code: typeof code === 'string' ? code : undefined, stack };
}
