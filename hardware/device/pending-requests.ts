/** Requests that have no answer yet. */
export interface PendingRequests<Answer, About> {
  /** Adds a request with a new id. Its answer stays pending until `settle` or `settleAll`. */
  add(about: About): { readonly id: number; readonly answer: Promise<Answer> };
  /** `undefined` when no request with this id is pending. */
  about(id: number): About | undefined;
  /** Answers one request. Returns whether it was pending. */
  settle(id: number, answer: Answer): boolean;
  settleAll(answer: Answer): void;
  /** Forgets a request, which stays without an answer. */
  drop(id: number): void;
  /** Those pending at the time of the call, the oldest first. */
  all(): readonly (readonly [id: number, about: About])[];
}

/** @typeParam About facts that the driver needs with a pending request */
export function pendingRequests<Answer, About = undefined>(): PendingRequests<Answer, About> {
  const pending = new Map<number, { readonly about: About; readonly resolve: (answer: Answer) => void }>();
  let nextId = 1;
  const settle = (id: number, answer: Answer): boolean => {
    pending.get(id)?.resolve(answer);
    return pending.delete(id);
  };
  return {
    add(about) {
      const id = nextId++;
      const answer = new Promise<Answer>((resolve) => pending.set(id, { about, resolve }));
      return { id, answer };
    },
    about: (id) => pending.get(id)?.about,
    settle,
    settleAll(answer) {
      for (const id of [...pending.keys()]) settle(id, answer);
    },
    drop: (id) => void pending.delete(id),
    all: () => [...pending].map(([id, { about }]) => [id, about] as const),
  };
}
