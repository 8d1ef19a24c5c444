/** Wakes the delivery when a report has become durable. Reports are made before the delivery is open: it finds those by itself. */
export interface NewReports {
  announce(): void;
  /** Calls `listener` for each report that is announced from now on. */
  follow(listener: () => void): void;
}

export function newReports(): NewReports {
  const listeners: (() => void)[] = [];
  return {
    announce() {
      for (const listener of listeners) listener();
    },
    follow(listener) {
      listeners.push(listener);
    },
  };
}
